package dev.assay.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.approval.CallApprovals;
import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.json.Json;
import dev.assay.core.surface.DecisionLine;
import dev.assay.testkit.Deadline;
import dev.assay.testkit.MemoryEvidence;
import dev.assay.testkit.TestGate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The session ends while another thread lets a held call go on. */
class HeldCallsEndTest {
  private static final String POLICY =
      """
      version: "2.0"
      tools: { allow: [ship], approval_required: [ship] }
      enforcement: { unconstrained_tools: allow }
      approvals: { wait: 30s, approvers: [{ id: dana, public_key: dana.pem }] }
      """;
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":\"c\",\"method\":\"tools/call\",\"params\":{\"name\":\"ship\"}}";

  private final MemoryEvidence evidence = new MemoryEvidence();
  private final Session session = new Session("test", "0");
  private final Slow approvals = new Slow();

  /** Signed once it was asked for; using it up takes until it is let go. */
  private static final class Slow implements CallApprovals {
    private final CountDownLatch using = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean asked;

    @Override
    public Search find(ApprovalSubject subject, Instant now) {
      return asked
          ? new Search.Found(
              new Approval(
                  "a",
                  "dana",
                  "1970-01-01T00:00:00Z",
                  "1970-01-01T00:10:00Z",
                  "server:test",
                  subject.tool(),
                  subject.resource(),
                  subject.argumentsDigest()),
              "key")
          : new Search.Flawed(ApprovalFlaw.MISSING);
    }

    @Override
    public Optional<ApprovalFlaw> use(ApprovalSubject subject, Approval approval) {
      using.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return Optional.empty();
    }

    @Override
    public Asking ask(ApprovalRequest request) {
      asked = true;
      return Asking.PUT_DOWN;
    }
  }

  @Test
  void the_end_waits_for_a_call_that_is_being_released() throws InterruptedException {
    ToolCallGateway gateway = gateway();
    assertThat(gateway.fromAgent(session, List.of(frame(CALL))))
        .containsExactly(AgentAction.Silence.SILENCE);
    Thread releasing = new Thread(() -> gateway.releaseDue(session), "releasing");
    releasing.start();
    approvals.using.await();
    assertThat(gateway.holdsCalls(session)).as("taken out by now").isFalse();
    List<byte[]> answers = new CopyOnWriteArrayList<>();
    Thread ending = new Thread(() -> answers.addAll(gateway.endOpenCalls(session, false)), "end");
    ending.start();
    Deadline.await(
        "the end of the session to wait",
        () ->
            ending.getState() == Thread.State.BLOCKED
                || ending.getState() == Thread.State.TERMINATED);
    assertThat(ending.getState()).isEqualTo(Thread.State.BLOCKED);
    approvals.letGo.countDown();
    releasing.join();
    ending.join();
    assertThat(evidence.data("assay.tool.decision"))
        .singleElement()
        .satisfies(d -> assertThat(d.string("approval_state")).contains("approved"));
    assertThat(answers)
        .singleElement()
        .satisfies(line -> assertThat(new String(line, StandardCharsets.UTF_8)).contains("\"c\""));
  }

  private ToolCallGateway gateway() {
    return TestGate.of(
        TestGate.policy(POLICY),
        evidence,
        () -> Instant.EPOCH.plusSeconds(1),
        new Nobody(),
        approvals);
  }

  private static Frame frame(String line) {
    return Frame.of(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Watches nothing. */
  private static final class Nobody implements SessionObserver {
    @Override
    public void decided(DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason) {}

    @Override
    public void warning(String text) {}

    @Override
    public void detail(String text) {}
  }
}
