package dev.assay.core.export;

import dev.assay.core.attest.Statement;
import dev.assay.core.claim.report.ReportRow;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A trust report as an in-toto attribute report (SCAI 0.3): one attribute for each row, the level
 * in its name, what bounds it in its conditions. An attribute named {@code …_ABSENT} is there too:
 * it says that nothing was found, not that nothing is so.
 */
public final class ScaiExport {
  /** The predicate. */
  static final String PREDICATE = "https://in-toto.io/attestation/scai/v0.3";

  private ScaiExport() {}

  /** Gives the statement about the bundle. */
  public static Statement of(ExportSource source) {
    List<Json> attributes = new ArrayList<>();
    for (ReportRow row : source.report().rows()) {
      attributes.add(
          Json.object()
              .put("attribute", attribute(row))
              .put("conditions", conditions(row))
              .put("evidence", source.reportDescriptor())
              .build());
    }
    Json.Obj predicate =
        Json.object()
            .put("attributes", new Json.Arr(attributes))
            .put(ExportSource.NAMESPACE, source.provenance())
            .build();
    return Statement.of(source.bundleId(), source.archiveHex(), PREDICATE, predicate);
  }

  private static String attribute(ReportRow row) {
    return "ASSAY_" + (row.id().wire() + '_' + row.level().wire()).toUpperCase(Locale.ROOT);
  }

  private static Json.Obj conditions(ReportRow row) {
    Json.ObjBuilder conditions =
        Json.object()
            .put("scope", ExportText.scope(row.scope()))
            .put("boundary", row.id().boundary())
            .put("source", row.id().source())
            .put("polarity", row.id().polarity().wire())
            .put(
                "counts",
                Json.object()
                    .put("candidates", row.counts().candidates())
                    .put("supporting", row.counts().supporting())
                    .put("rejected", row.counts().rejected())
                    .build())
            .put(
                "reasons",
                Json.Arr.ofStrings(row.reasons().stream().map(ExportText::line).toList()))
            .put("non_claims", Json.Arr.ofStrings(row.id().nonClaims()));
    row.corroboration().ifPresent(by -> conditions.put("corroboration", by.wire()));
    return conditions.build();
  }
}
