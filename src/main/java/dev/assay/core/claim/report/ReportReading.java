package dev.assay.core.claim.report;

import dev.assay.core.problem.Problem;
import java.util.List;

/** What became of the bytes of a {@code trust-report.json}. */
public sealed interface ReportReading {
  /** They are a report this version understands. */
  record Read(ReadReport report) implements ReportReading {}

  /** They are not; the problems that were found. */
  record Refused(List<Problem> problems) implements ReportReading {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
