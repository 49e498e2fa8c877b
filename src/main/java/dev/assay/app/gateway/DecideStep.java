package dev.assay.app.gateway;

import dev.assay.app.approval.ApprovalStep;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.session.SessionFacts;
import dev.assay.core.surface.JudgedCall;
import dev.assay.core.surface.privileged.PrivilegedCall;
import dev.assay.core.surface.privileged.PrivilegedRecords;
import dev.assay.core.surface.privileged.PrivilegedSurface;
import dev.assay.core.surface.privileged.RelistOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Steps 3 and 4 of a tool call: bind it to what the session knows of its tool, and decide. */
final class DecideStep {
  private final ApprovalStep approvals;
  private final Policy policy;
  private final PrivilegedSurface privileged;
  private final boolean dryRun;

  DecideStep(ApprovalStep approvals, KeyedDigest digests, GatewaySettings settings) {
    this.approvals = approvals;
    this.policy = approvals.policy();
    this.privileged =
        new PrivilegedSurface(policy.privilegedActions(), settings.label(), Optional.of(digests));
    this.dryRun = settings.dryRun();
  }

  /** Gives the policy that decides. */
  Policy policy() {
    return policy;
  }

  /** What is known of the tool, and what evidence of the call cannot be had. */
  private record Seen(
      ToolSighting tool, Optional<ToolDefinition> definition, List<EvidenceKind> lacking) {}

  /** Takes a call through both steps; it counts as an attempt whatever comes of it. */
  JudgedCall judge(
      Session session, ToolCall call, Optional<MessageId> id, Instant now, SessionFacts facts) {
    long spent = session.counters.spentCalls.incrementAndGet();
    Seen seen = see(session, call, id);
    PolicyState state =
        new PolicyState(session.counters.requests.get(), spent, facts, seen.lacking(), seen.tool());
    Decision decision = approvals.decide(call, state, now);
    RelistOutcome relisted = RelistOutcome.NOT_PERFORMED;
    if (isUnobserved(decision)) {
      relisted = list(session);
    }
    if (relisted == RelistOutcome.COMPLETE) {
      seen = see(session, call, id);
      decision =
          approvals.decide(
              call,
              new PolicyState(state.requests(), spent, facts, seen.lacking(), seen.tool()),
              now);
    }
    boolean free = decision instanceof Decision.Deny && decision.reason().isAboutIdentity();
    if (free) {
      session.counters.spentCalls.decrementAndGet();
    }
    return new JudgedCall(
        call,
        id,
        seen.definition(),
        decision,
        now,
        dryRun,
        records(call, seen.tool(), relisted, decision));
  }

  /** Nothing but a listing is missing so far: worth asking for one, once. */
  private static boolean isUnobserved(Decision decision) {
    return decision.reason() == ReasonCode.E_MANIFEST_UNOBSERVED;
  }

  private RelistOutcome list(Session session) {
    return session.ownListing.run(
        policy.privilegedActions().manifest().establishBudget(),
        session.tools.requested(false),
        ToolBindings.CONTINUES);
  }

  /** Gives what else is recorded of a call whose tool the policy governs. */
  private Optional<PrivilegedRecords> records(
      ToolCall call, ToolSighting sighting, RelistOutcome relisted, Decision decision) {
    if (!policy.privilegedActions().governs(call.name())) {
      return Optional.empty();
    }
    Json.Obj sent =
        decision instanceof Decision.Allow allow
            ? allow.duties().arguments().orElse(call.arguments())
            : call.arguments();
    return Optional.of(
        privileged.of(
            new PrivilegedCall(
                new ToolCall(call.name(), sent), sighting, relisted, decision, dryRun)));
  }

  private Seen see(Session session, ToolCall call, Optional<MessageId> id) {
    ToolSighting sighting = look(session, call);
    Optional<ToolDefinition> definition = bind(session, call, sighting);
    return new Seen(sighting, definition, lacking(session, definition, id));
  }

  /** Asked once for each call, and only when a rule wants to know. */
  private ToolSighting look(Session session, ToolCall call) {
    return policy.looksAtListings() ? session.tools.sighting(call.name()) : ToolSighting.NOT_LISTED;
  }

  /** What is recorded is the definition that was judged, whatever is listed meanwhile. */
  private static Optional<ToolDefinition> bind(
      Session session, ToolCall call, ToolSighting sighting) {
    return sighting.tool().isPresent()
        ? sighting.tool().map(ObservedTool::definition)
        : session.tools.definition(call.name());
  }

  /** Gives the evidence that cannot be had of a call, as far as the policy demands any. */
  private List<EvidenceKind> lacking(
      Session session, Optional<ToolDefinition> definition, Optional<MessageId> id) {
    if (policy.evidenceKinds().isEmpty()) {
      return Collections.emptyList();
    }
    List<EvidenceKind> lacking = new ArrayList<>();
    if (id.isEmpty()) {
      lacking.add(EvidenceKind.OUTCOME);
    }
    if (definition.isEmpty() || !session.tools.isOnRecord(definition.get())) {
      lacking.add(EvidenceKind.TOOL_DEFINITION);
    }
    return Collections.unmodifiableList(lacking);
  }
}
