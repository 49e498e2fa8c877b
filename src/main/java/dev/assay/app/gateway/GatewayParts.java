package dev.assay.app.gateway;

import dev.assay.app.approval.ApprovalStep;
import dev.assay.app.approval.CallApprovals;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.surface.ArgumentsDigest;
import dev.assay.core.surface.DecisionSurface;
import java.time.InstantSource;
import java.util.List;

/**
 * What a gateway is made of.
 *
 * @param engine decides
 * @param recorder keeps evidence
 * @param digests makes the keyed digests in records
 * @param clock tells the time, an input of every decision
 * @param settings how it runs
 * @param observer watches
 * @param approvals where approvals of calls come from
 * @param sinks further records of decisions that the user asked for
 */
public record GatewayParts(
    PolicyEngine engine,
    EvidenceRecorder recorder,
    KeyedDigest digests,
    InstantSource clock,
    GatewaySettings settings,
    SessionObserver observer,
    CallApprovals approvals,
    List<DecisionSink> sinks) {
  /** Copies the sinks. */
  public GatewayParts {
    sinks = List.copyOf(sinks);
  }

  /** Puts the parts together: the one way to a gateway. */
  public ToolCallGateway gateway() {
    DecisionSurface surface = new DecisionSurface(engine.policy(), new ArgumentsDigest(digests));
    ApprovalStep deciding =
        new ApprovalStep(
            engine,
            approvals,
            new ApprovalStep.Session(settings.label(), settings.dryRun()),
            observer::warning);
    CallSteps steps =
        new CallSteps(
            new DecideStep(deciding, digests, clock, settings),
            recorder,
            surface,
            clock,
            settings,
            new CallSteps.Watchers(observer, sinks));
    Refusals refusals = new Refusals(recorder, digests, clock);
    ListingNotices notices = new ListingNotices(engine, observer);
    MessageSteps messages = new MessageSteps(engine, refusals, settings, observer);
    ListingSteps listings =
        new ListingSteps(
            recorder, clock, settings, notices, engine.policy().privilegedActions().isOn());
    AnswerSteps answers = new AnswerSteps(steps, refusals, messages, listings, notices);
    HeldSteps held = new HeldSteps(deciding, refusals, clock, observer);
    return new ToolCallGateway(steps, held, refusals, messages, answers);
  }
}
