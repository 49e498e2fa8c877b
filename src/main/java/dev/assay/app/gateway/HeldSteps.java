package dev.assay.app.gateway;

import dev.assay.app.approval.ApprovalStep;
import dev.assay.app.approval.HeldCalls;
import dev.assay.app.approval.HeldCalls.Held;
import dev.assay.app.approval.UserQuestion;
import dev.assay.app.gateway.CallSteps.Judged;
import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.AnswerIdProbe;
import dev.assay.core.mcp.McpMessage;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.Side;
import dev.assay.core.policy.decision.ApprovalFact;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.policy.duty.ApprovalDemand;
import dev.assay.core.policy.message.ServerRequest;
import dev.assay.core.surface.JudgedCall;
import dev.assay.core.surface.privileged.RelistOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of step 4 that takes time: a call is held while the agent's user or an approver is
 * asked, and judged anew, from the start, once somebody answered or nobody will.
 *
 * <p>A held call is known to nobody but its session: its id is taken, the upstream can neither see
 * nor answer it, and nothing of it is on record until it is decided. All of this runs under the
 * monitor of the session's held calls.
 */
final class HeldSteps {
  private static final String CANCELLED = "notifications/cancelled";

  /** Eight of these may wait, and nobody can judge a longer one by looking at it. */
  private static final int MAX_HELD_BYTES = 262_144;

  private final ApprovalStep approvals;
  private final ApprovalDemand demand;
  private final Refusals refusals;
  private final InstantSource clock;
  private final SessionObserver observer;

  /**
   * What is needed to go on with a call; the frame is a copy.
   *
   * @param relisted what became of listing the tools for it, before it was held
   */
  record HeldCall(McpMessage.Request request, Frame frame, RelistOutcome relisted) {}

  HeldSteps(
      ApprovalStep approvals, Refusals refusals, InstantSource clock, SessionObserver observer) {
    this.approvals = approvals;
    this.demand = approvals.policy().approvals();
    this.refusals = refusals;
    this.clock = clock;
    this.observer = observer;
  }

  /** Gives that a judged call is not decided yet and may be held; empty when it is decided. */
  static Optional<Judged.Awaiting> awaited(JudgedCall judged) {
    if (!(judged.decision() instanceof Decision.Deny deny)
        || !(deny.remedy() instanceof Remedy.Await await)) {
      return Optional.empty();
    }
    RelistOutcome relisted =
        judged.privileged().isPresent()
            ? judged.privileged().get().relisted()
            : RelistOutcome.NOT_PERFORMED;
    return Optional.of(new Judged.Awaiting(await, relisted));
  }

  /** Holds a call and asks; gives why it is not held. The batch is committed by then. */
  Optional<ApprovalFlaw> hold(
      Batch batch, McpMessage.Request request, Frame frame, Judged.Awaiting waits) {
    Remedy.Await await = waits.await();
    Session session = batch.session();
    Optional<ApprovalFlaw> unaskable = unaskable(session, request.params());
    boolean asks = demand.byUser() && unaskable.isEmpty();
    Duration wait = asks ? demand.userWait() : demand.fileWait();
    Optional<ApprovalFlaw> flaw =
        wait.isZero()
            ? unaskable
            : session.held.isFull()
                ? Optional.of(ApprovalFlaw.TOO_MANY_HELD)
                : frame.length() > MAX_HELD_BYTES
                    ? Optional.of(ApprovalFlaw.TOO_LONG_TO_HOLD)
                    : Optional.empty();
    if (flaw.isPresent()) {
      return flaw;
    }
    MessageId question = HeldCalls.newQuestion();
    Frame kept = Frame.of(Arrays.copyOfRange(frame.bytes(), frame.from(), frame.to()));
    Instant until = clock.instant().plus(wait);
    AgentAction ask =
        asks
            ? new AgentAction.Answer(Frame.of(UserQuestion.ask(question, await)))
            : AgentAction.Silence.SILENCE;
    session.agentRequests.reserve(request.id());
    HeldCall call = new HeldCall(request, kept, waits.relisted());
    session.held.add(new Held<>(question, asks, call, await, until));
    batch.add(ask);
    if (asks) {
      observer.warning("a call waits for the answer of the agent's user");
    }
    return Optional.empty();
  }

  private static Optional<ApprovalFlaw> unaskable(Session session, Json.Obj params) {
    return Denial.isModern(params)
        ? Optional.of(ApprovalFlaw.NO_QUESTIONS)
        : session.announced.contains(ServerRequest.ELICITATION_FORM)
            ? Optional.empty()
            : Optional.of(ApprovalFlaw.NOT_ASKABLE);
  }

  /**
   * Takes a message of the agent that ends the wait of a call: the answer to a question, which goes
   * no further, or the cancellation of the call. Says whether it was one.
   */
  boolean takes(Batch batch, McpMessage message, Frame frame) {
    HeldCalls<HeldCall> held = batch.session().held;
    if (held.isEmpty()) {
      return false;
    }
    if (message instanceof McpMessage.Notification notification) {
      return notification.method().equals(CANCELLED)
          && cancelled(batch, notification.params().get("requestId"));
    }
    Optional<MessageId> id = answered(message, frame);
    Optional<Held<HeldCall>> call = id.isPresent() ? held.take(id.get()) : Optional.empty();
    if (call.isEmpty()) {
      return false;
    }
    if (message instanceof McpMessage.Unreadable unreadable) {
      refusals.record(batch.session(), Side.AGENT, unreadable.reason(), frame);
    }
    release(batch, call.get(), fact(call.get(), message), true);
    return true;
  }

  /** An answer that cannot be read ends the wait as well, with a denial. */
  private static Optional<MessageId> answered(McpMessage message, Frame frame) {
    return switch (message) {
      case McpMessage.Response response -> Optional.of(response.id());
      case McpMessage.Failure failure -> failure.id();
      case McpMessage.Unreadable _ -> {
        AnswerIdProbe probe = new AnswerIdProbe();
        probe.feed(frame.bytes(), frame.from(), frame.to());
        yield probe.seen().answer();
      }
      case McpMessage.Request _, McpMessage.Notification _ -> Optional.empty();
    };
  }

  private ApprovalFact fact(Held<HeldCall> held, McpMessage message) {
    Optional<ApprovalFlaw> flaw =
        message instanceof McpMessage.Response response
            ? UserQuestion.flaw(response.result())
            : Optional.of(ApprovalFlaw.ANSWER_UNUSABLE);
    return flaw.isPresent()
        ? wanting(held, flaw.get())
        : new ApprovalFact.SelfReported(held.question().text());
  }

  /** Whatever goes wrong with asking again, the wait is over. */
  private ApprovalFact.Wanting wanting(Held<HeldCall> held, ApprovalFlaw flaw) {
    try {
      return approvals.unmet(held.await(), flaw, clock.instant());
    } catch (RuntimeException _) {
      return new ApprovalFact.Wanting(flaw, Optional.empty());
    }
  }

  private boolean cancelled(Batch batch, @Nullable Json named) {
    Optional<MessageId> id = named == null ? Optional.empty() : MessageId.of(named);
    for (Held<HeldCall> call : batch.session().held.all()) {
      if (id.isPresent() && call.call().request().id().equals(id.get())) {
        batch.session().held.take(call);
        batch.session().agentRequests.release(id.get());
        batch.concludeUnanswered(call.call(), wanting(call, ApprovalFlaw.CALL_CANCELLED));
        takeBack(batch, call);
        return true;
      }
    }
    return false;
  }

  /** Ends the wait of calls for which an approver answered, or the time is over. */
  void releaseDue(Batch batch) {
    Instant now = clock.instant();
    for (Held<HeldCall> call : batch.session().held.all()) {
      Optional<ApprovalFact> fact = news(call, now);
      if (fact.isEmpty() && !now.isBefore(call.until())) {
        fact =
            Optional.of(
                wanting(call, call.isAsked() ? ApprovalFlaw.NOT_ANSWERED : call.await().flaw()));
      }
      if (fact.isPresent() && batch.session().held.take(call)) {
        release(batch, call, fact.get(), false);
      }
    }
  }

  /** A call for which nobody can look any more must not wait on. */
  private Optional<ApprovalFact> news(Held<HeldCall> call, Instant now) {
    try {
      return approvals.news(call.await(), now);
    } catch (RuntimeException _) {
      return Optional.of(wanting(call, ApprovalFlaw.UNREADABLE));
    }
  }

  /** The session is over: whoever waits is denied. */
  void releaseAll(Batch batch) {
    for (Held<HeldCall> call : batch.session().held.all()) {
      if (batch.session().held.take(call)) {
        release(batch, call, wanting(call, ApprovalFlaw.SESSION_ENDED), true);
      }
    }
  }

  private void release(Batch batch, Held<HeldCall> call, ApprovalFact fact, boolean answered) {
    HeldCall waited = call.call();
    batch.commit();
    batch.session().agentRequests.release(waited.request().id());
    ApprovalFact known =
        batch.session().isClosing() ? wanting(call, ApprovalFlaw.SESSION_ENDED) : fact;
    batch.judgeHeld(waited, known);
    if (!answered) {
      takeBack(batch, call);
    }
  }

  private static void takeBack(Batch batch, Held<HeldCall> call) {
    batch.add(
        call.isAsked()
            ? new AgentAction.Answer(Frame.of(UserQuestion.takeBack(call.question())))
            : AgentAction.Silence.SILENCE);
  }
}
