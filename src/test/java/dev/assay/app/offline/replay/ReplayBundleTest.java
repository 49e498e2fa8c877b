package dev.assay.app.offline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.Redecision.Basis;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.replay.Difference.Change;
import dev.assay.core.replay.FilesNow;
import dev.assay.core.replay.NotReplayable;
import dev.assay.core.replay.ReplayReport;
import dev.assay.core.replay.TraceUse;
import dev.assay.core.trace.TraceReader;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.RecordedBundles;
import dev.assay.testkit.RecordedCalls;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReplayBundleTest {
  private static final String SCHEMA =
      "version: \"2.0\"\nschemas: {get: {properties: {q: {type: string}}}}\n";
  private static final String OTHER_SCHEMA =
      "version: \"2.0\"\nschemas: {get: {properties: {q: {type: integer}}}}\n";

  private static Policy policy(String yaml) {
    return switch (PolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "p.yaml", false)) {
      case PolicyReading.Accepted(Policy policy) -> policy;
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  private static ToolCall call(String tool, String arguments) {
    return new ToolCall(tool, (Json.Obj) Vectors.parse(arguments));
  }

  private static ReplayBundle.Outcome replay(
      byte[] archive, Optional<Policy> other, Optional<ReplayBundle.Trace> trace) {
    return new ReplayBundle(new FakeBundleFiles().with("b", archive))
        .replay(new ReplayBundle.Request("b", other, FilesNow.AS_THEN, trace));
  }

  private static ReplayReport report(
      RecordedCalls session, Optional<Policy> other, Optional<ReplayBundle.Trace> trace) {
    if (replay(session.archive(), other, trace) instanceof ReplayBundle.Outcome.Replayed done) {
      return done.report();
    }
    throw new AssertionError("not replayed");
  }

  private static Optional<ReplayBundle.Trace> trace(KeyedDigest key, String text) {
    TraceSource source =
        calls -> {
          TraceReader reader = new TraceReader("t", calls);
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          reader.feed(bytes, 0, bytes.length);
          return reader.finish();
        };
    return Optional.of(new ReplayBundle.Trace(key, source));
  }

  private static Optional<ReplayBundle.Trace> trace(String text) {
    return trace(RecordedCalls.KEY, text);
  }

  private static String line(String tool, String arguments) {
    return "{\"type\":\"tool_call\",\"tool\":\"" + tool + "\",\"args\":" + arguments + "}\n";
  }

  @TestFactory
  Stream<DynamicTest> what_the_gate_recorded_follows_from_its_policy() {
    return RecordedBundles.all().stream()
        .map(
            recorded ->
                DynamicTest.dynamicTest(
                    recorded.name(),
                    () -> {
                      ReplayBundle.Outcome outcome =
                          replay(recorded.archive(), Optional.empty(), Optional.empty());
                      ReplayReport report = ((ReplayBundle.Outcome.Replayed) outcome).report();
                      assertThat(report.decisions()).isPositive();
                      assertThat(report.equal()).isEqualTo(report.decisions());
                      assertThat(report.equalBy(Basis.RECORDED_RESULT)).isPositive();
                    }));
  }

  @Test
  void arguments_come_from_the_trace_by_their_digest_or_not_at_all() {
    RecordedCalls session = new RecordedCalls(policy(SCHEMA), false);
    session.call(call("get", "{\"q\":\"a\"}"));
    session.call(call("get", "{\"q\":\"b\"}"));
    Optional<Policy> other = Optional.of(policy(OTHER_SCHEMA));
    ReplayReport without = report(session, other, Optional.empty());
    assertThat(without.groups()).containsOnlyKeys(NotReplayable.ARGUMENTS_NOT_RECORDED);
    assertThat(without.checkedNothing()).isTrue();

    String text = line("get", "{\"q\":\"a\"}") + line("get", "{\"q\":\"c\"}");
    ReplayBundle.Outcome outcome = replay(session.archive(), other, trace(text));
    ReplayBundle.Outcome.Replayed done = (ReplayBundle.Outcome.Replayed) outcome;
    assertThat(done.trace()).contains(new TraceUse(2, 1));
    assertThat(done.report().different(Change.STRICTER)).isEqualTo(1);
    assertThat(done.report().listed().getFirst().seq()).isEqualTo(2);
    assertThat(done.report().groups()).containsOnlyKeys(NotReplayable.NOT_IN_TRACE);

    KeyedDigest foreign = KeyedDigest.named("other", SecretBytes.takingOver(new byte[32]));
    assertThat(report(session, other, trace(foreign, text)).groups())
        .containsOnlyKeys(NotReplayable.OTHER_KEY);
    String withheld = "{\"type\":\"tool_call\",\"tool\":\"get\"}\n";
    assertThat(report(session, other, trace(withheld)).groups())
        .containsOnlyKeys(NotReplayable.NOT_IN_TRACE);
  }

  @Test
  void what_no_digest_covers_is_not_decided_by() {
    RecordedCalls session = new RecordedCalls(policy(SCHEMA), false);
    session.call(call("get", "{\"q\":\"a\",\"token\":\"t1\"}"));
    session.call(call("get", "{\"q\":9007199254740993}"));
    Optional<Policy> other = Optional.of(policy(OTHER_SCHEMA));
    String secret = line("get", "{\"q\":\"a\",\"token\":\"t2\"}");
    String digits =
        line("get", "{\"q\":9007199254740992}") + line("get", "{\"q\":9007199254740993}");
    ReplayReport report = report(session, other, trace(secret + digits));
    assertThat(report.groups().get(NotReplayable.NOT_COVERED).first()).containsExactly(2L, 3L);
    // the trace leaves the member out, and the policy speaks of it
    String naming = "version: \"2.0\"\nschemas: {get: {required: [token]}}\n";
    assertThat(
            report(session, Optional.of(policy(naming)), trace(line("get", "{\"q\":\"a\"}")))
                .groups())
        .containsKey(NotReplayable.NOT_COVERED);
    // a tool whose arguments nobody looks at needs none
    String names = "version: \"2.0\"\ntools: {deny: [get]}\n";
    assertThat(report(session, Optional.of(policy(names)), trace(secret)).different()).isEqualTo(2);
  }

  @Test
  void a_policy_that_is_not_whole_and_genuine_is_not_used() {
    expectMissing(
        NotReplayable.POLICY_NOT_RECORDED, data -> with(data, "policy_digest", "sha256:0"));
    expectMissing(NotReplayable.POLICY_INCOMPLETE, data -> with(data, "text", "{"));
    expectMissing(NotReplayable.POLICY_INCOMPLETE, data -> with(data, "text", "[]"));
    expectMissing(
        NotReplayable.POLICY_INCOMPLETE,
        data -> {
          Map<String, Json> members = new LinkedHashMap<>(data.members());
          members.put("chunks", Json.Num.of(2));
          return new Json.Obj(members);
        });
    expectMissing(
        NotReplayable.POLICY_REFUSED, data -> with(data, "text", "{\"version\":\"3.0\"}"));
    expectMissing(NotReplayable.POLICY_DIGEST, data -> with(data, "text", "{\"version\":\"2.0\"}"));
  }

  private static void expectMissing(NotReplayable why, UnaryOperator<Json.Obj> change) {
    RecordedCalls session = new RecordedCalls(policy(SCHEMA), false);
    session.call(call("get", "{}"));
    Json.Obj snapshot = session.events.get(1);
    session.events.set(
        1,
        Json.object()
            .put("type", snapshot.get("type"))
            .put("data", change.apply(snapshot.object("data").orElseThrow()))
            .build());
    assertThat(report(session, Optional.empty(), Optional.empty()).groups()).containsOnlyKeys(why);
    // another policy can still decide what does not need the recorded one
    Policy denying = policy("version: \"2.0\"\ntools: {deny: [get]}\n");
    assertThat(report(session, Optional.of(denying), Optional.empty()).different(Change.STRICTER))
        .isEqualTo(1);
  }

  private static Json.Obj with(Json.Obj object, String name, String value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, new Json.Str(value));
    return new Json.Obj(members);
  }

  @Test
  void a_long_policy_is_put_together_from_its_pieces() {
    StringBuilder yaml = new StringBuilder("version: \"2.0\"\ntools:\n  allow:\n");
    for (int i = 0; i < 9_000; i++) {
      yaml.append("    - a_tool_with_a_long_name_").append(i).append('\n');
    }
    RecordedCalls session = new RecordedCalls(policy(yaml.toString()), false);
    assertThat(session.events.size()).isGreaterThan(3);
    session.events.addAll(List.copyOf(session.events)); // as a second session repeats it
    session.call(call("a_tool_with_a_long_name_8999", "{}"));
    session.call(call("b", "{}"));
    assertThat(report(session, Optional.empty(), Optional.empty()).equal()).isEqualTo(2);
  }

  @Test
  void a_further_part_does_not_know_how_much_the_session_did_before() {
    String two = "version: \"2.0\"\nlimits: {max_tool_calls_total: 2}\n";
    RecordedCalls session = new RecordedCalls(policy(two), false);
    for (int i = 0; i < 3; i++) {
      session.call(call("get", "{}"));
    }
    String three = two.replace("2}", "3}");
    assertThat(
            report(session, Optional.of(policy(three)), Optional.empty()).different(Change.LOOSER))
        .isEqualTo(1);
    Json.Obj started = session.events.getFirst().object("data").orElseThrow();
    Map<String, Json> continued = new LinkedHashMap<>(started.members());
    continued.put("part", Json.object().put("index", 1).build());
    session.events.set(
        0,
        Json.object()
            .put("type", "assay.session.started")
            .put("data", new Json.Obj(continued))
            .build());
    assertThat(report(session, Optional.empty(), Optional.empty()).equal()).isEqualTo(3);
    ReplayReport part = report(session, Optional.of(policy(three)), Optional.empty());
    // the first two were within 2, hence within 3; the third was beyond 2
    assertThat(part.equal()).isEqualTo(2);
    assertThat(part.groups()).containsOnlyKeys(NotReplayable.SESSION_UNKNOWN);
    // four calls are beyond 3, however many came before
    String none = two.replace("2}", "0}");
    assertThat(report(session, Optional.of(policy(none)), Optional.empty()).groups()).isEmpty();
  }

  @Test
  void calls_of_several_sessions_are_not_counted_together() {
    String one = "version: \"2.0\"\nlimits: {max_tool_calls_total: 1}\n";
    RecordedCalls session = new RecordedCalls(policy("version: \"2.0\""), false);
    session.call(call("get", "{}"));
    session.events.add(session.events.getFirst());
    session.call(call("get", "{}"));
    assertThat(report(session, Optional.of(policy(one)), Optional.empty()).groups())
        .containsOnlyKeys(NotReplayable.SESSION_UNKNOWN);
    assertThat(report(session, Optional.empty(), Optional.empty()).equal()).isEqualTo(2);
  }

  @Test
  void links_of_then_count_only_through_the_record() {
    String paths = "version: \"2.0\"\npaths: {get: {args: [path], allow: [\"/app/**\"]}}\n";
    RecordedCalls session = new RecordedCalls(policy(paths), false);
    String arguments = "{\"path\":\"/app/link\"}";
    session.call(
        call("get", arguments),
        new Decision.Deny(
            ReasonCode.E_PATH_SCOPE,
            new Match("paths", "", List.of(), List.of()),
            "Path is outside its scope (symlink)",
            List.of()));
    ReplayReport own = report(session, Optional.empty(), trace(line("get", arguments)));
    assertThat(own.equal()).isEqualTo(1);
    assertThat(own.equalBy(Basis.RECORDED_RESULT)).isEqualTo(1);
    Policy wider = policy(paths.replace("/app/**", "/**"));
    ReplayReport other = report(session, Optional.of(wider), trace(line("get", arguments)));
    assertThat(other.listed())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.change()).isEqualTo(Change.LOOSER);
              assertThat(d.basis()).containsExactly(Basis.ARGUMENTS, Basis.NO_LINKS);
            });
  }

  @Test
  void a_dry_run_is_replayed_as_the_dry_run_it_was() {
    RecordedCalls session =
        new RecordedCalls(policy("version: \"2.0\"\ntools: {deny: [get]}\n"), true);
    session.call(call("get", "{}"));
    assertThat(report(session, Optional.empty(), Optional.empty()).equal()).isEqualTo(1);
    Policy open = policy("version: \"2.0\"\n");
    assertThat(report(session, Optional.of(open), Optional.empty()).different(Change.LOOSER))
        .isEqualTo(1);
  }

  @Test
  void what_only_the_gate_could_see_is_taken_from_the_record() {
    String demanding = "version: \"2.0\"\nevidence: {mode: required, kinds: [tool_definition]}\n";
    RecordedCalls session = new RecordedCalls(policy(demanding), false);
    session.call(call("get", "{}"));
    session.call(
        call("get", "{}"),
        new Decision.Deny(
            ReasonCode.E_RECORD_FAILED,
            new Match("evidence.kinds", "", List.of(), List.of()),
            "",
            List.of()));
    ReplayReport own = report(session, Optional.empty(), Optional.empty());
    assertThat(own.equalBy(Basis.RECORDED_RESULT)).isEqualTo(2);
    Policy other = policy(demanding.replace("tool_definition", "outcome"));
    assertThat(report(session, Optional.of(other), Optional.empty()).groups())
        .containsOnlyKeys(NotReplayable.MOMENT_UNKNOWN);
  }

  @Test
  void rates_are_counted_by_the_recorded_times() {
    RecordedCalls session = new RecordedCalls(policy("version: \"2.0\"\n"), false);
    for (int i = 0; i < 4; i++) {
      session.call(call("get", "{}")); // one every 700 ms
    }
    Policy rate = policy("version: \"2.0\"\nlimits: {rate: {calls: 2, per: 2s}}\n");
    ReplayReport report = report(session, Optional.of(rate), Optional.empty());
    assertThat(report.listed()).extracting(d -> d.seq()).containsExactly(4L, 5L);
    Policy slower = policy("version: \"2.0\"\nlimits: {rate: {calls: 2, per: 1s}}\n");
    assertThat(report(session, Optional.of(slower), Optional.empty()).equal()).isEqualTo(4);
  }

  @Test
  void a_failure_of_the_engine_is_no_policys_decision() {
    RecordedCalls session = new RecordedCalls(policy("version: \"2.0\"\n"), false);
    session.call(call("get", "{}"), Decision.Deny.of(ReasonCode.S_INTERNAL_ERROR));
    session.add("assay.tool.decision", Json.object().put("tool", "get").build());
    assertThat(report(session, Optional.empty(), Optional.empty()).groups())
        .containsOnlyKeys(NotReplayable.RECORD_UNKNOWN, NotReplayable.INTERNAL_ERROR);
  }

  @Test
  void what_cannot_be_relied_on_is_not_replayed() {
    RecordedCalls session = new RecordedCalls(policy(SCHEMA), false);
    session.call(call("get", "{}"));
    byte[] archive = session.archive();
    byte[] broken = archive.clone();
    broken[archive.length / 2] ^= 1;
    assertThat(replay(broken, Optional.empty(), Optional.empty()))
        .isInstanceOf(ReplayBundle.Outcome.Refused.class);
    assertThat(replay(archive, Optional.empty(), trace("[]\n")))
        .isInstanceOf(ReplayBundle.Outcome.TraceRefused.class);
    session.call(call("get", "{}"));
    assertThat(
            new ReplayBundle(new FakeBundleFiles().with("b", archive, session.archive()))
                .replay(
                    new ReplayBundle.Request(
                        "b", Optional.empty(), FilesNow.AS_THEN, Optional.empty())))
        .isInstanceOf(ReplayBundle.Outcome.Changed.class);
  }

  @Test
  void no_more_differences_are_held_than_are_listed() {
    RecordedCalls session = new RecordedCalls(policy("version: \"2.0\"\n"), false);
    for (int i = 0; i < ReplayReport.MAX_LISTED + 5; i++) {
      session.call(call("get", "{}"));
    }
    Policy denying = policy("version: \"2.0\"\ntools: {deny: [get]}\n");
    ReplayReport report = report(session, Optional.of(denying), Optional.empty());
    assertThat(report.listed()).hasSize(ReplayReport.MAX_LISTED);
    assertThat(report.json().integer("differences_omitted")).contains(5L);
  }
}
