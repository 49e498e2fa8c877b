package dev.assay.core.claim.report;

import java.util.List;

/** Reports that somebody supposes, for tests of rules; they were read from no file. */
public final class SupposedReport {
  private static final String NOBODY = "";

  private SupposedReport() {}

  /** Gives a report with these rows; their keys differ. */
  public static ReadReport of(List<ReportRow> rows, long events, boolean scopesCut) {
    return new ReadReport(
        NOBODY,
        new ReadReport.Compiler(NOBODY, NOBODY, NOBODY, NOBODY),
        new ReadReport.Subject(null, null, null, events, List.of()),
        new ReadReport.Extent(false, scopesCut),
        rows,
        List.of());
  }
}
