package dev.assay.core.claim.compile;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.rule.ClaimRule;
import dev.assay.core.claim.rule.Finding;
import dev.assay.core.claim.rule.Raise;
import dev.assay.core.claim.rule.Support;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the report.
 *
 * @param rule the rule that judged
 * @param scope what the row is about
 * @param finding what it concluded
 * @param level the level under the report's ruleset
 * @param v1Level the level under ruleset {@code v1}; only frozen rows have one there
 */
public record JudgedClaim(
    ClaimRule rule, Scope scope, Finding finding, Level level, Level v1Level) {

  /** Gives the row as it stands in the report. */
  public Json.Obj json() {
    Support support = finding.support();
    Json.ObjBuilder row =
        Json.object()
            .put("id", rule.id().wire())
            .put("scope", scope.json())
            .put("level", level.wire())
            .put("v1_level", rule.id().isFrozen() ? v1Level.wire() : null)
            .put("polarity", rule.id().polarity().wire())
            .put("quantifier", rule.quantifier().wire())
            .put("source", rule.id().source())
            .put("boundary", rule.id().boundary())
            .put("counts", counts(support))
            .put("evidence", evidence(support))
            .put("evidence_total", support.supporting())
            .put("reasons", Json.Arr.ofStrings(support.reasons()))
            .put("raise_to", raise())
            .put("non_claims", Json.Arr.ofStrings(rule.id().nonClaims()));
    if (finding instanceof Finding.Verified verified) {
      row.put("corroboration", verified.corroboration().wire());
    }
    return row.build();
  }

  private static Json.Obj counts(Support support) {
    return Json.object()
        .put("candidates", support.candidates())
        .put("supporting", support.supporting())
        .put("rejected", support.rejected())
        .build();
  }

  private static Json.Arr evidence(Support support) {
    List<Json> references = new ArrayList<>();
    for (Support.Reference reference : support.evidence()) {
      references.add(
          Json.object()
              .put("seq", reference.seq())
              .put("content_hash", reference.contentHash())
              .build());
    }
    return new Json.Arr(references);
  }

  /** Gives what would raise the level; null at the top, where nothing can. */
  private Json raise() {
    Raise raise = rule.raise(finding);
    return finding.level() == Level.VERIFIED || raise.by().isEmpty()
        ? Json.Null.NULL
        : Json.object()
            .put("level", raise.to().wire())
            .put("by", Json.Arr.ofStrings(raise.by()))
            .build();
  }
}
