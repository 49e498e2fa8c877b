package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.testkit.RecordedCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiffCommandTest {
  private static final String BEFORE =
      """
      version: "2.0"
      tools: { allow: [a, b, c, d, e], deny: [x] }
      enforcement: { unconstrained_tools: allow }
      """;
  private static final String AFTER =
      """
      version: "2.0"
      tools: { allow: [a, b, f, e*], deny: [y] }
      tool_classes: { b: [kept] }
      enforcement: { unconstrained_tools: allow }
      schemas: { e: true }
      """;
  private static final String TRACE =
      """
      {"type":"tool_call","tool":"a","args":{}}
      {"type":"tool_call","tool":"b","args":{}}
      {"type":"tool_call","tool":"c","args":{}}
      {"type":"tool_call","tool":"f","args":{"secret":"do-not-show"}}
      {"type":"tool_call","tool":"x","args":{}}
      {"type":"tool_call","tool":"a","args_digest":"hmac-sha256:k:00"}
      """;

  @TempDir private Path directory;
  private Path before;
  private Path after;
  private Path trace;

  @BeforeEach
  void write_the_files() throws IOException {
    before = write("before.yaml", BEFORE);
    after = write("after.yaml", AFTER);
    trace = write("trace.jsonl", TRACE);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void every_call_falls_into_one_of_five_buckets() {
    CliRun run = CliRun.of("policy", "diff", before, after, "--trace", trace).endsWith(0);
    String allow = ", tools.allow, tools.allow_classes at " + after + ":2:10";
    assertThat(run.out())
        .isEqualTo(
            """
            T:2: evidence_only b: allow policy_allow -> allow policy_allow
            T:3: stricter c: allow policy_allow -> deny tool_not_allowedP
            T:4: looser f: deny tool_not_allowed -> allow policy_allow
            T:5: reclassified x: deny tool_denied -> deny tool_not_allowedP
            unchanged: 1
            evidence_only: 1
            stricter: 1
            looser: 1
            reclassified: 1
            not comparable, arguments left out: 1
            """
                .replace("T:", trace + ":")
                .replace("allowedP", "allowed" + allow));
    assertThat(run.out() + run.err()).doesNotContain("do-not-show");
  }

  private Path bundle(String policy) throws IOException {
    RecordedCalls session = new RecordedCalls(accepted(policy), false);
    for (String tool : List.of("a", "b", "c", "f", "x", "e")) {
      session.call(new ToolCall(tool, Json.object().put("secret", "do-not-show").build()));
    }
    return Files.write(directory.resolve("bundle.tar.gz"), session.archive());
  }

  private static Policy accepted(String yaml) {
    return switch (PolicyReader.read(yaml.getBytes(UTF_8), "p.yaml", false)) {
      case PolicyReading.Accepted(Policy policy) -> policy;
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  @Test
  void a_bundle_is_compared_as_far_as_it_says_what_was_called() throws IOException {
    Path stricter =
        write("stricter.yaml", AFTER.replace("{ e: true }", "{ e: { required: [q] } }"));
    CliRun run = CliRun.of("policy", "diff", before, stricter, "--bundle", bundle(BEFORE));
    run.endsWith(0);
    assertThat(run.out())
        .contains(": stricter c: allow policy_allow -> deny tool_not_allowed, at " + stricter)
        .contains(": looser f: deny tool_not_allowed -> allow policy_allow")
        .contains("unchanged: 1\n")
        .contains("not decidable: 1\n  arguments_not_recorded: 1 (events ")
        .doesNotContain("do-not-show");
    CliRun json =
        CliRun.of(
            "policy",
            "diff",
            "--json",
            "--fail-on",
            "looser",
            before,
            stricter,
            "--bundle",
            directory.resolve("bundle.tar.gz"));
    Json.Obj document = json.endsWith(1).document();
    assertThat(document.integer("calls")).contains(6L);
    assertThat(document.integer("not_decidable")).contains(1L);
    assertThat(document.string("reason_code")).contains("E_POLICY_DIFFERS");
    assertThat(document.object("buckets").orElseThrow().integer("looser")).contains(1L);
  }

  @Test
  void a_bundle_of_which_nothing_can_be_decided_does_not_pass_a_gate() throws IOException {
    Path closed =
        write(
            "closed.yaml",
            "version: \"2.0\"\nschemas: { a: {type: object, required: [q]}, b: {required: [q]},"
                + " c: {required: [q]}, e: {required: [q]}, f: {required: [q]},"
                + " x: {required: [q]} }\n");
    Path bundle = bundle("version: \"2.0\"\n");
    CliRun.of("policy", "diff", before, closed, "--bundle", bundle).endsWith(0);
    CliRun gate =
        CliRun.of(
            "policy", "diff", "--json", "--fail-on", "looser", closed, closed, "--bundle", bundle);
    assertThat(gate.endsWith(1).document().string("reason_code")).contains("E_REPLAY_INCOMPLETE");
  }

  @Test
  void a_broken_bundle_is_not_compared() throws IOException {
    Path bundle = bundle(BEFORE);
    byte[] bytes = Files.readAllBytes(bundle);
    Files.write(bundle, Arrays.copyOf(bytes, bytes.length - 40));
    CliRun.of("policy", "diff", before, after, "--bundle", bundle).endsWith(2);
    CliRun.of("policy", "diff", before, after, "--bundle", directory.resolve("none")).endsWith(2);
    CliRun.of("policy", "diff", before, after).endsWith(2);
    CliRun.of("policy", "diff", before, after, "--bundle", bundle, "--trace", trace).endsWith(2);
  }

  @Test
  void the_document_has_the_counts_and_the_calls() {
    Json.Obj document =
        CliRun.of("policy", "diff", "--json", before, after, "--trace", trace)
            .endsWith(0)
            .document();
    assertThat(document.string("schema")).contains("assay.policy_diff.v1");
    assertThat(document.integer("calls")).contains(6L);
    assertThat(document.object("buckets").orElseThrow().integer("looser")).contains(1L);
    assertThat(document.integer("not_comparable")).contains(1L);
    assertThat(((Json.Arr) document.get("changes")).items()).hasSize(4);
  }

  @Test
  void what_fails_is_asked_for() throws IOException {
    for (String word : new String[] {"looser", "stricter", "changed"}) {
      CliRun run =
          CliRun.of("policy", "diff", "--json", "--fail-on", word, before, after, "--trace", trace)
              .endsWith(1);
      assertThat(run.document().string("reason_code")).contains("E_POLICY_DIFFERS");
      CliRun.of("policy", "diff", "--fail-on", word, before, before, "--trace", trace).endsWith(0);
    }
    CliRun.of("policy", "diff", before, after).endsWith(2);
    CliRun.of("policy", "diff", before, directory.resolve("gone"), "--trace", trace).endsWith(2);
    CliRun.of("policy", "diff", before, after, "--trace", directory.resolve("gone")).endsWith(2);
    Path bad = write("bad.yaml", "tool: {}\n");
    assertThat(CliRun.of("policy", "diff", "--json", bad, bad, "--trace", trace).document())
        .satisfies(d -> assertThat(d.string("reason_code")).contains("E_POLICY_PARSE"));
  }

  @Test
  void calls_of_a_session_are_counted_for_its_limits() throws IOException {
    Path limited = write("limited.yaml", BEFORE + "limits: { max_tool_calls_total: 1 }\n");
    Path calls =
        write(
            "sessions.jsonl",
            """
            {"type":"tool_call","tool":"a","args":{},"session":"s1"}
            {"type":"tool_call","tool":"a","args":{},"session":"s2"}
            {"type":"tool_call","tool":"a","args":{},"session":"s1"}
            """);
    CliRun run =
        CliRun.of("policy", "explain", "--denied-only", "--policy", limited, "--trace", calls)
            .endsWith(1);
    assertThat(run.out())
        .isEqualTo(
            calls
                + ":3: DENY a reason=rate_limit_exceeded by limits at "
                + limited
                + ":4:11\n2 allowed, 1 denied, 0 not judged: the trace leaves their arguments out\n");
    CliRun.of("policy", "explain", "--policy", before).endsWith(2);
    CliRun.of("policy", "explain", "--policy", before, "--call", "a", "--trace", calls).endsWith(2);
  }
}
