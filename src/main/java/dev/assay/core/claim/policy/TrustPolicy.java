package dev.assay.core.claim.policy;

import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a repository demands of trust reports.
 *
 * @param document what the user calls the file
 * @param name of the policy; may be empty
 * @param rules at least one, in the order of the document
 * @param tests of the rules
 */
public record TrustPolicy(
    String document, String name, List<TrustRule> rules, List<PolicyTest> tests) {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.trust_policy.v1";

  /** Copies rules and tests. */
  public TrustPolicy {
    rules = List.copyOf(rules);
    tests = List.copyOf(tests);
  }

  /** Holds a report against every rule; whether waivers count is asked for a moment. */
  public List<RuleResult> judge(ReadReport report, Instant now) {
    List<RuleResult> results = new ArrayList<>();
    for (TrustRule rule : rules) {
      results.add(rule.judge(report, now));
    }
    return results;
  }

  /**
   * Gives {@code sha256:<hex>} over what is demanded: ids, severities, expressions and their
   * scopes. Texts for people, waivers and tests do not change it.
   */
  public String digest() {
    List<Json> demands = new ArrayList<>();
    for (TrustRule rule : rules) {
      Json.ObjBuilder demand =
          Json.object()
              .put("id", rule.id())
              .put("severity", rule.severity().wire())
              .put("require", rule.demand().text())
              .put("fails_when_not_evaluable", rule.demand().failsWhenNotEvaluable());
      rule.demand().when().ifPresent(scope -> demand.put("when", scope.json()));
      demands.add(demand.build());
    }
    return Sha256.text(
        CanonicalJson.canonicalBytes(
            Json.object().put("schema", SCHEMA).put("rules", new Json.Arr(demands)).build()));
  }
}
