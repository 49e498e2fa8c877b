package dev.assay.app.gateway;

import dev.assay.app.gateway.OpenRequest.DecidedCall;
import dev.assay.app.gateway.OpenRequests.Opening;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.GatewayError;
import dev.assay.core.mcp.McpMessage;
import dev.assay.core.mcp.McpReader;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.MessageScanner;
import dev.assay.core.mcp.OwnAnswer;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.mcp.Side;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolCallLine;
import java.util.List;
import java.util.Optional;

/**
 * The one path of a message from the agent: steps 2 to 6 of a call, and the relay of everything
 * else.
 *
 * <p>Guarantees: bytes that cannot be read are never passed on; a {@code tools/call} is passed on
 * only as a {@link ClearedCall}, which exists only after its decision is on record; the bytes
 * passed on are the bytes judged, or the same call with the redacted arguments judged. An allow is
 * the decision to forward, not proof that anything happened.
 *
 * <p>Stateless but for the {@link Session} it is given; one thread per direction.
 */
public final class ToolCallGateway {
  private static final String INITIALIZE = "initialize";
  private static final String TOOLS_LIST = "tools/list";
  private static final String CANCELLED = "notifications/cancelled";

  private final CallSteps steps;
  private final Refusals refusals;
  private final AnswerSteps answers;

  ToolCallGateway(CallSteps steps, Refusals refusals, AnswerSteps answers) {
    this.steps = steps;
    this.refusals = refusals;
    this.answers = answers;
  }

  /**
   * Takes one frame of the agent through steps 2 to 5 and says what to send where. Never throws: a
   * fault of ours is a refusal.
   */
  public AgentAction fromAgent(Session session, Frame frame) {
    try {
      return route(session, frame);
    } catch (RuntimeException fault) {
      steps.reportFault("a message of the agent was refused", fault);
      return answer(
          OwnAnswer.refusal(Optional.empty(), RefusalReason.INTERNAL_ERROR, Optional.empty()));
    }
  }

  private AgentAction route(Session session, Frame frame) {
    if (frame.isBlank()) {
      return AgentAction.Silence.SILENCE;
    }
    MessageScanner scanner = session.agentScanner;
    return switch (scanner.scan(frame.bytes(), frame.from(), frame.to())) {
      case REQUEST ->
          scanner.methodIs(TOOLS_LIST)
              ? read(session, frame)
              : request(
                  session,
                  scanner.messageId(),
                  OpenRequest.other(scanner.method(), scanner.progressToken()),
                  frame);
      case NOTIFICATION ->
          scanner.methodIs(CANCELLED) ? read(session, frame) : relay(session, frame);
      case RESPONSE, FAILURE -> answer(session, scanner.messageId(), frame);
      case NEEDS_READING -> read(session, frame);
    };
  }

  /** A frame of the agent was longer than the limit; nothing of it was kept. */
  public AgentAction oversizeFromAgent(Session session, long length) {
    Optional<String> event =
        refusals.record(session, Side.AGENT, RefusalReason.FRAME_TOO_LARGE, length);
    return answer(OwnAnswer.refusal(Optional.empty(), RefusalReason.FRAME_TOO_LARGE, event));
  }

  /** Takes one frame of the upstream and says what to send where. */
  public UpstreamAction fromUpstream(Session session, Frame frame) {
    try {
      return answers.fromUpstream(session, frame);
    } catch (RuntimeException fault) {
      steps.reportFault("a message of the upstream was dropped", fault);
      return answers.afterFault(session, frame);
    }
  }

  /** A frame of the upstream was longer than the limit; {@code id} is what a probe saw of it. */
  public UpstreamAction oversizeFromUpstream(Session session, long length, Optional<MessageId> id) {
    return answers.oversize(session, length, id);
  }

  /** Step 7 for a message that was handed to the agent, or could not be. */
  public void delivered(UpstreamAction.Deliver message, boolean delivered) {
    steps.delivered(message, delivered);
  }

  /**
   * Writes what is recorded but not written yet; called now and then, so that no outcome waits
   * long.
   */
  public void settle() {
    steps.settle();
  }

  /**
   * Ends everything that still waits: gives the answers the agent must get, and records what is not
   * known and what of the policy's sequences was not met. Called once, when no more calls come.
   */
  public List<byte[]> endOpenCalls(Session session, boolean upstreamExited) {
    List<byte[]> last = answers.endOpenCalls(session, upstreamExited);
    steps.concludeSession(session);
    return last;
  }

  private AgentAction read(Session session, Frame frame) {
    McpReader.Reading reading = McpReader.read(frame.bytes(), frame.from(), frame.to(), Side.AGENT);
    McpMessage message = reading.message();
    if (message instanceof McpMessage.Request request) {
      return readRequest(session, request, frame);
    }
    if (message instanceof McpMessage.Notification notification) {
      return readNotification(session, notification, frame);
    }
    if (message instanceof McpMessage.Response response) {
      return answer(session, response.id(), frame);
    }
    if (message instanceof McpMessage.Failure failure) {
      return failure.id().isPresent()
          ? answer(session, failure.id().get(), frame)
          : refuseInSilence(session, RefusalReason.ORPHAN_RESPONSE, frame);
    }
    McpMessage.Unreadable unreadable = (McpMessage.Unreadable) message;
    return refuse(session, unreadable.reason(), unreadable.id(), frame);
  }

  private AgentAction readRequest(Session session, McpMessage.Request request, Frame frame) {
    if (request.method().equals(McpReader.TOOLS_CALL)) {
      return call(session, request, frame);
    }
    String token = progressToken(request.params());
    int listing =
        request.method().equals(TOOLS_LIST)
            ? session.tools.requested(request.params().get("cursor") instanceof Json.Str)
            : ToolBindings.CONTINUES;
    return request(
        session, request.id(), OpenRequest.listing(request.method(), token, listing), frame);
  }

  private AgentAction readNotification(
      Session session, McpMessage.Notification notification, Frame frame) {
    return switch (notification.method()) {
      case McpReader.TOOLS_CALL -> callWithoutAnswer(session, notification, frame);
      case CANCELLED -> cancel(session, notification, frame);
      default -> relay(session, frame);
    };
  }

  private AgentAction request(Session session, MessageId id, OpenRequest open, Frame frame) {
    session.counters.requests.incrementAndGet();
    if (session.isClosing()) {
      return ending(session, id, frame);
    }
    return switch (session.agentRequests.open(id, open)) {
      case OPENED -> relay(session, frame);
      case DUPLICATE ->
          refuse(session, RefusalReason.DUPLICATE_REQUEST_ID, Optional.of(id.json()), frame);
      case TOO_MANY ->
          refuse(session, RefusalReason.TOO_MANY_PENDING, Optional.of(id.json()), frame);
    };
  }

  private AgentAction call(Session session, McpMessage.Request request, Frame frame) {
    session.counters.requests.incrementAndGet();
    if (session.isClosing()) {
      return ending(session, request.id(), frame);
    }
    if (session.agentRequests.contains(request.id())) {
      return refuse(
          session, RefusalReason.DUPLICATE_REQUEST_ID, Optional.of(request.id().json()), frame);
    }
    if (session.agentRequests.count() >= OpenRequests.MAX_OPEN) {
      return refuse(
          session, RefusalReason.TOO_MANY_PENDING, Optional.of(request.id().json()), frame);
    }
    ToolCall call = toolCall(request.params());
    CallSteps.Judged judged = steps.judge(session, call, Optional.of(request.id()));
    if (judged instanceof CallSteps.Judged.Refused refused) {
      return answer(steps.denial(session, request, refused));
    }
    CallSteps.Judged.Cleared cleared = (CallSteps.Judged.Cleared) judged;
    DecidedCall decided = new DecidedCall(cleared.recordedTool(), cleared.decisionId());
    OpenRequest open = OpenRequest.call(request.method(), progressToken(request.params()), decided);
    return session.agentRequests.open(request.id(), open) == Opening.OPENED
        ? new AgentAction.ForwardCall(
            new ClearedCall(
                toSend(frame, cleared, Optional.of(request.id()), request.params()),
                cleared.recorded()))
        : refuse(
            session, RefusalReason.DUPLICATE_REQUEST_ID, Optional.of(request.id().json()), frame);
  }

  /** A call sent as a notification is judged and recorded like any other, and never answered. */
  private AgentAction callWithoutAnswer(
      Session session, McpMessage.Notification notification, Frame frame) {
    if (session.isClosing()) {
      session.counters.dropped.incrementAndGet();
      return refuseInSilence(session, RefusalReason.SESSION_ENDING, frame);
    }
    CallSteps.Judged judged =
        steps.judge(session, toolCall(notification.params()), Optional.empty());
    return judged instanceof CallSteps.Judged.Cleared cleared
        ? new AgentAction.ForwardCall(
            new ClearedCall(
                toSend(frame, cleared, Optional.empty(), notification.params()),
                cleared.recorded()))
        : AgentAction.Silence.SILENCE;
  }

  /** Gives the judged bytes, or the call written anew with the arguments that were judged last. */
  private static Frame toSend(
      Frame frame, CallSteps.Judged.Cleared cleared, Optional<MessageId> id, Json.Obj params) {
    return cleared.arguments().isEmpty()
        ? frame
        : Frame.of(ToolCallLine.of(id, params, cleared.arguments().get()));
  }

  private static ToolCall toolCall(Json.Obj params) {
    return new ToolCall(
        params.string("name").orElse(""), params.object("arguments").orElse(Json.Obj.EMPTY));
  }

  private static String progressToken(Json.Obj params) {
    return params
        .object("_meta")
        .map(meta -> meta.get("progressToken"))
        .map(JsonText::compact)
        .orElse("");
  }

  private AgentAction answer(Session session, MessageId id, Frame frame) {
    return session.upstreamRequests.take(id).isPresent()
        ? relay(session, frame)
        : refuseInSilence(session, RefusalReason.ORPHAN_RESPONSE, frame);
  }

  private AgentAction cancel(Session session, McpMessage.Notification notification, Frame frame) {
    Json named = notification.params().get("requestId");
    Optional<MessageId> id = named == null ? Optional.empty() : MessageId.of(named);
    boolean cancellable =
        id.flatMap(session.agentRequests::peek)
            .filter(open -> !open.method().equals(INITIALIZE))
            .isPresent();
    if (!cancellable) {
      session.counters.dropped.incrementAndGet();
      return refuseInSilence(session, RefusalReason.FOREIGN_CANCELLATION, frame);
    }
    id.flatMap(session.agentRequests::cancel)
        .flatMap(OpenRequest::call)
        .ifPresent(steps::concludeCancelled);
    return relay(session, frame);
  }

  /** No usable session: refused and recorded, as far as the recording is still open. */
  private AgentAction ending(Session session, MessageId id, Frame frame) {
    RefusalReason reason = RefusalReason.SESSION_ENDING;
    refusals.record(session, Side.AGENT, reason, frame);
    return answer(
        OwnAnswer.failure(id, GatewayError.UPSTREAM_UNAVAILABLE, reason.token(), Optional.empty()));
  }

  private static AgentAction answer(byte[] line) {
    return new AgentAction.Answer(Frame.of(line));
  }

  private AgentAction relay(Session session, Frame frame) {
    session.counters.relayed.incrementAndGet();
    return new AgentAction.Relay(frame);
  }

  private AgentAction refuse(
      Session session, RefusalReason reason, Optional<Json> id, Frame frame) {
    Optional<String> event = refusals.record(session, Side.AGENT, reason, frame);
    return answer(OwnAnswer.refusal(id, reason, event));
  }

  private AgentAction refuseInSilence(Session session, RefusalReason reason, Frame frame) {
    refusals.record(session, Side.AGENT, reason, frame);
    return AgentAction.Silence.SILENCE;
  }
}
