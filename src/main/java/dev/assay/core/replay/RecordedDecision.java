package dev.assay.core.replay;

import dev.assay.core.json.Json;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import java.util.Optional;

/**
 * A decision as its event has it.
 *
 * @param tool the tool's name; where it is no tool's name, as records escape it
 * @param policyDigest the policy it was made by
 * @param argumentsDigest what stands for the arguments
 * @param dryRun whether a denial was forwarded all the same
 * @param reason why
 * @param denial the same for a denial; empty when the policy allowed the call
 * @param data the event's payload
 */
public record RecordedDecision(
    String tool,
    String policyDigest,
    String argumentsDigest,
    boolean dryRun,
    ReasonCode reason,
    Optional<RecordedDenial> denial,
    Json.Obj data) {
  /** The event type. */
  public static final String TYPE = "assay.tool.decision";

  /** Reads a payload; empty when it lacks what a decision of ours has, or uses unknown words. */
  public static Optional<RecordedDecision> read(Json.Obj data) {
    Optional<ReasonCode> reason = data.string("engine_code").flatMap(RecordedDecision::reason);
    String typed = data.string("typed_decision").orElse("");
    String mode = data.string("mode").orElse("");
    Optional<String> tool = data.string("tool");
    Optional<String> policy = data.string("policy_digest");
    boolean known =
        reason.isPresent()
            && tool.isPresent()
            && policy.isPresent()
            && data.string("decision").isPresent()
            && data.string("reason_code").isPresent()
            && (isAllow(typed) || isDeny(typed))
            && (mode.equals("enforce") || mode.equals("dry_run"));
    if (!known) {
      return Optional.empty();
    }
    Optional<RecordedDenial> denial =
        isAllow(typed)
            ? Optional.empty()
            : Optional.of(
                new RecordedDenial(
                    reason.get(),
                    data.string("matched_rule").orElse(""),
                    data.string("reason").orElse("")));
    return Optional.of(
        new RecordedDecision(
            tool.get(),
            policy.get(),
            data.string("args_digest").orElse(""),
            mode.equals("dry_run"),
            reason.get(),
            denial,
            data));
  }

  private static boolean isAllow(String typed) {
    return typed.equals("allow") || typed.equals("allow_with_obligations");
  }

  private static boolean isDeny(String typed) {
    return typed.equals("deny") || typed.equals("deny_with_alert");
  }

  private static Optional<ReasonCode> reason(String engineCode) {
    for (ReasonCode code : ReasonCode.values()) {
      if (code.engineCode().equals(engineCode)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
