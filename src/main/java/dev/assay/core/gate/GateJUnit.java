package dev.assay.core.gate;

import dev.assay.core.report.JUnitReport;
import java.util.ArrayList;
import java.util.List;

/** A run as a JUnit report. Source: {@code trust-basis.md} 12.2. */
public final class GateJUnit {
  private GateJUnit() {}

  /** Gives the report, one case a case. */
  public static JUnitReport of(String suite, GateRun run) {
    List<JUnitReport.Case> cases = new ArrayList<>();
    for (GateCase one : run.cases()) {
      cases.add(new JUnitReport.Case(one.check(), one.id(), outcome(one, run)));
    }
    return new JUnitReport(suite, cases);
  }

  private static JUnitReport.Outcome outcome(GateCase one, GateRun run) {
    String help = one.details().help();
    return switch (one.status()) {
      case PASSED -> new JUnitReport.Outcome.Passed();
      case NOTED -> new JUnitReport.Outcome.Noted("NOTE: " + one.message());
      case WARNED ->
          run.strict()
              ? new JUnitReport.Outcome.Failed(one.message(), help)
              : new JUnitReport.Outcome.Noted("WARNING: " + one.message());
      case WAIVED -> {
        String justification = one.details().justification();
        yield new JUnitReport.Outcome.Skipped(
            one.message() + (justification == null ? "" : ": " + justification));
      }
      case FAILED -> new JUnitReport.Outcome.Failed(one.message(), help);
      case UNUSABLE_INPUT, UNAVAILABLE -> new JUnitReport.Outcome.Errored(one.message(), help);
    };
  }
}
