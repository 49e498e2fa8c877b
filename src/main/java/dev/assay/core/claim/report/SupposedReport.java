package dev.assay.core.claim.report;

import dev.assay.core.claim.Claim;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.TrustBasis;
import dev.assay.core.claim.compile.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports that were read from no report file: those that somebody supposes in a test of rules, and
 * the ten rows of a basis. They have no digest and name no bundle.
 */
public final class SupposedReport {
  private static final String NOBODY = "";

  private SupposedReport() {}

  /** Gives a report with these rows; their keys differ. */
  public static ReadReport of(List<ReportRow> rows, long events, boolean scopesCut) {
    return new ReadReport(
        NOBODY,
        new ReadReport.Compiler(NOBODY, NOBODY, NOBODY, NOBODY),
        new ReadReport.Subject(null, null, null, events, null, null, List.of()),
        new ReadReport.Extent(false, scopesCut),
        rows,
        List.of());
  }

  /** Gives the rows of a basis, without counts and reasons, which it does not have. */
  public static ReadReport of(TrustBasis basis) {
    List<ReportRow> rows = new ArrayList<>();
    for (Claim claim : basis.claims()) {
      rows.add(
          new ReportRow(
              claim.id(),
              Scope.BUNDLE,
              claim.level(),
              new ReportRow.Counts(0, 0, 0),
              claim.source(),
              claim.boundary(),
              List.of()));
    }
    return of(rows, 0, false);
  }

  /** Gives the first of the ten claims that a basis does not have. */
  public static Optional<ClaimId> lacking(TrustBasis basis) {
    return ClaimId.frozen().stream().filter(id -> basis.claim(id).isEmpty()).findFirst();
  }

  /** Gives what a basis would have of a report: its ten rows of the bundle. */
  public static ReadReport frozen(ReadReport report) {
    List<ReportRow> rows = new ArrayList<>();
    for (ReportRow row : report.rows()) {
      if (row.id().isFrozen() && row.scope().equals(Scope.BUNDLE)) {
        rows.add(row);
      }
    }
    return of(rows, report.subject().eventCount(), false);
  }
}
