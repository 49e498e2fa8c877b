package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTestCommandTest {
  private static final String CASES =
      """
      policy: policy.yaml
      cases:
        - name: reads inside
          call: read_file
          args: { path: /app/a }
          expect: { decision: allow, reason: policy_allow }
        - name: does not read outside
          call: read_file
          args: { path: /app/../etc/passwd }
          expect: { decision: deny, reason: path_constraint_violation }
        - name: the budget ends
          call: read_file
          args: { path: /app/a }
          session: { tool_calls: 3 }
          expect: { decision: deny, reason: rate_limit_exceeded }
      """;
  private static final String POLICY =
      """
      version: "2.0"
      tools: { allow: [read_file] }
      limits: { max_tool_calls_total: 3 }
      schemas:
        read_file:
          type: object
          properties: { path: { type: string, pattern: "^/app/" } }
          required: [path]
          additionalProperties: false
      """;

  @TempDir private Path directory;

  @BeforeEach
  void write_the_policy() throws IOException {
    write("policy.yaml", POLICY);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void cases_that_hold_pass() throws IOException {
    CliRun run = CliRun.of("policy", "test", write("cases.yaml", CASES)).endsWith(0);
    assertThat(run.out()).isEqualTo("3 passed\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void several_policies_are_asked_together() throws IOException {
    Path organisation =
        write(
            "organisation.yaml",
            """
            version: "2.0"
            tools: { deny: [exec] }
            enforcement: { unconstrained_tools: allow }
            """);
    Path cases = write("cases.yaml", CASES);
    CliRun run =
        CliRun.of(
            "policy", "test", "--policy", organisation, "--policy", policyFile(), "--json", cases);
    run.endsWith(0);
    assertThat(run.out()).contains("organisation.yaml + ");
    Path strict = write("strict.yaml", "version: \"2.0\"\ntools: { deny: [read_file] }\n");
    assertThat(
            CliRun.of("policy", "test", "--policy", policyFile(), "--policy", strict, cases)
                .endsWith(1)
                .out())
        .contains("by       policy 2: tools.deny", "strict.yaml:2:17");
    Path broken = write("broken.yaml", "version: \"2.0\"\ntol: {}\n");
    CliRun.of("policy", "test", "--policy", policyFile(), "--policy", broken, cases).endsWith(2);
    CliRun explained =
        CliRun.of(
            "policy",
            "explain",
            "--policy",
            policyFile(),
            "--policy",
            strict,
            "--call",
            "read_file");
    explained.endsWith(1);
    assertThat(explained.out()).contains("policy 2: tools.deny").contains("reason=tool_denied");
    CliRun.of("policy", "validate", "--together", policyFile(), strict).endsWith(0);
  }

  private Path policyFile() {
    return directory.resolve("policy.yaml");
  }

  @Test
  void a_case_that_does_not_hold_is_a_finding_with_the_rule_that_decided() throws IOException {
    Path cases = write("cases.yaml", CASES.replace("tool_calls: 3 }", "tool_calls: 2 }"));
    CliRun run = CliRun.of("policy", "test", cases).endsWith(1);
    assertThat(run.out())
        .isEqualTo(
            """
            FAIL %s:11:5: the budget ends
              expected deny rate_limit_exceeded
              decided  allow policy_allow
              by       tools.allow, tools.allow_classes at %s:2:18
            2 passed, 1 failed
            """
                .formatted(cases, directory.resolve("policy.yaml")));
    Json.Obj document = CliRun.of("policy", "test", "--json", cases).endsWith(1).document();
    assertThat(document.string("reason_code")).contains("E_TEST_FAILED");
    assertThat(document.integer("failed")).contains(1L);
    assertThat(((Json.Arr) document.get("cases")).items()).hasSize(3);
    assertThat(CliRun.of("policy", "test", "--format", "junit", cases).endsWith(1).out())
        .contains("tests=\"3\" failures=\"1\"")
        .contains("name=\"the budget ends\"")
        .contains("decided allow policy_allow");
  }

  @Test
  void another_policy_can_be_asked_instead() throws IOException {
    Path hotfix = write("hotfix.yaml", POLICY.replace("[read_file]", "[]"));
    CliRun run =
        CliRun.of("policy", "test", "--policy", hotfix, write("cases.yaml", CASES)).endsWith(1);
    assertThat(run.out())
        .contains("decided  deny tool_not_allowed")
        .contains("by       tools.allow, tools.allow_classes at " + hotfix + ":2:10")
        .endsWith("1 passed, 2 failed\n");
  }

  @Test
  void a_case_may_name_a_policy_of_its_own() throws IOException {
    write("open.yaml", POLICY.replace("[read_file]", "[\"*\"]"));
    Path cases =
        write(
            "cases.yaml",
            CASES
                + """
                  - name: the open policy lets it pass
                    policy: open.yaml
                    call: other
                    expect: { decision: allow, reason: unconstrained_tool }
                """);
    CliRun.of("policy", "test", cases).endsWith(0);
  }

  @Test
  void what_was_forwarded_before_counts_for_sequences() throws IOException {
    write(
        "policy.yaml",
        POLICY + "sequences: [{ id: first, before: { first: list, then: read_file } }]\n");
    String one =
        """
        policy: policy.yaml
        cases:
          - name: read comes after list
            call: read_file
            args: { path: /app/a }
            session: { after: [list] }
            expect: { decision: allow }
          - name: read does not come first
            call: read_file
            args: { path: /app/a }
            expect: { decision: deny, reason: sequence_violation }
        """;
    CliRun.of("policy", "test", write("cases.yaml", one)).endsWith(0);
  }

  @Test
  void nothing_runs_unless_everything_can_be_read() throws IOException {
    Path cases = write("cases.yaml", CASES);
    Path bad = write("bad.yaml", "cases: [{ name: n, cal: exec }]\n");
    CliRun run = CliRun.of("policy", "test", cases, bad, directory.resolve("gone")).endsWith(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("file of cases `" + directory.resolve("gone") + "` does not exist")
        .contains("bad.yaml:1:20: unknown key `cal`, did you mean `call`?");
    assertThat(CliRun.of("policy", "test", "--json", bad).endsWith(2).document().string("schema"))
        .contains("assay.policy_test.v1");
    assertThat(reason("policy: gone.yaml\n" + tail())).isEqualTo("E_MISSING_CONFIG");
    assertThat(reason(tail())).isEqualTo("E_CFG_PARSE");
    write("broken.yaml", "tool: {}\n");
    assertThat(reason("policy: broken.yaml\n" + tail())).isEqualTo("E_POLICY_PARSE");
  }

  private static String tail() {
    return CASES.substring(CASES.indexOf("cases:"));
  }

  private String reason(String cases) throws IOException {
    return CliRun.of("policy", "test", "--json", write("c.yaml", cases))
        .endsWith(2)
        .document()
        .string("reason_code")
        .orElse("");
  }

  @Test
  void the_cases_of_the_examples_hold() throws IOException {
    try (var files = Files.walk(Path.of("examples"))) {
      Object[] words =
          Stream.concat(
                  Stream.of("policy", "test"),
                  files.filter(f -> f.getFileName().toString().equals("policy.test.yaml")).sorted())
              .toArray();
      assertThat(words.length).isGreaterThan(2);
      CliRun.of(words).endsWith(0);
    }
  }

  @Test
  void warnings_end_with_1_only_when_asked() throws IOException {
    Path open = write("open.yaml", "version: \"2.0\"\n");
    CliRun.of("policy", "validate", open).endsWith(0);
    CliRun run =
        CliRun.of("policy", "validate", "--fail-on", "warning", "--json", open).endsWith(1);
    assertThat(run.document().string("reason_code")).contains("E_POLICY_LINT");
    CliRun.of("policy", "validate", "--fail-on", "warning", directory.resolve("policy.yaml"))
        .endsWith(0);
  }
}
