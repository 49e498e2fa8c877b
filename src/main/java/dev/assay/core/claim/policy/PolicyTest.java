package dev.assay.core.claim.policy;

import dev.assay.core.claim.report.ReadReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A test in a trust policy: claims that a report would have, and what must become of rules.
 *
 * @param name of the test
 * @param now the moment at which waivers are asked
 * @param report the supposed report
 * @param expected outcomes by rule id; rules that are not named are not looked at
 * @param line where it stands in its document, from 1
 */
public record PolicyTest(
    String name, Instant now, ReadReport report, SortedMap<String, Outcome> expected, int line) {

  /** Copies the expectations. */
  public PolicyTest {
    expected = new TreeMap<>(expected);
  }

  /** One expectation that was not met. */
  public record Mismatch(String rule, Outcome expected, Outcome actual, String why) {}

  /** Runs the test; empty when every expectation is met. */
  public List<Mismatch> run(TrustPolicy policy) {
    List<Mismatch> mismatches = new ArrayList<>();
    for (Map.Entry<String, Outcome> expectation : expected.entrySet()) {
      for (TrustRule rule : policy.rules()) {
        if (rule.id().equals(expectation.getKey())) {
          RuleResult result = rule.judge(report, now);
          if (result.outcome() != expectation.getValue()) {
            mismatches.add(
                new Mismatch(
                    rule.id(), expectation.getValue(), result.outcome(), result.sentence()));
          }
        }
      }
    }
    return mismatches;
  }
}
