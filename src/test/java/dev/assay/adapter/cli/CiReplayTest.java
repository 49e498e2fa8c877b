package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.testkit.JUnitFiles;
import dev.assay.testkit.RecordedCalls;
import dev.assay.testkit.Sarif;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording that the gate decides again by the policy of a change, in every file it writes. */
class CiReplayTest {
  private static final String THEN =
      """
      version: "2.0"
      tools:
        allow: [read, write]
      schemas:
        read: { type: object, properties: { path: { type: string } }, additionalProperties: false }
      """;

  @TempDir private Path directory;
  private Path bundle = Path.of("");

  @BeforeEach
  void record_a_session() throws IOException {
    byte[] yaml = THEN.getBytes(StandardCharsets.UTF_8);
    Policy policy =
        ((PolicyReading.Accepted) PolicyReader.read(yaml, "policy.yaml", false)).policy();
    RecordedCalls session = new RecordedCalls(policy, false);
    session.call(new ToolCall("read", Json.object().put("path", "/a").build()));
    session.call(new ToolCall("write", Json.Obj.EMPTY));
    session.call(new ToolCall("write", Json.Obj.EMPTY));
    session.call(new ToolCall("exec", Json.Obj.EMPTY));
    session.call(new ToolCall("\u001b[2J](javascript:x)\u202e", Json.Obj.EMPTY));
    bundle = Files.write(directory.resolve("b.tar.gz"), session.archive());
  }

  private CliRun ci(String policy, Object... more) throws IOException {
    Path file = Files.writeString(directory.resolve("policy.yaml"), policy);
    List<Object> words =
        new ArrayList<>(
            List.of("ci", "--now=2026-02-01T00:00:00Z", "--policy", file, "--bundle", bundle));
    words.addAll(List.of("--report", directory.resolve("out/trust-report.json")));
    words.addAll(Arrays.asList(more));
    return CliRun.of(words.toArray());
  }

  @Test
  void the_policy_of_the_recording_passes_and_the_counts_are_in_the_document() throws IOException {
    CliRun run = ci(THEN, "--replay-fail-on=any").endsWith(0);
    assertThat(run.out()).contains("pass decisions 5 of 5 recorded decisions come out the same");
    assertThat(run.err()).isEmpty();
    Json.Obj replay =
        ci(THEN, "--json")
            .endsWith(0)
            .document()
            .object("provenance")
            .orElseThrow()
            .object("replay")
            .orElseThrow();
    assertThat(replay.integer("decisions")).contains(5L);
    assertThat(replay.integer("equal")).contains(5L);
  }

  @Test
  void a_change_that_decides_otherwise_is_in_every_file() throws IOException {
    Path sarif = directory.resolve("ci.sarif");
    Path junit = directory.resolve("ci.xml");
    Path summary = directory.resolve("summary.json");
    Path comment = directory.resolve("comment.md");
    CliRun run =
        ci(
                THEN.replace("read, write]", "read, exec, \"*javascript*\"]"),
                "--sarif",
                sarif,
                "--sarif-location=policy.yaml",
                "--junit",
                junit,
                "--summary",
                summary,
                "--pr-comment",
                comment)
            .endsWith(1);
    assertThat(run.out())
        .contains("replay        FAIL")
        .contains("`write` was allow unconstrained_tool and would be deny tool_not_allowed")
        .contains("policy.yaml:3")
        .doesNotContain("\u001b");
    Json.Obj document = CliRun.read(Files.readString(summary));
    assertThat(document.string("reason_code")).contains("E_TEST_FAILED");
    Json.Obj log = Sarif.valid(Files.readString(sarif));
    assertThat(Sarif.results(log))
        .extracting(result -> result.string("ruleId").orElse(""))
        .contains("replay/stricter", "replay/looser");
    assertThat(JUnitFiles.valid(Files.readString(junit)).getAttribute("failures")).isEqualTo("2");
    assertThat(Files.readString(comment))
        .contains("blocked by `replay/stricter`")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e")
        .contains("**failed** `replay/looser`");
  }

  @Test
  void what_cannot_be_decided_again_is_in_every_file_and_fails_when_asked() throws IOException {
    String other = THEN.replace("string", "integer");
    Path sarif = directory.resolve("ci.sarif");
    Path junit = directory.resolve("ci.xml");
    Path comment = directory.resolve("comment.md");
    CliRun run =
        ci(
                other,
                "--sarif",
                sarif,
                "--sarif-location=policy.yaml",
                "--junit",
                junit,
                "--pr-comment",
                comment)
            .endsWith(0);
    assertThat(run.out())
        .contains("warn arguments_not_recorded not replayable, which is not equal");
    assertThat(run.err()).contains("1 of 5 recorded decisions cannot be decided again");
    assertThat(Sarif.results(Sarif.valid(Files.readString(sarif))))
        .extracting(result -> result.string("ruleId").orElse(""))
        .contains("replay/arguments_not_recorded");
    assertThat(Files.readString(junit)).contains("WARNING: not replayable");
    assertThat(Files.readString(comment))
        .contains("replay/arguments_not_recorded")
        .contains("1 of 5 recorded decisions cannot be decided again");
    ci(other, "--strict").endsWith(1);
    ci(other, "--replay-fail-on=any").endsWith(1);
    ci(other, "--replay-fail-on=none", "--strict").endsWith(0);
  }

  @Test
  void decisions_that_nobody_knows_how_they_were_made_are_no_pass() throws IOException {
    bundle = Path.of("src/test/resources/vectors/trust/golden/signals-and-receipts/bundle.tar.gz");
    assertThat(ci(THEN).endsWith(1).out())
        .contains("FAIL nothing-decided not one recorded decision could be decided again");
  }

  @Test
  void options_that_cannot_be_kept_are_refused() throws IOException {
    assertThat(CliRun.of("ci", "--bundle", bundle, "--replay-fail-on=any").endsWith(2).err())
        .contains("goes with `--policy` and `--bundle`");
    assertThat(CliRun.of("ci", "--bundle", "-", "--policy", "p").endsWith(2).err())
        .contains("give it as a file");
    CliRun.of("ci", "--bundle", bundle, "--policy", "p", "--replay-fail-on=some").endsWith(2);
  }
}
