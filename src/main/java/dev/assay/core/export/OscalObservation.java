package dev.assay.core.export;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.report.ReportRow;
import dev.assay.core.claim.rule.Corroboration;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.List;

/**
 * One row of a report as an observation. Its method is {@code TEST} only when we computed the claim
 * again; what a signer vouches for, what somebody else saw and what was only said is {@code
 * EXAMINE}. Names of others stand in properties, which are no markup.
 */
final class OscalObservation {
  private OscalObservation() {}

  /** Gives what tells the observation of a row from others of the report. */
  static String part(ReportRow row) {
    return "observation/" + row.id().wire() + '/' + CanonicalJson.canonicalText(row.scope().json());
  }

  static Json.Obj of(ReportRow row, String uuid, String report, String collected) {
    String scope = row.scope().kind().wire();
    Json evidence =
        Json.object()
            .put("href", '#' + report)
            .put("description", "The row of the trust report, with references to events.")
            .build();
    return Json.object()
        .put("uuid", uuid)
        .put("title", row.id().wire() + " (" + scope + ")")
        .put(
            "description",
            row.id().wire()
                + " is "
                + row.level().wire()
                + ", meant inside "
                + row.id().boundary()
                + ". It does not say: "
                + String.join(", ", row.id().nonClaims())
                + ".")
        .put("props", properties(row))
        .put("methods", Json.Arr.ofStrings(List.of(method(row))))
        .put("relevant-evidence", new Json.Arr(List.of(evidence)))
        .put("collected", collected)
        .build();
  }

  private static String method(ReportRow row) {
    boolean recomputed =
        row.level() == Level.VERIFIED
            && row.corroboration().filter(by -> by == Corroboration.RECOMPUTED).isPresent();
    return recomputed ? "TEST" : "EXAMINE";
  }

  private static Json.Arr properties(ReportRow row) {
    OscalProperties properties =
        new OscalProperties()
            .add("claim", row.id().wire())
            .add("level", row.level().wire())
            .add("polarity", row.id().polarity().wire())
            .add("scope", row.scope().kind().wire());
    if (!row.scope().equals(Scope.BUNDLE)) {
      properties.add("scope-name", row.scope().name());
      if (!ExportText.isKept(row.scope().name())) {
        properties.add("scope-name-digest", ExportText.digest(row.scope().name()));
      }
    }
    row.corroboration().ifPresent(by -> properties.add("corroboration", by.wire()));
    properties
        .add("candidates", Long.toString(row.counts().candidates()))
        .add("supporting", Long.toString(row.counts().supporting()))
        .add("rejected", Long.toString(row.counts().rejected()));
    row.reasons().forEach(reason -> properties.add("reason", reason));
    return properties.json();
  }
}
