package dev.assay.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.replay.ReplayReport;
import dev.assay.testkit.RecordedCalls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A recording that is decided again by the policy of a change, as cases of the gate. */
final class ReplayCasesTest {
  private static final String THEN =
      """
      version: "2.0"
      tools:
        allow: [read, write]
      schemas:
        read: { type: object, properties: { path: { type: string } } }
      """;
  private static final String OTHER = THEN.replace("read, write]", "read, exec]");
  private static final String OTHER_SCHEMA = THEN.replace("string", "integer");

  @Test
  void the_same_policy_passes_and_says_over_how_many_decisions() {
    List<GateCase> cases = cases(THEN, ReplayCases.FailOn.ANY);
    assertThat(cases).singleElement();
    assertThat(cases.getFirst().status()).isEqualTo(GateCase.Status.PASSED);
    assertThat(cases.getFirst().message())
        .isEqualTo(
            "5 of 5 recorded decisions come out the same; 1 of the equal ones rest on what an"
                + " unchanged rule said then, which could not be asked");
  }

  @Test
  void what_differs_in_the_same_way_is_one_case_on_the_line_that_decides() {
    List<GateCase> cases = cases(OTHER, ReplayCases.FailOn.DIFFERENT);
    assertThat(cases)
        .filteredOn(one -> one.status() == GateCase.Status.FAILED)
        .extracting(GateCase::id)
        .containsExactlyInAnyOrder("stricter", "looser");
    GateCase stricter = cases.stream().filter(one -> one.id().equals("stricter")).findAny().get();
    assertThat(stricter.message())
        .startsWith("`write` was allow unconstrained_tool and would be deny tool_not_allowed")
        .contains("2 decisions");
    assertThat(stricter.details().anchor()).isEqualTo(new GateCase.Anchor("policy.yaml", 3));
    assertThat(stricter.details().key()).doesNotContainPattern("[0-9]");
    assertThat(verdict(cases)).isEqualTo(GateVerdict.FAILED);
  }

  @Test
  void what_cannot_be_decided_again_is_never_silent() {
    List<GateCase> warned = cases(OTHER_SCHEMA, ReplayCases.FailOn.DIFFERENT);
    GateCase why = only(warned, "arguments_not_recorded");
    assertThat(why.status()).isEqualTo(GateCase.Status.WARNED);
    assertThat(why.message()).startsWith("not replayable, which is not equal: ");
    assertThat(verdict(warned)).isEqualTo(GateVerdict.PASSED);
    assertThat(GateVerdict.of(warned, true)).isEqualTo(GateVerdict.WARNED);
    assertThat(verdict(cases(OTHER_SCHEMA, ReplayCases.FailOn.ANY))).isEqualTo(GateVerdict.FAILED);
    assertThat(
            only(cases(OTHER_SCHEMA, ReplayCases.FailOn.NONE), "arguments_not_recorded").status())
        .isEqualTo(GateCase.Status.NOTED);
  }

  @Test
  void nothing_decided_again_fails_and_nothing_recorded_is_noted() {
    RecordedCalls session = new RecordedCalls(policy(THEN), false);
    session.call(new ToolCall("read", Json.object().put("path", "/a").build()));
    List<GateCase> nothing =
        ReplayCases.of(replay(session, OTHER_SCHEMA), ReplayCases.FailOn.DIFFERENT, "policy.yaml");
    assertThat(only(nothing, "nothing-decided").status()).isEqualTo(GateCase.Status.FAILED);
    List<GateCase> empty =
        ReplayCases.of(
            replay(new RecordedCalls(policy(THEN), false), THEN),
            ReplayCases.FailOn.DIFFERENT,
            "policy.yaml");
    assertThat(only(empty, "nothing-recorded").status()).isEqualTo(GateCase.Status.NOTED);
  }

  @Test
  void none_blocks_nothing_and_still_says_it() {
    List<GateCase> cases = cases(OTHER, ReplayCases.FailOn.NONE);
    assertThat(verdict(cases)).isEqualTo(GateVerdict.PASSED);
    assertThat(cases).extracting(GateCase::id).contains("stricter", "looser");
  }

  private static GateVerdict verdict(List<GateCase> cases) {
    return GateVerdict.of(cases, false);
  }

  private static GateCase only(List<GateCase> cases, String id) {
    return cases.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<GateCase> cases(String by, ReplayCases.FailOn failOn) {
    RecordedCalls session = new RecordedCalls(policy(THEN), false);
    session.call(new ToolCall("read", Json.object().put("path", "/a").build()));
    session.call(new ToolCall("write", Json.Obj.EMPTY));
    session.call(new ToolCall("write", Json.Obj.EMPTY));
    session.call(new ToolCall("exec", Json.Obj.EMPTY));
    session.call(new ToolCall("drop", Json.Obj.EMPTY));
    return ReplayCases.of(replay(session, by), failOn, "policy.yaml");
  }

  private static ReplayReport replay(RecordedCalls session, String by) {
    return session.replay(Optional.of(policy(by)), false).report();
  }

  private static Policy policy(String yaml) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return ((PolicyReading.Accepted) PolicyReader.read(bytes, "policy.yaml", false)).policy();
  }
}
