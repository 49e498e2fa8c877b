package dev.assay.adapter.store.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.store.approval.ApprovalDirectory.Filed;
import dev.assay.adapter.store.approval.ApprovalDirectory.Standing;
import dev.assay.app.approval.CallApprovals;
import dev.assay.app.approval.CallApprovals.Asking;
import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.approval.ApprovalTerms;
import dev.assay.core.approval.SignedApproval;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approvals in files: used once, refused for good, and bounded. */
class FileApprovalsTest {
  private static final SigningKey DANA = Attestations.ed25519(1);
  private static final ApprovalTerms TERMS =
      new ApprovalTerms(Map.of("dana", DANA.verifyingKey()), Duration.ofMinutes(15));
  private static final Instant NOW = Instant.parse("2031-05-04T10:00:00Z");
  private static final ApprovalSubject SUBJECT =
      ApprovalSubject.of("files", "release", Json.object().put("resource", "app/blue").build());
  private static final ApprovalRequest REQUEST = new ApprovalRequest(SUBJECT, "sha256:p", NOW);

  @TempDir private Path state;

  private ApprovalDirectory directory() {
    return new ApprovalDirectory(state);
  }

  private FileApprovals approvals() {
    return new FileApprovals(directory(), TERMS);
  }

  private static SignedApproval signed(String id) {
    return SignedApproval.by(
        DANA,
        new Approval(
            id,
            "dana",
            "2031-05-04T09:59:00Z",
            "2031-05-04T10:10:00Z",
            "server:files",
            "release",
            "app/blue",
            SUBJECT.argumentsDigest()));
  }

  private void assertFlaw(ApprovalFlaw flaw) {
    assertThat(approvals().find(SUBJECT, NOW)).isEqualTo(new CallApprovals.Search.Flawed(flaw));
  }

  @Test
  void a_request_waits_until_it_is_granted() throws IOException {
    assertFlaw(ApprovalFlaw.MISSING);
    assertThat(approvals().ask(REQUEST)).isEqualTo(Asking.PUT_DOWN);
    assertThat(approvals().ask(new ApprovalRequest(SUBJECT, "sha256:p", NOW.plusSeconds(9))))
        .isEqualTo(Asking.STANDS);
    assertThat(directory().requests()).containsExactly(new Filed(REQUEST, Standing.WAITING));
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    assertThat(directory().requests()).containsExactly(new Filed(REQUEST, Standing.SIGNED));
    assertThat(approvals().find(SUBJECT, NOW)).isInstanceOf(CallApprovals.Search.Found.class);
    try (var files = Files.walk(state)) {
      assertThat(files.filter(f -> !f.equals(state)))
          .isNotEmpty()
          .allSatisfy(
              f ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                      .isEqualTo(Files.isDirectory(f) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void an_approval_is_used_once_by_everybody_together() throws Exception {
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    Approval approval = signed("one").approval();
    List<Callable<Boolean>> users =
        IntStream.range(0, 16)
            .mapToObj(_ -> (Callable<Boolean>) () -> approvals().use(SUBJECT, approval).isEmpty())
            .toList();
    int used = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> one : threads.invokeAll(users)) {
        used += one.get() ? 1 : 0;
      }
    }
    assertThat(used).isEqualTo(1);
    assertFlaw(ApprovalFlaw.USED);
    assertThat(directory().grant(REQUEST, signed("two"))).isEmpty();
    assertThat(approvals().find(SUBJECT, NOW)).isInstanceOf(CallApprovals.Search.Found.class);
  }

  @Test
  void what_was_refused_stays_refused_until_somebody_signs() throws IOException {
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    assertThat(directory().refuse(REQUEST)).isEmpty();
    assertFlaw(ApprovalFlaw.REFUSED);
    assertThat(approvals().ask(REQUEST)).isEqualTo(Asking.UNASKED);
    assertThat(directory().request(SUBJECT.requestId()))
        .hasValue(new Filed(REQUEST, Standing.REFUSED));
    assertThat(directory().grant(REQUEST, signed("two"))).isEmpty();
    assertThat(approvals().find(SUBJECT, NOW)).isInstanceOf(CallApprovals.Search.Found.class);
  }

  @Test
  void what_is_refused_before_it_is_used_lets_nothing_pass() throws IOException {
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    assertThat(approvals().find(SUBJECT, NOW)).isInstanceOf(CallApprovals.Search.Found.class);
    assertThat(directory().refuse(REQUEST)).isEmpty();
    assertThat(approvals().use(SUBJECT, signed("one").approval())).hasValue(ApprovalFlaw.REFUSED);
    assertThat(directory().request(SUBJECT.requestId()))
        .hasValue(new Filed(REQUEST, Standing.REFUSED));
  }

  @Test
  void a_file_that_nobody_signed_grants_nothing() throws IOException {
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    Path file = state.resolve("approvals/granted/" + SUBJECT.requestId() + ".json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("10:10:00Z", "10:14:00Z"));
    assertFlaw(ApprovalFlaw.SIGNATURE_INVALID);
    Files.writeString(file, "{}");
    assertFlaw(ApprovalFlaw.MISSING);
    Files.delete(file);
    Files.createDirectory(file);
    assertFlaw(ApprovalFlaw.MISSING);
    Files.delete(file);
    Path elsewhere = Files.writeString(state.resolve("elsewhere"), text);
    Files.createSymbolicLink(file, elsewhere);
    assertFlaw(ApprovalFlaw.MISSING);
  }

  @Test
  void an_agent_cannot_fill_the_disk_with_requests() throws IOException {
    for (int i = 0; i < ApprovalDirectory.MAX_REQUESTS; i++) {
      assertThat(approvals().ask(request(i))).isEqualTo(Asking.PUT_DOWN);
    }
    assertThat(approvals().ask(request(ApprovalDirectory.MAX_REQUESTS))).isEqualTo(Asking.UNASKED);
    assertThat(approvals().ask(request(0))).isEqualTo(Asking.STANDS);
    assertThat(directory().requests()).hasSize(ApprovalDirectory.MAX_REQUESTS);
  }

  private static ApprovalRequest request(int i) {
    Json.Obj arguments = Json.object().put("i", i).build();
    return new ApprovalRequest(ApprovalSubject.of("files", "release", arguments), "sha256:p", NOW);
  }

  @Test
  void a_use_that_cannot_be_put_down_is_none() throws IOException {
    Files.createDirectories(state.resolve("approvals"));
    Files.writeString(state.resolve("approvals/used"), "not a directory");
    assertThat(approvals().use(SUBJECT, signed("one").approval())).hasValue(ApprovalFlaw.UNUSABLE);
  }

  @Test
  void an_approval_of_one_call_under_the_name_of_another_says_what_differs() throws IOException {
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    Path granted = state.resolve("approvals/granted");
    Json.Obj blue = Json.object().put("resource", "app/blue").build();
    Json.Obj more = Json.object().put("resource", "app/blue").put("force", true).build();
    Json.Obj green = Json.object().put("resource", "app/green").build();
    for (var other :
        Map.of(
                ApprovalFlaw.BOUND_TOOL_MISMATCH, ApprovalSubject.of("files", "rollback", blue),
                ApprovalFlaw.BOUND_RESOURCE_MISMATCH, ApprovalSubject.of("files", "release", green),
                ApprovalFlaw.BOUND_ARGUMENTS_MISMATCH, ApprovalSubject.of("files", "release", more),
                ApprovalFlaw.BOUND_SERVER_MISMATCH, ApprovalSubject.of("mail", "release", blue))
            .entrySet()) {
      assertThat(approvals().find(other.getValue(), NOW))
          .isEqualTo(new CallApprovals.Search.Flawed(ApprovalFlaw.MISSING));
      Files.copy(
          granted.resolve(SUBJECT.requestId() + ".json"),
          granted.resolve(other.getValue().requestId() + ".json"));
      assertThat(approvals().find(other.getValue(), NOW))
          .isEqualTo(new CallApprovals.Search.Flawed(other.getKey()));
    }
  }

  @Test
  void whoever_is_no_approver_any_more_approves_nothing() {
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    ApprovalTerms without = new ApprovalTerms(Map.of(), Duration.ofMinutes(15));
    assertThat(new FileApprovals(directory(), without).find(SUBJECT, NOW))
        .isEqualTo(new CallApprovals.Search.Flawed(ApprovalFlaw.UNKNOWN_APPROVER));
    ApprovalTerms newKey =
        new ApprovalTerms(
            Map.of("dana", Attestations.ed25519(2).verifyingKey()), Duration.ofMinutes(15));
    assertThat(new FileApprovals(directory(), newKey).find(SUBJECT, NOW))
        .isEqualTo(new CallApprovals.Search.Flawed(ApprovalFlaw.SIGNATURE_INVALID));
  }

  @Test
  void what_cannot_be_read_approves_nothing_and_says_so() throws IOException {
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    Path refused = Files.writeString(state.resolve("approvals/refused"), "not a directory");
    assertFlaw(ApprovalFlaw.UNREADABLE);
    Files.delete(refused);
    Files.writeString(state.resolve("approvals/used"), "not a directory");
    assertFlaw(ApprovalFlaw.UNREADABLE);
  }

  @Test
  void a_clock_that_steps_back_behind_the_signature_approves_nothing() {
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    for (int seconds : new int[] {-61, 601}) {
      assertThat(approvals().find(SUBJECT, NOW.plusSeconds(seconds)))
          .isEqualTo(new CallApprovals.Search.Flawed(ApprovalFlaw.EXPIRED));
    }
  }

  @Test
  void a_used_approval_leaves_the_list_and_its_mark_stays() throws IOException {
    assertThat(approvals().ask(REQUEST)).isEqualTo(Asking.PUT_DOWN);
    assertThat(directory().grant(REQUEST, signed("one"))).isEmpty();
    assertThat(approvals().use(SUBJECT, signed("one").approval())).isEmpty();
    assertThat(directory().requests()).isEmpty();
    assertThat(approvals().use(SUBJECT, signed("one").approval())).hasValue(ApprovalFlaw.USED);
    assertThat(approvals().ask(REQUEST)).isEqualTo(Asking.PUT_DOWN);
    assertThat(directory().requests()).containsExactly(new Filed(REQUEST, Standing.WAITING));
  }

  @Test
  void a_request_under_a_foreign_name_is_none() throws IOException {
    assertThat(approvals().ask(REQUEST)).isEqualTo(Asking.PUT_DOWN);
    Path requests = state.resolve("approvals/requests");
    Files.move(requests.resolve(SUBJECT.requestId() + ".json"), requests.resolve("0123abcd.json"));
    assertThat(directory().requests()).isEmpty();
    assertThat(directory().request("0123abcd")).isEmpty();
    assertThat(directory().request("../requests/0123abcd")).isEmpty();
  }
}
