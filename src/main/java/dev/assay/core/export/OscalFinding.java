package dev.assay.core.export;

import dev.assay.core.claim.policy.RuleResult;
import dev.assay.core.claim.policy.TrustRule;
import dev.assay.core.claim.policy.Waiver;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * One rule of a trust policy as a finding. It is {@code satisfied} only when the rule holds with
 * nothing but verified claims and nobody waived it; there is no third word in the format, so all
 * else is {@code not-satisfied} and says why.
 *
 * @param rule the rule
 * @param uuid of the finding
 * @param riskUuid of its risk, when it has one
 * @param responseUuid of the response to the risk
 */
record OscalFinding(JudgedPolicy.Rule rule, String uuid, String riskUuid, String responseUuid) {

  Json.Obj json() {
    TrustRule asked = rule.result().rule();
    Json.ObjBuilder finding =
        Json.object()
            .put("uuid", uuid)
            .put("title", "Rule " + asked.id())
            .put(
                "description",
                ExportText.text(
                    asked.explain().isBlank() ? "A rule of the trust policy." : asked.explain()))
            .put(
                "props",
                new OscalProperties()
                    .add("outcome", rule.result().outcome().wire())
                    .add("severity", asked.severity().wire())
                    .add("require", asked.demand().text())
                    .add("holds-on-verified-claims", Boolean.toString(rule.onVerified()))
                    .json())
            .put(
                "target",
                Json.object()
                    .put("type", "objective-id")
                    .put("target-id", "trust-rule-" + asked.id())
                    .put("status", status())
                    .build());
    if (risk().isPresent()) {
      Json related = Json.object().put("risk-uuid", riskUuid).build();
      finding.put("related-risks", new Json.Arr(List.of(related)));
    }
    return finding.build();
  }

  private Json.Obj status() {
    if (rule.isProven()) {
      return Json.object().put("state", "satisfied").put("reason", "pass").build();
    }
    RuleResult result = rule.result();
    String why =
        result.isBroken() || result.waiver().isPresent() ? result.sentence() : rule.caveat();
    return Json.object()
        .put("state", "not-satisfied")
        .put("reason", result.isBroken() ? "fail" : "other")
        .put("remarks", ExportText.text("The rule " + why + "."))
        .build();
  }

  /** Gives the risk of a rule that has a waiver and does not hold. */
  Optional<Json.Obj> risk() {
    return switch (rule.result().outcome()) {
      case WAIVED -> rule.result().waiver().map(waiver -> risk(waiver, "deviation-approved", true));
      case WAIVER_EXPIRED -> rule.result().waiver().map(waiver -> risk(waiver, "open", false));
      case PASSED, FAILED, NOT_EVALUABLE -> Optional.empty();
    };
  }

  private Json.Obj risk(Waiver waiver, String status, boolean accepted) {
    Json.ObjBuilder risk =
        Json.object()
            .put("uuid", riskUuid)
            .put("title", "Rule " + rule.result().rule().id() + " does not hold")
            .put("description", ExportText.text(waiver.reason()))
            .put(
                "statement",
                "Somebody answers for it until the deadline; what is demanded stays undone.")
            .put(
                "props",
                new OscalProperties()
                    .add("waiver", waiver.id())
                    .add("owner", waiver.owner())
                    .json())
            .put("status", status)
            .put("deadline", waiver.expires().toString());
    if (accepted) {
      Json response =
          Json.object()
              .put("uuid", responseUuid)
              .put("lifecycle", "completed")
              .put("title", "Accepted for a time")
              .put("description", ExportText.text(waiver.reason()))
              .put("props", new Json.Arr(List.of(accept())))
              .build();
      risk.put("remediations", new Json.Arr(List.of(response)));
    }
    return risk.build();
  }

  /** A property of the format itself, so without our name space. */
  private static Json.Obj accept() {
    return Json.object().put("name", "type").put("value", "accept").build();
  }
}
