package dev.assay.app.gateway;

import dev.assay.app.gateway.CallSteps.Judged;
import dev.assay.app.gateway.DecideStep.Known;
import dev.assay.app.gateway.HeldSteps.HeldCall;
import dev.assay.app.gateway.OpenRequests.Opening;
import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.McpMessage;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.OwnAnswer;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.mcp.Side;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolCallLine;
import dev.assay.core.policy.decision.ApprovalFact;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.surface.JudgedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one read of the agent, in their order, and what is to be done about each.
 *
 * <p>Calls that follow one another are judged one by one, put on record together with one append,
 * and only then cleared or refused ({@link #commit}). A frame of any other kind finds every call
 * before it on record and open, as if each had come alone. Guarantee: what forwards a call is among
 * {@link #actions} only after the append that holds its decision succeeded; when it fails, every
 * call in it is refused. Owned by one thread, for one read.
 */
final class Batch {
  /** More calls than this are recorded in several pieces, which bounds one append. */
  private static final int MAX_CALLS = 64;

  private final Session session;
  private final CallSteps steps;
  private final HeldSteps held;
  private final Refusals refusals;

  // calls that are judged and not on record yet, and what was judged of each
  private List<Sent> pending = new ArrayList<>();
  private List<JudgedCall> pendingJudged = new ArrayList<>();

  private final List<AgentAction> actions = new ArrayList<>();

  Batch(Session session, CallSteps steps, HeldSteps held, Refusals refusals) {
    this.session = session;
    this.steps = steps;
    this.held = held;
    this.refusals = refusals;
  }

  /**
   * A call as the agent sent it.
   *
   * @param request what was sent; null when it was a notification, which nobody answers
   */
  private record Sent(McpMessage.@Nullable Request request, Json.Obj params, Frame frame) {
    Optional<MessageId> id() {
      return request == null ? Optional.empty() : Optional.of(request.id());
    }

    ToolCall call() {
      return new ToolCall(
          params.string("name").orElse(""), params.object("arguments").orElse(Json.Obj.EMPTY));
    }
  }

  Session session() {
    return session;
  }

  /**
   * Says whether a call with this id may be refused, because its id is taken or too many requests
   * are open, calls of this batch included.
   */
  boolean concerns(MessageId id) {
    OpenRequests open = session.agentRequests;
    if (open.taken() + pending.size() >= OpenRequests.MAX_OPEN || open.contains(id)) {
      return true;
    }
    for (Sent call : pending) {
      if (call.request != null && call.request.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes a call through bind and decide; {@link #commit} does the rest. Under a policy for which a
   * call depends on what became of those before, it does the rest at once. A call that is held goes
   * no further here.
   */
  void judge(McpMessage.@Nullable Request request, Json.Obj params, Frame frame) {
    judge(new Sent(request, params, frame), Known.NOTHING);
  }

  /** Takes a call that was held through bind, decide and record, as if it came now. */
  void judgeHeld(HeldCall call, ApprovalFact known) {
    judge(
        new Sent(call.request(), call.request().params(), call.frame()),
        new Known(known, call.relisted()));
    commit();
  }

  /** Records the denial of a call that was held and that nobody waits for any more. */
  void concludeUnanswered(HeldCall call, ApprovalFact.Wanting wanting) {
    commit();
    Sent sent = new Sent(call.request(), call.request().params(), call.frame());
    Known known = new Known(wanting, call.relisted());
    if (steps.dependsOnEarlierCalls()) {
      judgedAlone(sent, known);
    } else {
      steps.record(session, List.of(judged(sent, known)));
    }
  }

  private void judge(Sent sent, Known known) {
    boolean alone = steps.dependsOnEarlierCalls();
    if (alone || pending.size() == MAX_CALLS) {
      commit();
    }
    if (alone) {
      Judged judged = judgedAlone(sent, known);
      if (judged instanceof Judged.Awaiting waits) {
        holdOrDeny(sent, waits);
      } else {
        actions.add(concludedOrRefused(sent, judged));
      }
      return;
    }
    JudgedCall judged = judged(sent, known);
    Optional<Judged.Awaiting> waits = HeldSteps.awaited(judged);
    if (waits.isPresent()) {
      holdOrDeny(sent, waits.get());
    } else {
      pending.add(sent);
      pendingJudged.add(judged);
    }
  }

  private void holdOrDeny(Sent sent, Judged.Awaiting waits) {
    commit();
    Remedy.Await await = waits.await();
    Optional<ApprovalFlaw> flaw =
        sent.request == null
            ? Optional.of(await.flaw())
            : held.hold(this, sent.request, sent.frame, waits);
    if (flaw.isPresent()) {
      ApprovalFact wanting = new ApprovalFact.Wanting(flaw.get(), await.request());
      judge(sent, new Known(wanting, waits.relisted()));
    }
  }

  private JudgedCall judged(Sent sent, Known known) {
    try {
      return steps.judge(session, sent.call(), sent.id(), known);
    } catch (RuntimeException fault) {
      return steps.undecided(sent.call(), sent.id(), fault);
    }
  }

  private Judged judgedAlone(Sent sent, Known known) {
    try {
      return steps.judgeAndRecord(session, sent.call(), sent.id(), known);
    } catch (RuntimeException fault) {
      JudgedCall undecided = steps.undecided(sent.call(), sent.id(), fault);
      return steps.record(session, List.of(undecided)).getFirst();
    }
  }

  /** Adds what is to be done about a frame that is not judged; the batch is committed by then. */
  void add(AgentAction action) {
    actions.add(action);
  }

  /** Puts the judged calls on record and clears or refuses each. Never throws. */
  void commit() {
    if (pending.isEmpty()) {
      return;
    }
    List<Sent> calls = pending;
    List<JudgedCall> judgedCalls = pendingJudged;
    pending = new ArrayList<>();
    pendingJudged = new ArrayList<>();
    List<Judged> judged = steps.record(session, judgedCalls);
    for (int i = 0; i < judged.size(); i++) {
      actions.add(concludedOrRefused(calls.get(i), judged.get(i)));
    }
  }

  /** Gives what is to be done about every frame, in order; after the last {@link #commit}. */
  List<AgentAction> actions() {
    return actions;
  }

  private AgentAction concludedOrRefused(Sent sent, Judged judged) {
    try {
      return concluded(sent, judged);
    } catch (RuntimeException fault) {
      return steps.refusedByFault("a call was refused", fault, sent.id().map(MessageId::json));
    }
  }

  private AgentAction concluded(Sent sent, Judged judged) {
    McpMessage.Request request = sent.request;
    if (judged instanceof Judged.Refused refused) {
      return request == null
          ? AgentAction.Silence.SILENCE
          : new AgentAction.Answer(Frame.of(denial(request, refused)));
    }
    Judged.Cleared cleared = (Judged.Cleared) judged;
    if (request != null && !opens(request, cleared)) {
      RefusalReason reason = RefusalReason.DUPLICATE_REQUEST_ID;
      Optional<String> event = refusals.record(session, Side.AGENT, reason, sent.frame);
      Optional<Json> id = Optional.of(request.id().json());
      return new AgentAction.Answer(Frame.of(OwnAnswer.refusal(id, reason, event)));
    }
    return new AgentAction.ForwardCall(new ClearedCall(toSend(sent, cleared), cleared.recorded()));
  }

  private byte[] denial(McpMessage.Request request, Judged.Refused refused) {
    Denial.Context context =
        new Denial.Context(
            request.params().string("name").orElse(""),
            request.params(),
            refused.definition(),
            steps.policyDigest(),
            refused.decisionId(),
            session.serverInfo);
    return Denial.answer(request.id(), refused.deny(), context);
  }

  /** Gives the judged bytes, or the call written anew with the arguments that were judged last. */
  private static Frame toSend(Sent sent, Judged.Cleared cleared) {
    return cleared.arguments().isEmpty()
        ? sent.frame
        : Frame.of(ToolCallLine.of(sent.id(), sent.params, cleared.arguments().get()));
  }

  private boolean opens(McpMessage.Request request, Judged.Cleared cleared) {
    OpenRequest open =
        OpenRequest.call(request.method(), progressToken(request.params()), cleared.decided());
    return session.agentRequests.open(request.id(), open) == Opening.OPENED;
  }

  /** Gives the progress token of a request as JSON text, or the empty string. */
  static String progressToken(Json.Obj params) {
    Json token = params.get("_meta") instanceof Json.Obj meta ? meta.get("progressToken") : null;
    return token == null ? "" : JsonText.compact(token);
  }
}
