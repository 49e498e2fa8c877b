package dev.assay.app.approval;

import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.decision.ApprovalFact;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.Remedy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The part of step 4 that looks for a person's approval: once for a call, and then it is decided
 * again, now or after it was held. A signed approval is used up before the call is allowed, so a
 * crash in between wastes it and lets nothing pass twice.
 */
public final class ApprovalStep {
  /** Approved by somebody, to see what else stands against a call. Never the fact of a call. */
  private static final ApprovalFact SUPPOSED = new ApprovalFact.SelfReported("");

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

  /** Gives the arguments that may be sent of a call, be it denied ({@link PolicyEngine#sent}). */
  public Optional<Json.Obj> sent(ToolCall call) {
    return engine.sent(call);
  }

  /**
   * Decides a call. When nobody looked for an approval yet and one is all that is missing so far,
   * it is looked for; a denial may then say that the call can be held ({@link Remedy.Await}). A
   * call that another rule would deny all the same is denied by that: nobody is asked about it.
   */
  public Decision decide(ToolCall call, PolicyState state, Instant now) {
    Decision decision = engine.decide(call, state);
    if (state.approval() instanceof ApprovalFact.Given given) {
      return spent(call, state, now, given.approval(), decision);
    }
    if (state.approval() instanceof ApprovalFact.SelfReported
        && decision instanceof Decision.Allow allow) {
      return unlessRefused(call, state, now, allow);
    }
    if (state.approval() != ApprovalFact.Unasked.UNASKED
        || !(decision instanceof Decision.Deny deny)
        || !(deny.remedy() instanceof Remedy.Ask ask)) {
      return decision;
    }
    Decision otherwise = engine.decide(call, state.with(SUPPOSED));
    if (otherwise instanceof Decision.Deny) {
      return otherwise;
    }
    return session.dryRun() ? decision : look(call, state, now, ask.arguments());
  }

  /**
   * Gives what files say of the approval of a call that is held: one that holds, or that somebody
   * said no; empty while it is worth waiting. Its request stands by then, as far as somebody can be
   * asked: an approval that let a call like it pass took the request along.
   */
  public Optional<ApprovalFact> news(Remedy.Await held, Instant now) {
    if (policy().approvals().approvers().isEmpty()) {
      return Optional.empty();
    }
    return switch (approvals.find(held.subject(), now)) {
      case CallApprovals.Search.Found found ->
          Optional.of(new ApprovalFact.Given(found.approval(), found.keyId()));
      case CallApprovals.Search.Flawed(ApprovalFlaw flaw) ->
          flaw == ApprovalFlaw.REFUSED
              ? Optional.of(new ApprovalFact.Wanting(flaw, Optional.empty()))
              : stillWanting(held, flaw, now);
    };
  }

  private Optional<ApprovalFact> stillWanting(Remedy.Await held, ApprovalFlaw flaw, Instant now) {
    if (flaw != ApprovalFlaw.UNREADABLE) {
      askAgain(held, flaw, now);
    }
    return Optional.empty();
  }

  /**
   * Gives what denies a call whose wait is over, with its request as far as that stands: it may be
   * signed later, whatever became of this wait.
   */
  public ApprovalFact.Wanting unmet(Remedy.Await held, ApprovalFlaw flaw, Instant now) {
    return new ApprovalFact.Wanting(flaw, askAgain(held, flaw, now));
  }

  private Optional<String> askAgain(Remedy.Await held, ApprovalFlaw flaw, Instant now) {
    if (!policy().approvals().isSigned()) {
      return Optional.empty();
    }
    CallApprovals.Asking asked = approvals.ask(request(held.subject(), now));
    if (asked == CallApprovals.Asking.PUT_DOWN) {
      told.accept(waits(held.subject(), flaw));
    }
    return asked == CallApprovals.Asking.UNASKED
        ? Optional.empty()
        : Optional.of(held.subject().requestId());
  }

  private Decision look(ToolCall call, PolicyState state, Instant now, Json.Obj arguments) {
    ApprovalSubject subject = ApprovalSubject.of(session.server(), call.name(), arguments);
    return switch (approvals.find(subject, now)) {
      case CallApprovals.Search.Found found ->
          decide(call, state.with(new ApprovalFact.Given(found.approval(), found.keyId())), now);
      case CallApprovals.Search.Flawed(ApprovalFlaw flaw) -> {
        ApprovalFact.Wanting wanting = wanting(subject, flaw, now);
        Decision decision = engine.decide(call, state.with(wanting));
        yield decision instanceof Decision.Deny deny
                && flaw != ApprovalFlaw.REFUSED
                && policy().approvals().holds()
            ? deny.having(new Remedy.Await(subject, arguments, flaw, wanting.request()))
            : decision;
      }
    };
  }

  /**
   * What an approver refused no answer of the agent's user lets pass, and where nobody can tell
   * whether one refused, none does.
   */
  private Decision unlessRefused(
      ToolCall call, PolicyState state, Instant now, Decision.Allow allow) {
    if (policy().approvals().approvers().isEmpty()) {
      return allow;
    }
    Json.Obj sent = allow.duties().arguments().orElse(call.arguments());
    ApprovalSubject subject = ApprovalSubject.of(session.server(), call.name(), sent);
    return approvals.find(subject, now) instanceof CallApprovals.Search.Flawed(ApprovalFlaw flaw)
            && (flaw == ApprovalFlaw.REFUSED || flaw == ApprovalFlaw.UNREADABLE)
        ? engine.decide(call, state.with(new ApprovalFact.Wanting(flaw, Optional.empty())))
        : allow;
  }

  /** The call passes only with an approval that is used up by then. */
  private Decision spent(
      ToolCall call, PolicyState state, Instant now, Approval approval, Decision decision) {
    ApprovalSubject subject = approval.subject();
    Optional<ApprovalFlaw> flaw =
        decision instanceof Decision.Allow ? approvals.use(subject, approval) : Optional.empty();
    return flaw.isPresent()
        ? engine.decide(call, state.with(wanting(subject, flaw.get(), now)))
        : decision;
  }

  /** Whoever refused is not asked again. */
  private ApprovalFact.Wanting wanting(ApprovalSubject subject, ApprovalFlaw flaw, Instant now) {
    boolean asked =
        flaw != ApprovalFlaw.REFUSED
            && policy().approvals().isSigned()
            && isAsked(request(subject, now), flaw);
    return new ApprovalFact.Wanting(
        flaw, asked ? Optional.of(subject.requestId()) : Optional.empty());
  }

  private boolean isAsked(ApprovalRequest request, ApprovalFlaw flaw) {
    boolean asked = approvals.ask(request) != CallApprovals.Asking.UNASKED;
    told.accept(
        asked
            ? waits(request.subject(), flaw)
            : "a call needs an approval (" + flaw.sentence() + ") and nobody could be asked");
    return asked;
  }

  private ApprovalRequest request(ApprovalSubject subject, Instant now) {
    return new ApprovalRequest(subject, policy().digest(), now);
  }

  private static String waits(ApprovalSubject subject, ApprovalFlaw flaw) {
    return "a call waits (" + flaw.sentence() + "): assay approval show " + subject.requestId();
  }
}
