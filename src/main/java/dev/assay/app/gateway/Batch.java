package dev.assay.app.gateway;

import dev.assay.app.gateway.CallSteps.Judged;
import dev.assay.app.gateway.OpenRequests.Opening;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.McpMessage;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.OwnAnswer;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.mcp.Side;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolCallLine;
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
  private final Refusals refusals;
  private final List<Pending> pending = new ArrayList<>();
  private final List<AgentAction> actions = new ArrayList<>();

  Batch(Session session, CallSteps steps, Refusals refusals) {
    this.session = session;
    this.steps = steps;
    this.refusals = refusals;
  }

  /**
   * A call that is judged and not on record yet.
   *
   * @param request what the agent sent; null when it was a notification, which nobody answers
   */
  private record Pending(
      McpMessage.@Nullable Request request, Json.Obj params, Frame frame, JudgedCall judged) {}

  Session session() {
    return session;
  }

  /**
   * Says whether a call with this id may be refused, because its id is taken or too many requests
   * are open, calls of this batch included.
   */
  boolean concerns(MessageId id) {
    OpenRequests open = session.agentRequests;
    if (open.count() + pending.size() >= OpenRequests.MAX_OPEN || open.contains(id)) {
      return true;
    }
    for (Pending call : pending) {
      if (call.request != null && call.request.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes a call through bind and decide; {@link #commit} does the rest. Under a policy for which a
   * call depends on what became of those before, it does the rest at once.
   */
  void judge(McpMessage.@Nullable Request request, Json.Obj params, Frame frame) {
    session.counters.toolCalls.incrementAndGet();
    boolean alone = steps.dependsOnEarlierCalls();
    if (alone || pending.size() == MAX_CALLS) {
      commit();
    }
    ToolCall call =
        new ToolCall(
            params.string("name").orElse(""), params.object("arguments").orElse(Json.Obj.EMPTY));
    Optional<MessageId> id = request == null ? Optional.empty() : Optional.of(request.id());
    if (alone) {
      actions.add(concludedOrRefused(request, params, frame, judgedAlone(call, id)));
    } else {
      pending.add(new Pending(request, params, frame, judged(call, id)));
    }
  }

  private JudgedCall judged(ToolCall call, Optional<MessageId> id) {
    try {
      return steps.judge(session, call, id);
    } catch (RuntimeException fault) {
      return steps.undecided(call, id, fault);
    }
  }

  private Judged judgedAlone(ToolCall call, Optional<MessageId> id) {
    try {
      return steps.judgeAndRecord(session, call, id);
    } catch (RuntimeException fault) {
      return steps.record(session, List.of(steps.undecided(call, id, fault))).getFirst();
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
    List<Pending> calls = List.copyOf(pending);
    pending.clear();
    List<JudgedCall> judgedCalls = new ArrayList<>(calls.size());
    for (Pending call : calls) {
      judgedCalls.add(call.judged);
    }
    List<Judged> judged = steps.record(session, judgedCalls);
    for (int i = 0; i < judged.size(); i++) {
      Pending call = calls.get(i);
      actions.add(concludedOrRefused(call.request, call.params, call.frame, judged.get(i)));
    }
  }

  /** Gives one action for every frame, in order; after the last {@link #commit}. */
  List<AgentAction> actions() {
    return actions;
  }

  private AgentAction concludedOrRefused(
      McpMessage.@Nullable Request request, Json.Obj params, Frame frame, Judged judged) {
    try {
      return concluded(request, params, frame, judged);
    } catch (RuntimeException fault) {
      Optional<Json> id = request == null ? Optional.empty() : Optional.of(request.id().json());
      return steps.refusedByFault("a call was refused", fault, id);
    }
  }

  private AgentAction concluded(
      McpMessage.@Nullable Request request, Json.Obj params, Frame frame, Judged judged) {
    if (judged instanceof Judged.Refused refused) {
      return request == null
          ? AgentAction.Silence.SILENCE
          : new AgentAction.Answer(Frame.of(steps.denial(session, request, refused)));
    }
    Judged.Cleared cleared = (Judged.Cleared) judged;
    if (request != null && !opens(request, cleared)) {
      RefusalReason reason = RefusalReason.DUPLICATE_REQUEST_ID;
      Optional<String> event = refusals.record(session, Side.AGENT, reason, frame);
      Optional<Json> id = Optional.of(request.id().json());
      return new AgentAction.Answer(Frame.of(OwnAnswer.refusal(id, reason, event)));
    }
    Optional<MessageId> id = request == null ? Optional.empty() : Optional.of(request.id());
    Frame sent = toSend(frame, cleared, id, params);
    return new AgentAction.ForwardCall(new ClearedCall(sent, cleared.recorded()));
  }

  /** Gives the judged bytes, or the call written anew with the arguments that were judged last. */
  private static Frame toSend(
      Frame frame, Judged.Cleared cleared, Optional<MessageId> id, Json.Obj params) {
    return cleared.arguments().isEmpty()
        ? frame
        : Frame.of(ToolCallLine.of(id, params, cleared.arguments().get()));
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
