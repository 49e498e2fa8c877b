package dev.assay.app.gateway;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.GatewayError;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.MessageScanner;
import dev.assay.core.mcp.OwnAnswer;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.mcp.Side;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.message.MessageRefusal;
import dev.assay.core.policy.message.MessageRules;
import dev.assay.core.policy.message.ServerRequest;
import dev.assay.core.surface.DecisionLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the policy says of messages that are no tool calls, and of the tools an agent is shown. A
 * refused message is on record by digest before anybody is answered; nothing of it is passed on.
 */
final class MessageSteps {
  private final PolicyEngine engine;
  private final MessageRules rules;
  private final Refusals refusals;
  private final GatewaySettings settings;
  private final SessionObserver observer;

  MessageSteps(
      PolicyEngine engine, Refusals refusals, GatewaySettings settings, SessionObserver observer) {
    this.engine = engine;
    this.rules = engine.policy().messages();
    this.refusals = refusals;
    this.settings = settings;
    this.observer = observer;
  }

  /** A message that is not passed on, with the event that says so if there is one. */
  record Refused(RefusalReason reason, Optional<String> event) {}

  /** Whether a scanned message of the agent has to be read for its policy. */
  boolean governsAgent(MessageScanner scanner) {
    return !rules.passesTheAgent() && rules.governsAgent(scanner.method());
  }

  /** Whether what the server asks of the agent has to be read. */
  boolean governsServer() {
    return rules.governsServer();
  }

  /** Judges a message of the agent; empty when it passes. */
  Optional<Refused> fromAgent(Session session, String method, Json.Obj params, Frame frame) {
    Optional<MessageRefusal> refusal = rules.fromAgent(method, params);
    return refusal.isEmpty()
        ? Optional.empty()
        : settle(session, Side.AGENT, refusal.get(), method, params, frame);
  }

  /** Keeps what the agent says it answers. */
  void initializing(Session session, Json.Obj params) {
    session.announced =
        ServerRequest.announced(params.object("capabilities").orElse(Json.Obj.EMPTY));
  }

  /** Judges a request of the server; empty when it passes. */
  Optional<Refused> fromServer(Session session, String method, Json.Obj params, Frame frame) {
    Optional<MessageRefusal> refusal =
        rules.fromServer(method, params, Optional.of(session.announced));
    return refusal.isEmpty()
        ? Optional.empty()
        : settle(session, Side.UPSTREAM, refusal.get(), method, params, frame);
  }

  /**
   * Judges what a result, or news of a task, asks of the agent before it says more (2026-07-28:
   * {@code inputRequests}); what the agent can answer stands in its own request there. Empty when
   * it passes.
   */
  Optional<Refused> fromResult(Session session, Json result, Frame frame) {
    return result instanceof Json.Obj said
        ? settle(session, rules.fromResult(said, session.announced), "inputRequests", frame)
        : Optional.empty();
  }

  /** Judges an error by which the server asks the agent for elicitation; empty when it passes. */
  Optional<Refused> fromError(Session session, Json error, Frame frame) {
    return settle(session, rules.fromError(error, session.announced), "elicitation/create", frame);
  }

  private Optional<Refused> settle(
      Session session, Optional<MessageRefusal> refusal, String asked, Frame frame) {
    return refusal.isEmpty()
        ? Optional.empty()
        : settle(session, Side.UPSTREAM, refusal.get(), asked, Json.Obj.EMPTY, frame);
  }

  private Optional<Refused> settle(
      Session session,
      Side from,
      MessageRefusal refusal,
      String method,
      Json.Obj params,
      Frame frame) {
    boolean dryRun = settings.dryRun();
    observer.decided(
        dryRun ? DecisionLine.Mark.WOULD_DENY : DecisionLine.Mark.DENY,
        method,
        params,
        refusal.reason().token());
    if (dryRun) {
      session.counters.wouldDeny.incrementAndGet();
      refusals.recordPassed(from, refusal.reason(), frame);
      return Optional.empty();
    }
    return Optional.of(
        new Refused(refusal.reason(), refusals.record(session, from, refusal.reason(), frame)));
  }

  /** Gives the answer to a refused request. */
  byte[] answer(MessageId id, Refused refused) {
    return refused.reason().code() == GatewayError.DENIED_BY_POLICY.code()
        ? OwnAnswer.denied(id, refused.reason(), engine.policy().digest(), refused.event())
        : OwnAnswer.refusal(Optional.of(id.json()), refused.reason(), refused.event());
  }

  /**
   * Gives the answer to {@code tools/list} as the agent gets it: without the tools that no call may
   * reach, when the policy hides them, and without those that are not in the lock. What was learned
   * from it is not touched; order and cursor stay.
   */
  Frame shown(Session session, Json.Obj message, Frame frame) {
    boolean hidesUnapproved = engine.policy().hidesUnapprovedTools();
    if ((!engine.policy().hidesDeniedTools() && !hidesUnapproved)
        || settings.dryRun()
        || !(message.get("result") instanceof Json.Obj result)
        || !(result.get("tools") instanceof Json.Arr tools)) {
      return frame;
    }
    List<Json> shown = new ArrayList<>();
    for (Json tool : tools.items()) {
      String name = ToolDefinition.name(tool).orElse("");
      boolean denied = engine.policy().hidesDeniedTools() && !engine.offers(name);
      if (!denied && !(hidesUnapproved && session.tools.isUnapproved(name))) {
        shown.add(tool);
      }
    }
    if (shown.size() == tools.items().size()) {
      return frame;
    }
    observer.detail(
        "%d of %d listed tools are hidden"
            .formatted(tools.items().size() - shown.size(), tools.items().size()));
    Map<String, Json> members = new LinkedHashMap<>(result.members());
    members.put("tools", new Json.Arr(shown));
    members.computeIfPresent(
        "cacheScope", (_, _) -> new Json.Str("private")); // for this agent only
    Map<String, Json> whole = new LinkedHashMap<>(message.members());
    whole.put("result", new Json.Obj(members));
    return Frame.of(JsonText.compact(new Json.Obj(whole)).getBytes(StandardCharsets.UTF_8));
  }
}
