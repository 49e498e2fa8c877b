package dev.assay.core.gate;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.Polarity;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.policy.Outcome;
import dev.assay.core.claim.policy.RuleResult;
import dev.assay.core.claim.policy.Severity;
import dev.assay.core.claim.policy.Waiver;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.claim.report.ReportRow;
import dev.assay.core.json.CanonicalJson;
import java.util.ArrayList;
import java.util.List;

/** Cases about claims: rules of a trust policy, differences to a baseline, bad news. */
public final class TrustCases {
  /** Part of the gate: the rules of the trust policy. */
  public static final String RULES = "trust-policy";

  /** Part of the gate: the difference to the accepted report. */
  public static final String BASELINE = "baseline";

  /** Part of the gate: adverse claims, which block nothing by themselves. */
  public static final String CLAIMS = "claims";

  private TrustCases() {}

  /** Gives a case for each rule, on the line of the rule; a broken error fails. */
  public static List<GateCase> rules(List<RuleResult> results, String file) {
    return rules(results, file, Severity.ERROR);
  }

  /** Gives a case for each rule, on the line of the rule; broken ones of this severity fail. */
  public static List<GateCase> rules(List<RuleResult> results, String file, Severity failOn) {
    List<GateCase> cases = new ArrayList<>();
    for (RuleResult result : results) {
      String key =
          result
              .rule()
              .demand()
              .when()
              .map(scope -> CanonicalJson.canonicalText(scope.json()))
              .orElse("");
      cases.add(
          new GateCase(
              RULES,
              result.rule().id(),
              status(result, failOn),
              result.sentence(),
              new GateCase.Details(
                  help(result),
                  new GateCase.Anchor(file, result.rule().line()),
                  key,
                  result.outcome() == Outcome.WAIVED
                      ? result.waiver().map(TrustCases::justification).orElse("")
                      : null)));
    }
    return cases;
  }

  private static GateCase.Status status(RuleResult result, Severity failOn) {
    if (result.outcome() == Outcome.WAIVED) {
      return GateCase.Status.WAIVED;
    }
    if (!result.isBroken()) {
      return result.outcome() == Outcome.PASSED ? GateCase.Status.PASSED : GateCase.Status.NOTED;
    }
    if (result.rule().severity().compareTo(failOn) <= 0) {
      return GateCase.Status.FAILED;
    }
    return switch (result.rule().severity()) {
      case ERROR -> GateCase.Status.FAILED;
      case WARN -> GateCase.Status.WARNED;
      case INFO -> GateCase.Status.NOTED;
    };
  }

  private static String help(RuleResult result) {
    String explain = result.rule().explain().strip();
    return (explain.isEmpty() ? "" : explain + "\n") + "demanded: " + result.rule().demand().text();
  }

  private static String justification(Waiver waiver) {
    return waiver.id()
        + ": "
        + waiver.reason()
        + " ("
        + waiver.owner()
        + ", until "
        + waiver.expires()
        + ")";
  }

  /** Gives a case for each regression, and one that passes when there is none. */
  public static List<GateCase> baseline(ReportDiff diff, GateCase.Anchor anchor) {
    List<GateCase> cases = new ArrayList<>();
    for (ReportDiff.Change change : diff.regressions()) {
      cases.add(
          new GateCase(
              BASELINE,
              change.key().id().wire(),
              GateCase.Status.FAILED,
              change.sentence(),
              new GateCase.Details(
                  "`assay trust-basis explain "
                      + change.key().id().wire()
                      + "` says why; `assay trust-basis accept` makes the new level the baseline",
                  anchor,
                  CanonicalJson.canonicalText(change.key().scope().json()),
                  null)));
    }
    if (cases.isEmpty()) {
      cases.add(GateCase.passed(BASELINE, "regressions", "no claim is worse", anchor));
    }
    return cases;
  }

  /** Gives a note for each adverse claim of the bundle that something speaks for. */
  public static List<GateCase> adverse(ReadReport report, GateCase.Anchor anchor) {
    List<GateCase> cases = new ArrayList<>();
    for (ReportRow row : report.rows()) {
      boolean bundle = row.scope().equals(Scope.BUNDLE);
      if (bundle && row.id().polarity() == Polarity.ADVERSE && row.level() != Level.ABSENT) {
        String message =
            row.id().wire()
                + " is "
                + row.level().wire()
                + ", "
                + row.counts().supporting()
                + " in support";
        cases.add(
            new GateCase(
                CLAIMS,
                row.id().wire(),
                GateCase.Status.NOTED,
                message,
                GateCase.Details.at(anchor, "")));
      }
    }
    return cases;
  }
}
