package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.ToolsListed;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.LockedTool;
import dev.assay.core.identity.ToolLock;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.testkit.RecordedCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule said then is no answer when the file that it rests on has changed since. */
class ReplayedFilesTest {
  private static final String LOCKED =
      "version: \"2.0\"\ntools: {allow: [read]}\ntool_identity: {mode: locked}\n";

  @TempDir private Path directory;

  private static Policy policy(String text) {
    byte[] yaml = text.getBytes(StandardCharsets.UTF_8);
    return ((PolicyReading.Accepted) PolicyReader.read(yaml, "policy.yaml", false)).policy();
  }

  private static LockedServer approving(String digit) {
    String digest = "sha256:" + digit.repeat(64);
    return new LockedServer(
        LockedServer.instructionsDigest(""),
        new TreeMap<>(Map.of("read", new LockedTool(digest, digest))));
  }

  private static RecordedCalls session(String policy) {
    RecordedCalls session = new RecordedCalls(policy(policy), false);
    session.call(new ToolCall("read", Json.Obj.EMPTY));
    return session;
  }

  private static void listed(RecordedCalls session, String basis, LockedServer approved) {
    ToolsListed.Listing listing =
        new ToolsListed.Listing(
            "files",
            approved.setDigest(),
            LockedServer.instructionsDigest(""),
            Optional.of(new ToolsListed.Approved(basis, approved.digest())));
    for (EventPayload event : ToolsListed.of(listing, List.of())) {
      session.add(event.type(), event.data());
    }
  }

  private static RecordedCalls locked(LockedServer approved) {
    RecordedCalls session = session(LOCKED);
    listed(session, "lock", approved);
    return session;
  }

  private void lock(LockedServer server) throws IOException {
    ToolLock lock = new ToolLock(new TreeMap<>(Map.of("files", server)));
    Files.write(directory.resolve("assay.lock.json"), lock.canonicalBytes());
  }

  private CliRun run(RecordedCalls session, String policy, String... words) throws IOException {
    Path file = Files.writeString(directory.resolve("policy.yaml"), policy);
    Path bundle = Files.write(directory.resolve("b.tar.gz"), session.archive());
    List<Object> all = new ArrayList<>(Arrays.asList((Object[]) words));
    if (all.contains("ci")) {
      all.addAll(List.of("--bundle", bundle, "--policy", file, "--strict"));
      all.addAll(List.of("--report", directory.resolve("report.json")));
    } else {
      all.add(bundle);
    }
    return CliRun.of(all.toArray());
  }

  private CliRun ci(RecordedCalls session, String policy) throws IOException {
    return run(session, policy, "ci", "--replay-fail-on=any");
  }

  @Test
  void an_unchanged_lock_lets_the_recorded_result_count_and_the_gate_says_so() throws IOException {
    lock(approving("a"));
    CliRun run = ci(locked(approving("a")), LOCKED).endsWith(0);
    assertThat(run.out())
        .contains("1 of 1 recorded decisions come out the same; 1 of the equal ones rest on");
    Json.Obj replay =
        run(locked(approving("a")), LOCKED, "ci", "--json")
            .endsWith(0)
            .document()
            .object("provenance")
            .flatMap(p -> p.object("replay"))
            .orElseThrow();
    assertThat(replay.object("equal_resting_on").flatMap(r -> r.integer("recorded_result")))
        .contains(1L);
  }

  @Test
  void a_lock_that_approves_something_else_now_is_no_pass() throws IOException {
    lock(approving("b"));
    assertThat(ci(locked(approving("a")), LOCKED).endsWith(1).out())
        .contains("moment_unknown")
        .doesNotContain("come out the same");
  }

  @Test
  void a_drift_that_the_lock_of_now_approves_is_no_pass_either() throws IOException {
    RecordedCalls session = new RecordedCalls(policy(LOCKED), false);
    listed(session, "lock", approving("a"));
    session.call(
        new ToolCall("read", Json.Obj.EMPTY),
        new Decision.Deny(
            ReasonCode.E_TOOL_DRIFT, Match.rule("tool_identity"), "drifted", List.of()));
    lock(approving("b"));
    assertThat(ci(session, LOCKED).endsWith(1).out()).contains("moment_unknown");
    lock(approving("a"));
    ci(session, LOCKED).endsWith(0);
  }

  @Test
  void a_lock_that_is_not_there_or_that_nothing_is_on_record_of_is_no_pass() throws IOException {
    assertThat(ci(locked(approving("a")), LOCKED).endsWith(1).out()).contains("moment_unknown");
    lock(approving("a"));
    assertThat(ci(session(LOCKED), LOCKED).endsWith(1).out()).contains("moment_unknown");
    RecordedCalls changed = locked(approving("a"));
    listed(changed, "lock", approving("b"));
    assertThat(ci(changed, LOCKED).endsWith(1).out()).contains("moment_unknown");
  }

  @Test
  void what_was_first_used_is_in_no_file_of_the_change() throws IOException {
    String tofu = LOCKED.replace("locked", "tofu");
    RecordedCalls session = session(tofu);
    listed(session, "first_use", approving("a"));
    ci(session, tofu).endsWith(0);
  }

  @Test
  void files_of_which_nothing_is_on_record_are_never_taken_as_the_same() throws IOException {
    String signed =
        "version: \"2.0\"\ntools: {allow: [read]}\nsignatures: {trust_policy: trust.yaml}\n";
    assertThat(ci(session(signed), signed).endsWith(1).out()).contains("moment_unknown");
    String approved =
        "version: \"2.0\"\ntools: {allow: [read], approval_required: [read]}\n"
            + "approvals: {approvers: [{id: ana, public_key: ana.pem}]}\n";
    assertThat(ci(session(approved), approved).endsWith(1).out()).contains("moment_unknown");
    assertThat(
            run(session(signed), signed, "evidence", "replay", "--fail-on=any").endsWith(0).out())
        .contains("1 equal");
  }

  @Test
  void the_gate_does_not_write_over_the_lock_that_the_policy_names() throws IOException {
    lock(approving("a"));
    Path lock = directory.resolve("assay.lock.json");
    byte[] before = Files.readAllBytes(lock);
    assertThat(
            run(locked(approving("a")), LOCKED, "ci", "--summary", lock.toString())
                .endsWith(2)
                .err())
        .contains("`--summary` names a file that is read");
    assertThat(Files.readAllBytes(lock)).isEqualTo(before);
  }
}
