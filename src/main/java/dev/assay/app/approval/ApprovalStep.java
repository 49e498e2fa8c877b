package dev.assay.app.approval;

import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.decision.ApprovalFact;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.Remedy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The part of step 4 that looks for a person's approval: once for a call, and then it is decided
 * again. An approval is used up before the call is allowed, so a crash in between wastes it and
 * lets nothing pass twice.
 */
public final class ApprovalStep {
  private final PolicyEngine engine;
  private final CallApprovals approvals;
  private final Session session;
  private final Consumer<String> told;

  /**
   * What approvals are asked for.
   *
   * @param server the label of the server
   * @param dryRun denied calls are forwarded: nobody is asked and no approval is used up
   */
  public record Session(String server, boolean dryRun) {}

  /**
   * Makes one.
   *
   * @param told told of every call that waits; may be written to a terminal
   */
  public ApprovalStep(
      PolicyEngine engine, CallApprovals approvals, Session session, Consumer<String> told) {
    this.engine = engine;
    this.approvals = approvals;
    this.session = session;
    this.told = told;
  }

  /** Gives the policy that decides. */
  public Policy policy() {
    return engine.policy();
  }

  /** Decides a call, looking for an approval when that is all that is missing so far. */
  public Decision decide(ToolCall call, PolicyState state, Instant now) {
    Decision first = engine.decide(call, state);
    return first instanceof Decision.Deny deny
            && deny.remedy() instanceof Remedy.Ask ask
            && !session.dryRun()
        ? decide(
            call, state, now, ApprovalSubject.of(session.server(), call.name(), ask.arguments()))
        : first;
  }

  private Decision decide(ToolCall call, PolicyState state, Instant now, ApprovalSubject subject) {
    return switch (approvals.find(subject, now)) {
      case CallApprovals.Search.Flawed(ApprovalFlaw flaw) ->
          wanting(call, state, now, subject, flaw);
      case CallApprovals.Search.Found found -> {
        PolicyState approved = state.with(new ApprovalFact.Given(found.approval(), found.keyId()));
        Decision decision = engine.decide(call, approved);
        Optional<ApprovalFlaw> flaw =
            decision instanceof Decision.Allow
                ? approvals.use(subject, found.approval())
                : Optional.empty();
        yield flaw.isPresent() ? wanting(call, state, now, subject, flaw.get()) : decision;
      }
    };
  }

  private Decision wanting(
      ToolCall call, PolicyState state, Instant now, ApprovalSubject subject, ApprovalFlaw flaw) {
    Decision decision = engine.decide(call, state.with(new ApprovalFact.Wanting(flaw)));
    return decision instanceof Decision.Deny deny
            && deny.reason() == ReasonCode.E_APPROVAL_REQUIRED
            && flaw != ApprovalFlaw.REFUSED // whoever refused is not asked again
            && isAsked(new ApprovalRequest(subject, policy().digest(), now), flaw)
        ? deny.having(new Remedy.Requested(subject.requestId()))
        : decision;
  }

  private boolean isAsked(ApprovalRequest request, ApprovalFlaw flaw) {
    boolean asked = approvals.ask(request);
    told.accept(
        asked
            ? "a call waits ("
                + flaw.sentence()
                + "): assay approval show "
                + request.subject().requestId()
            : "a call needs an approval (" + flaw.sentence() + ") and nobody could be asked");
    return asked;
  }
}
