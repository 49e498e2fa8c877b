package dev.assay.app.gateway;

import dev.assay.app.approval.ApprovalStep;
import dev.assay.app.record.EventDraft;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.decision.ApprovalFact;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.policy.session.SessionFacts;
import dev.assay.core.problem.BugException;
import dev.assay.core.surface.DecisionSurface;
import dev.assay.core.surface.JudgedCall;
import dev.assay.core.surface.privileged.PrivilegedCall;
import dev.assay.core.surface.privileged.PrivilegedRecords;
import dev.assay.core.surface.privileged.PrivilegedSurface;
import dev.assay.core.surface.privileged.RelistOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Steps 3 and 4 of a tool call: bind it to what the session knows of its tool, and decide. */
final class DecideStep {
  private final ApprovalStep approvals;
  private final Policy policy;
  private final PrivilegedSurface privileged;
  private final InstantSource clock;
  private final boolean dryRun;

  DecideStep(
      ApprovalStep approvals, KeyedDigest digests, InstantSource clock, GatewaySettings settings) {
    this.approvals = approvals;
    this.clock = clock;
    this.policy = approvals.policy();
    this.privileged =
        new PrivilegedSurface(policy.privilegedActions(), settings.label(), Optional.of(digests));
    this.dryRun = settings.dryRun();
  }

  /** Gives the policy that decides. */
  Policy policy() {
    return policy;
  }

  /**
   * What is known of a call from before it is judged.
   *
   * @param approval whether it is approved
   * @param relisted what became of listing the tools for it, when it was judged before
   */
  record Known(ApprovalFact approval, RelistOutcome relisted) {
    /** Of a call that just came. */
    static final Known NOTHING =
        new Known(ApprovalFact.Unasked.UNASKED, RelistOutcome.NOT_PERFORMED);
  }

  /** What is known of the tool, and what evidence of the call cannot be had. */
  private record Seen(
      ToolSighting tool, Optional<ToolDefinition> definition, List<EvidenceKind> lacking) {}

  /**
   * Takes a call through both steps; it counts as an attempt whatever comes of it, unless it may be
   * held. Listing the tools takes time, so approvals are judged by the time after it; the call is
   * recorded under the one before, by which rates and sequences judge it.
   */
  JudgedCall judge(
      Session session,
      ToolCall call,
      Optional<MessageId> id,
      Instant now,
      SessionFacts facts,
      Known known) {
    long spent = session.counters.spentCalls.incrementAndGet();
    Seen seen = see(session, call, id);
    PolicyState state =
        new PolicyState(
            session.counters.requests.get(),
            spent,
            facts,
            seen.lacking(),
            seen.tool(),
            known.approval());
    Decision decision = approvals.decide(call, state, now);
    RelistOutcome relisted = known.relisted();
    boolean lists = isUnobserved(decision);
    if (lists) {
      relisted = list(session);
    }
    if (lists && relisted == RelistOutcome.COMPLETE) {
      seen = see(session, call, id);
      decision =
          approvals.decide(
              call,
              new PolicyState(
                  state.requests(), spent, facts, seen.lacking(), seen.tool(), known.approval()),
              clock.instant());
    }
    boolean free =
        decision instanceof Decision.Deny deny
            && (deny.reason().isAboutIdentity() || deny.remedy() instanceof Remedy.Await);
    if (free) {
      session.counters.spentCalls.decrementAndGet();
    }
    Sent sent = sent(call, decision);
    return new JudgedCall(
        call,
        id,
        seen.definition(),
        decision,
        now,
        sent.dryRun(),
        sent.arguments(),
        records(call, seen.tool(), relisted, decision, sent));
  }

  /**
   * How a decided call is sent.
   *
   * @param dryRun whether a deny is forwarded all the same
   * @param arguments what is sent in place of its arguments
   */
  record Sent(boolean dryRun, Optional<Json.Obj> arguments) {}

  /**
   * Says how a decided call is sent. A dry run sends a denied one with nothing that the policy
   * wants redacted, and denies it when that cannot be done.
   */
  Sent sent(ToolCall call, Decision decision) {
    if (decision instanceof Decision.Allow allow) {
      return new Sent(dryRun, allow.duties().arguments());
    }
    if (!dryRun) {
      return new Sent(false, Optional.empty());
    }
    Optional<Json.Obj> redacted = approvals.sent(call);
    boolean same = redacted.isPresent() && redacted.get().equals(call.arguments());
    return new Sent(redacted.isPresent(), same ? Optional.empty() : redacted);
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
      ToolCall call, ToolSighting sighting, RelistOutcome relisted, Decision decision, Sent sent) {
    if (!policy.privilegedActions().governs(call.name())) {
      return Optional.empty();
    }
    Json.Obj arguments = sent.arguments().orElse(call.arguments());
    return Optional.of(
        privileged.of(
            new PrivilegedCall(
                new ToolCall(call.name(), arguments),
                sighting,
                relisted,
                decision,
                sent.dryRun())));
  }

  private Seen see(Session session, ToolCall call, Optional<MessageId> id) {
    ToolSighting sighting = look(session, call);
    Optional<ToolDefinition> definition = session.tools.definition(call.name(), sighting);
    List<EvidenceKind> lacking =
        policy.evidenceKinds().isEmpty()
            ? Collections.emptyList()
            : session.tools.lacking(definition, id.isPresent());
    return new Seen(sighting, definition, lacking);
  }

  /** Asked once for each call, and only when a rule wants to know. */
  private ToolSighting look(Session session, ToolCall call) {
    return policy.looksAtListings() ? session.tools.sighting(call.name()) : ToolSighting.NOT_LISTED;
  }

  /** Makes the payload of one decision when the recorder asks for it, and keeps it for the logs. */
  static final class DecisionDraft implements EventDraft {
    private final DecisionSurface surface;
    private final JudgedCall judged;
    private @Nullable ToolDecision event;

    DecisionDraft(DecisionSurface surface, JudgedCall judged) {
      this.surface = surface;
      this.judged = judged;
    }

    @Override
    public EventPayload payload(String eventId) {
      ToolDecision made = surface.event(eventId, judged);
      event = made;
      return made;
    }

    JudgedCall judged() {
      return judged;
    }

    /** Gives the payload of a decision that is on record. */
    ToolDecision event() {
      if (event == null) {
        throw new BugException("a recorded decision has a payload");
      }
      return event;
    }
  }
}
