package dev.assay.app.gateway;

import dev.assay.core.evidence.CallEvents.OutcomeKind;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.AnswerIdProbe;
import dev.assay.core.mcp.GatewayError;
import dev.assay.core.mcp.McpMessage;
import dev.assay.core.mcp.McpReader;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.MessageScanner;
import dev.assay.core.mcp.MessageScanner.Shape;
import dev.assay.core.mcp.OwnAnswer;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.mcp.Side;
import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
  private final HeldSteps held;
  private final Refusals refusals;
  private final MessageSteps messages;
  private final AnswerSteps answers;

  ToolCallGateway(
      CallSteps steps,
      HeldSteps held,
      Refusals refusals,
      MessageSteps messages,
      AnswerSteps answers) {
    this.steps = steps;
    this.held = held;
    this.refusals = refusals;
    this.messages = messages;
    this.answers = answers;
  }

  /** Lets the gateway ask the upstream of a session by itself; before the session begins. */
  public void attach(Session session, Upstream upstream) {
    if (steps.asksForListings()) {
      session.ownListing.attach(line -> upstream.relay(Frame.of(line)));
    }
  }

  /**
   * Takes the frames of one read of the agent through steps 2 to 5 and says what to send where, in
   * order. Never throws: a fault of ours is a refusal.
   */
  public List<AgentAction> fromAgent(Session session, List<Frame> frames) {
    synchronized (session.held) {
      Batch batch = new Batch(session, steps, held, refusals);
      for (Frame frame : frames) {
        try {
          route(batch, frame);
        } catch (RuntimeException fault) {
          batch.commit();
          batch.add(
              steps.refusedByFault("a message of the agent was refused", fault, Optional.empty()));
        }
      }
      batch.commit();
      return batch.actions();
    }
  }

  /**
   * Says whether a call may make the gateway ask the upstream before it is forwarded, so that what
   * the agent sent before must have been sent on by then.
   */
  public boolean asksUpstream() {
    return steps.asksForListings();
  }

  /**
   * Ends the wait of held calls that an approver answered, or that waited long enough, and says
   * what to send where; called now and then, by a thread that may wait. Never throws.
   */
  public List<AgentAction> releaseDue(Session session) {
    return session.held.isEmpty() ? List.of() : released(session, held::releaseDue);
  }

  /** Says whether a call waits for an approval, so that {@link #releaseDue} is worth a call. */
  public boolean holdsCalls(Session session) {
    return !session.held.isEmpty();
  }

  private List<AgentAction> released(Session session, Consumer<Batch> release) {
    synchronized (session.held) {
      Batch batch = new Batch(session, steps, held, refusals);
      try {
        release.accept(batch);
      } catch (RuntimeException fault) {
        steps.reportFault("a held call was not ended", fault);
      }
      batch.commit();
      return batch.actions();
    }
  }

  private void route(Batch batch, Frame frame) {
    Session session = batch.session();
    MessageScanner scanner = session.agentScanner;
    if (frame.isBlank()) {
      batch.commit();
      batch.add(AgentAction.Silence.SILENCE);
      return;
    }
    Shape shape = scanner.scan(frame.bytes(), frame.from(), frame.to());
    boolean lists = shape == Shape.REQUEST && scanner.methodIs(TOOLS_LIST);
    boolean cancels = shape == Shape.NOTIFICATION && scanner.methodIs(CANCELLED);
    boolean asks = shape == Shape.REQUEST || shape == Shape.NOTIFICATION;
    boolean governed = asks && messages.governsAgent(scanner);
    boolean opens = shape == Shape.REQUEST && scanner.methodIs(INITIALIZE);
    boolean awaited = !asks && !session.held.isEmpty();
    if (shape == Shape.NEEDS_READING || lists || cancels || governed || opens || awaited) {
      read(batch, frame);
    } else {
      batch.commit();
      batch.add(scanned(session, shape, frame));
    }
  }

  private AgentAction scanned(Session session, Shape shape, Frame frame) {
    MessageScanner scanner = session.agentScanner;
    return switch (shape) {
      case REQUEST ->
          request(
              session,
              scanner.messageId(),
              OpenRequest.other(scanner.method(), scanner.progressToken()),
              frame);
      case NOTIFICATION -> new AgentAction.Relay(frame);
      case RESPONSE, FAILURE -> answer(session, scanner.messageId(), frame);
      case NEEDS_READING -> throw new BugException("a frame to be read was taken as scanned");
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

  /** A frame of the upstream was longer than the limit; a probe saw this of it. */
  public UpstreamAction oversizeFromUpstream(
      Session session, long length, AnswerIdProbe.Seen seen) {
    return answers.oversize(session, length, seen);
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
   * Waits for a held call that is being judged on another thread, so that it is on record and open
   * by then; nobody waits for the upstream any more.
   */
  public List<byte[]> endOpenCalls(Session session, boolean upstreamExited) {
    List<byte[]> last = new ArrayList<>();
    session.upstreamEnded();
    for (AgentAction action : released(session, held::releaseAll)) {
      if (action instanceof AgentAction.Answer answer) {
        last.add(answer.line().bytes());
      }
    }
    last.addAll(answers.endOpenCalls(session, upstreamExited));
    steps.concludeSession(session);
    return last;
  }

  /** A call joins the batch; everything else finds the batch on record. */
  private void read(Batch batch, Frame frame) {
    McpReader.Reading reading = McpReader.read(frame.bytes(), frame.from(), frame.to(), Side.AGENT);
    McpMessage message = reading.message();
    if (message instanceof McpMessage.Request call && call.method().equals(McpReader.TOOLS_CALL)) {
      call(batch, call, frame);
    } else if (message instanceof McpMessage.Notification call
        && call.method().equals(McpReader.TOOLS_CALL)) {
      callWithoutAnswer(batch, call, frame);
    } else if (!held.takes(batch, message, frame)) {
      batch.commit();
      batch.add(uncalled(batch.session(), message, frame));
    }
  }

  private AgentAction uncalled(Session session, McpMessage message, Frame frame) {
    if (message instanceof McpMessage.Request request) {
      return readRequest(session, request, frame);
    }
    if (message instanceof McpMessage.Notification notification) {
      return notified(session, notification, frame);
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

  private AgentAction notified(Session session, McpMessage.Notification notification, Frame frame) {
    if (notification.method().equals(CANCELLED)) {
      return cancel(session, notification, frame);
    }
    return messages
            .fromAgent(session, notification.method(), notification.params(), frame)
            .isPresent()
        ? AgentAction.Silence.SILENCE
        : new AgentAction.Relay(frame);
  }

  private AgentAction readRequest(Session session, McpMessage.Request request, Frame frame) {
    if (session.agentRequests.contains(request.id())) {
      session.counters.requests.incrementAndGet(); // one answer to an id, whatever policy says
      return refuse(
          session, RefusalReason.DUPLICATE_REQUEST_ID, Optional.of(request.id().json()), frame);
    }
    Optional<MessageSteps.Refused> refused =
        messages.fromAgent(session, request.method(), request.params(), frame);
    if (refused.isPresent()) {
      session.counters.requests.incrementAndGet();
      return answer(messages.answer(request.id(), refused.get()));
    }
    if (request.method().equals(INITIALIZE)) {
      messages.initializing(session, request.params());
    }
    String token = Batch.progressToken(request.params());
    int listing =
        request.method().equals(TOOLS_LIST)
            ? session.tools.requested(request.params().get("cursor") instanceof Json.Str)
            : ToolBindings.CONTINUES;
    return request(
        session, request.id(), OpenRequest.listing(request.method(), token, listing), frame);
  }

  private AgentAction request(Session session, MessageId id, OpenRequest open, Frame frame) {
    session.counters.requests.incrementAndGet();
    if (session.isClosing()) {
      return ending(session, id, frame);
    }
    if (session.ownListing.claims(id)) {
      return refuse(session, RefusalReason.RESERVED_ID_NAMESPACE, Optional.of(id.json()), frame);
    }
    return switch (session.agentRequests.open(id, open)) {
      case OPENED -> new AgentAction.Relay(frame);
      case DUPLICATE ->
          refuse(session, RefusalReason.DUPLICATE_REQUEST_ID, Optional.of(id.json()), frame);
      case TOO_MANY ->
          refuse(session, RefusalReason.TOO_MANY_PENDING, Optional.of(id.json()), frame);
    };
  }

  private void call(Batch batch, McpMessage.Request request, Frame frame) {
    Session session = batch.session();
    OpenRequests open = session.agentRequests;
    Optional<Json> id = Optional.of(request.id().json());
    boolean closing = session.isClosing();
    boolean concerned = closing || batch.concerns(request.id());
    if (concerned) {
      batch.commit(); // from here on nothing but this thread's own doing adds open requests
    }
    session.counters.requests.incrementAndGet();
    if (closing) {
      batch.add(ending(session, request.id(), frame));
    } else if (session.ownListing.claims(request.id())) {
      batch.commit();
      batch.add(refuse(session, RefusalReason.RESERVED_ID_NAMESPACE, id, frame));
    } else if (concerned && open.contains(request.id())) {
      batch.add(refuse(session, RefusalReason.DUPLICATE_REQUEST_ID, id, frame));
    } else if (concerned && open.taken() >= OpenRequests.MAX_OPEN) {
      batch.add(refuse(session, RefusalReason.TOO_MANY_PENDING, id, frame));
    } else {
      batch.judge(request, request.params(), frame);
    }
  }

  /** A call sent as a notification is judged and recorded like any other, and never answered. */
  private void callWithoutAnswer(Batch batch, McpMessage.Notification notification, Frame frame) {
    Session session = batch.session();
    if (session.isClosing()) {
      batch.commit();
      batch.add(refuseInSilence(session, RefusalReason.SESSION_ENDING, frame));
    } else {
      batch.judge(null, notification.params(), frame);
    }
  }

  private AgentAction answer(Session session, MessageId id, Frame frame) {
    return session.upstreamRequests.take(id).isPresent()
        ? new AgentAction.Relay(frame)
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
      return refuseInSilence(session, RefusalReason.FOREIGN_CANCELLATION, frame);
    }
    id.flatMap(session.agentRequests::cancel)
        .flatMap(OpenRequest::call)
        .ifPresent(this::concludeCancelled);
    return new AgentAction.Relay(frame);
  }

  private void concludeCancelled(OpenRequest.DecidedCall call) {
    steps.conclude(new UpstreamAction.Conclusion(call, OutcomeKind.CANCELLED, 0), false);
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
