package dev.assay.app.gateway;

import dev.assay.app.gateway.OpenRequest.DecidedCall;
import dev.assay.app.gateway.UpstreamAction.Conclusion;
import dev.assay.core.evidence.CallEvents.OutcomeKind;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
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
import dev.assay.core.mcp.TaughtNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the upstream sends: answers are matched with open requests, its own requests are opened,
 * definitions are learned.
 */
final class AnswerSteps {
  private static final String PROGRESS = "notifications/progress";
  private static final String CANCELLED = "notifications/cancelled";
  private static final String LIST_CHANGED = "notifications/tools/list_changed";
  private static final int SHOWN_NOISE_LINES = 5;
  private static final int SHOWN_NOISE_BYTES = 200;

  private final CallSteps steps;
  private final Refusals refusals;
  private final MessageSteps messages;
  private final ListingSteps listings;
  private final ListingNotices notices;

  AnswerSteps(
      CallSteps steps,
      Refusals refusals,
      MessageSteps messages,
      ListingSteps listings,
      ListingNotices notices) {
    this.steps = steps;
    this.refusals = refusals;
    this.messages = messages;
    this.listings = listings;
    this.notices = notices;
  }

  UpstreamAction fromUpstream(Session session, Frame frame) {
    if (frame.isBlank()) {
      return UpstreamAction.Silence.SILENCE;
    }
    MessageScanner scanner = session.upstreamScanner;
    Shape shape = scanner.scan(frame.bytes(), frame.from(), frame.to());
    return switch (shape) {
      case RESPONSE, FAILURE -> {
        MessageId id = scanner.messageId();
        if (session.ownListing.claims(id)) {
          yield read(session, frame);
        }
        OutcomeKind kind =
            shape == Shape.FAILURE
                ? OutcomeKind.REPORTED_ERROR
                : scanner.saysToolError()
                    ? OutcomeKind.REPORTED_TOOL_ERROR
                    : OutcomeKind.REPORTED_SUCCESS;
        boolean mayAsk = shape == Shape.FAILURE || scanner.asksForInput();
        boolean learn =
            scanner.mayBeInterim()
                || (mayAsk && messages.governsServer())
                || (shape == Shape.RESPONSE
                    && ListingSteps.teaches(session.agentRequests.peek(id)));
        yield learn ? read(session, frame) : answer(session, id, kind, frame);
      }
      case REQUEST ->
          messages.governsServer()
              ? read(session, frame)
              : request(session, scanner.messageId(), scanner.method(), frame);
      case NOTIFICATION ->
          messages.governsServer()
                  || scanner.methodIs(PROGRESS)
                  || scanner.methodIs(CANCELLED)
                  || scanner.methodIs(LIST_CHANGED)
              ? read(session, frame)
              : deliver(frame);
      case NEEDS_READING -> read(session, frame);
    };
  }

  private UpstreamAction read(Session session, Frame frame) {
    McpReader.Reading reading =
        McpReader.read(frame.bytes(), frame.from(), frame.to(), Side.UPSTREAM);
    Frame sent = frame;
    if (reading.strippedMembers() > 0 && reading.tree().isPresent()) {
      session.counters.strippedMembers.addAndGet(reading.strippedMembers());
      sent = Frame.of(JsonText.compact(reading.tree().get()).getBytes(StandardCharsets.UTF_8));
    }
    McpMessage message = reading.message();
    if (message instanceof McpMessage.Response response) {
      if (session.ownListing.claims(response.id())) {
        listings.answeredOurs(session, response);
        return UpstreamAction.Silence.SILENCE;
      }
      return readResponse(session, response, reading.tree().orElse(Json.Obj.EMPTY), sent);
    }
    if (message instanceof McpMessage.Request request) {
      Optional<MessageSteps.Refused> refused =
          messages.fromServer(session, request.method(), request.params(), frame);
      return refused.isPresent()
          ? new UpstreamAction.Reply(Frame.of(messages.answer(request.id(), refused.get())))
          : request(session, request.id(), request.method(), sent);
    }
    if (message instanceof McpMessage.Notification notification) {
      return notification(session, notification, sent);
    }
    if (message instanceof McpMessage.Failure failure) {
      if (listings.endsOurs(session, failure.id())) {
        return UpstreamAction.Silence.SILENCE;
      }
      return failure.id().isPresent()
          ? readFailure(session, failure.id().get(), failure.error(), sent)
          : refuse(session, RefusalReason.ORPHAN_RESPONSE, frame);
    }
    return unreadable(session, ((McpMessage.Unreadable) message).reason(), frame);
  }

  private UpstreamAction readResponse(
      Session session, McpMessage.Response response, Json.Obj message, Frame frame) {
    Json result = response.result();
    Optional<OpenRequest> open = session.agentRequests.peek(response.id());
    if (open.isPresent()) {
      Optional<MessageSteps.Refused> refused = messages.fromResult(session, result, frame);
      if (refused.isPresent()) {
        return answerRefused(session, response.id(), refused.get());
      }
      if (result instanceof Json.Obj answer) {
        if (TaughtNames.areDisguisedIn(open.get().method(), answer)) {
          return broken(session, response.id(), frame);
        }
        listings.learn(session, open.get(), answer);
      }
      if (open.get().method().equals(ListingSteps.TOOLS_LIST)) {
        return answer(
            session,
            response.id(),
            OutcomeKind.REPORTED_SUCCESS,
            messages.shown(session, message, frame)); // digests are of what the upstream listed
      }
    }
    return answer(session, response.id(), kind(response), frame);
  }

  private static OutcomeKind kind(McpMessage.Response response) {
    boolean toolError =
        response.result() instanceof Json.Obj o && o.get("isError") == Json.Bool.TRUE;
    return response.isInterim()
        ? OutcomeKind.INTERIM
        : toolError ? OutcomeKind.REPORTED_TOOL_ERROR : OutcomeKind.REPORTED_SUCCESS;
  }

  private UpstreamAction readFailure(Session session, MessageId id, Json error, Frame frame) {
    Optional<MessageSteps.Refused> refused =
        session.agentRequests.peek(id).isPresent()
            ? messages.fromError(session, error, frame)
            : Optional.empty();
    return refused.isPresent()
        ? answerRefused(session, id, refused.get())
        : answer(session, id, OutcomeKind.REPORTED_ERROR, frame);
  }

  /** The agent waits for an answer, and this one is not passed on. */
  private UpstreamAction answerRefused(
      Session session, MessageId id, MessageSteps.Refused refused) {
    Optional<OpenRequest> open = session.agentRequests.take(id);
    return open.isEmpty()
        ? UpstreamAction.Silence.SILENCE
        : new UpstreamAction.Deliver(
            Frame.of(messages.answer(id, refused)),
            open.get().call().map(call -> conclusion(call, OutcomeKind.ANSWER_REFUSED, 0)),
            false);
  }

  private UpstreamAction answer(Session session, MessageId id, OutcomeKind kind, Frame frame) {
    Optional<OpenRequest> open = session.agentRequests.take(id);
    if (open.isEmpty()) {
      return refuse(session, RefusalReason.ORPHAN_RESPONSE, frame);
    }
    boolean opens =
        open.get().method().equals(ListingSteps.INITIALIZE) && kind != OutcomeKind.REPORTED_ERROR;
    Optional<DecidedCall> call = open.get().call();
    Optional<Conclusion> conclusion =
        call.isPresent()
            ? Optional.of(conclusion(call.get(), kind, frame.length()))
            : Optional.empty();
    return new UpstreamAction.Deliver(frame, conclusion, opens);
  }

  private static Conclusion conclusion(DecidedCall call, OutcomeKind kind, long bytes) {
    return new Conclusion(call, kind, bytes);
  }

  private UpstreamAction request(Session session, MessageId id, String method, Frame frame) {
    if (method.equals(McpReader.TOOLS_CALL)) {
      return replyRefused(session, id, RefusalReason.SERVER_TOOL_CALL, frame);
    }
    if (session.held.isQuestion(id)) {
      return replyRefused(session, id, RefusalReason.DUPLICATE_REQUEST_ID, frame);
    }
    return switch (session.upstreamRequests.open(id, OpenRequest.other(method, ""))) {
      case OPENED -> deliver(frame);
      case DUPLICATE -> replyRefused(session, id, RefusalReason.DUPLICATE_REQUEST_ID, frame);
      case TOO_MANY -> replyRefused(session, id, RefusalReason.TOO_MANY_PENDING, frame);
    };
  }

  private UpstreamAction replyRefused(
      Session session, MessageId id, RefusalReason reason, Frame frame) {
    Optional<String> event = refusals.record(session, Side.UPSTREAM, reason, frame);
    return new UpstreamAction.Reply(
        Frame.of(OwnAnswer.refusal(Optional.of(id.json()), reason, event)));
  }

  private UpstreamAction notification(
      Session session, McpMessage.Notification message, Frame frame) {
    return switch (message.method()) {
      case PROGRESS -> {
        Json token = message.params().get("progressToken");
        boolean expected =
            token != null && session.agentRequests.expectsProgress(JsonText.compact(token));
        yield expected ? deliver(frame) : drop(session);
      }
      case CANCELLED -> {
        Json named = message.params().get("requestId");
        Optional<MessageId> id = named == null ? Optional.empty() : MessageId.of(named);
        yield id.flatMap(session.upstreamRequests::take).isPresent()
            ? deliver(frame)
            : drop(session);
      }
      case LIST_CHANGED -> {
        session.tools.invalidate();
        yield deliver(frame);
      }
      case McpReader.TOOLS_CALL -> refuse(session, RefusalReason.SERVER_TOOL_CALL, frame);
      default -> // what may not be asked may not be announced either
          messages.fromServer(session, message.method(), message.params(), frame).isPresent()
                  || messages.fromResult(session, message.params(), frame).isPresent()
              ? UpstreamAction.Silence.SILENCE
              : deliver(frame);
    };
  }

  private static UpstreamAction deliver(Frame frame) {
    return UpstreamAction.Deliver.only(frame);
  }

  /** Too late to mean anything; not worth a record. */
  private static UpstreamAction drop(Session session) {
    session.counters.dropped.incrementAndGet();
    return UpstreamAction.Silence.SILENCE;
  }

  private UpstreamAction refuse(Session session, RefusalReason reason, Frame frame) {
    refusals.record(session, Side.UPSTREAM, reason, frame);
    return UpstreamAction.Silence.SILENCE;
  }

  /** A line that is no message: it ends the call it seems to answer, or it is noise. */
  private UpstreamAction unreadable(Session session, RefusalReason reason, Frame frame) {
    AnswerIdProbe.Seen seen = probed(frame);
    Optional<MessageId> id = seen.answer();
    if (listings.endsOurs(session, id)) {
      return refuse(session, RefusalReason.MALFORMED_UPSTREAM_RESPONSE, frame);
    }
    if (id.isPresent() && session.agentRequests.peek(id.get()).isPresent()) {
      return broken(session, id.get(), frame);
    }
    if (seen.request().isPresent()) {
      Optional<String> event = refusals.record(session, Side.UPSTREAM, reason, frame);
      return unanswered(session, seen, reason, event);
    }
    byte first = frame.bytes()[frame.from()];
    if (first == '{' || first == '[') {
      return refuse(session, reason, frame);
    }
    long count = session.counters.noise.incrementAndGet();
    if (count <= SHOWN_NOISE_LINES) {
      notices.noise(frame.beginning(SHOWN_NOISE_BYTES));
    }
    return UpstreamAction.Silence.SILENCE;
  }

  /** A fault of ours on a frame: the call it seems to answer must not wait for ever. */
  UpstreamAction afterFault(Session session, Frame frame) {
    return unanswered(session, probed(frame), RefusalReason.INTERNAL_ERROR, Optional.empty());
  }

  UpstreamAction oversize(Session session, long length, AnswerIdProbe.Seen seen) {
    RefusalReason reason = RefusalReason.FRAME_TOO_LARGE;
    Optional<String> event = refusals.record(session, Side.UPSTREAM, reason, length);
    return unanswered(session, seen, reason, event);
  }

  private static AnswerIdProbe.Seen probed(Frame frame) {
    AnswerIdProbe probe = new AnswerIdProbe();
    probe.feed(frame.bytes(), frame.from(), frame.to());
    return probe.seen();
  }

  /**
   * Ends the call that a lost frame seems to answer, or answers the request that it seems to be.
   */
  private UpstreamAction unanswered(
      Session session, AnswerIdProbe.Seen seen, RefusalReason reason, Optional<String> event) {
    if (listings.endsOurs(session, seen.answer())) {
      return UpstreamAction.Silence.SILENCE;
    }
    Optional<OpenRequest> open = seen.answer().flatMap(session.agentRequests::take);
    if (open.isPresent()) {
      return broken(seen.answer().orElseThrow(), open.get());
    }
    // one answer to an id: whoever has a request with it open gets the agent's
    return seen.request().isPresent() && !session.upstreamRequests.contains(seen.request().get())
        ? new UpstreamAction.Reply(
            Frame.of(OwnAnswer.refusal(Optional.of(seen.request().get().json()), reason, event)))
        : UpstreamAction.Silence.SILENCE;
  }

  /** An answer to an open request that cannot be read, or not in one way only. */
  private UpstreamAction broken(Session session, MessageId id, Frame frame) {
    refusals.record(session, Side.UPSTREAM, RefusalReason.MALFORMED_UPSTREAM_RESPONSE, frame);
    Optional<OpenRequest> open = session.agentRequests.take(id);
    return open.isPresent() ? broken(id, open.get()) : UpstreamAction.Silence.SILENCE;
  }

  private static UpstreamAction broken(MessageId id, OpenRequest open) {
    Optional<String> decision = open.call().map(DecidedCall::decisionId).filter(d -> !d.isEmpty());
    byte[] line =
        OwnAnswer.failure(
            id,
            GatewayError.UPSTREAM_VIOLATION,
            RefusalReason.MALFORMED_UPSTREAM_RESPONSE.token(),
            decision);
    return new UpstreamAction.Deliver(
        Frame.of(line),
        open.call().map(call -> conclusion(call, OutcomeKind.UNREADABLE_ANSWER, 0)),
        false);
  }

  List<byte[]> endOpenCalls(Session session, boolean upstreamExited) {
    List<byte[]> answers = new ArrayList<>();
    OutcomeKind kind = upstreamExited ? OutcomeKind.UPSTREAM_EXITED : OutcomeKind.SESSION_ENDED;
    for (MessageId id : session.agentRequests.ids()) {
      session
          .agentRequests
          .take(id)
          .ifPresent(
              open -> {
                Optional<String> decision =
                    open.call().map(DecidedCall::decisionId).filter(d -> !d.isEmpty());
                open.call().ifPresent(call -> steps.conclude(conclusion(call, kind, 0), false));
                answers.add(
                    OwnAnswer.failure(
                        id, GatewayError.UPSTREAM_UNAVAILABLE, "upstream_exited", decision));
              });
    }
    return answers;
  }
}
