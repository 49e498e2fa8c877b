package dev.assay.core.claim.policy;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What became of one rule.
 *
 * @param notes the values that stood in the way; hold untrusted names
 * @param waiver the one that counts, or the first of those that are over
 */
public record RuleResult(
    TrustRule rule, Outcome outcome, List<String> notes, Optional<Waiver> waiver) {

  /** Copies the notes. */
  public RuleResult {
    notes = List.copyOf(notes);
  }

  /** Says whether the rule counts as broken, whatever its severity. */
  public boolean isBroken() {
    return switch (outcome) {
      case PASSED, WAIVED -> false;
      case FAILED, WAIVER_EXPIRED -> true;
      case NOT_EVALUABLE -> rule.demand().failsWhenNotEvaluable();
    };
  }

  /** Gives what happened, on one line. */
  public String sentence() {
    String why = notes.isEmpty() ? "" : ": " + String.join("; ", notes);
    return switch (outcome) {
      case PASSED -> "holds";
      case FAILED -> "does not hold" + why;
      case NOT_EVALUABLE -> "cannot be told from the report" + why;
      case WAIVED -> "is waived (" + waiverText() + ")" + why;
      case WAIVER_EXPIRED -> "has a waiver that expired (" + waiverText() + ")" + why;
    };
  }

  private String waiverText() {
    return waiver.map(w -> w.id() + " of " + w.owner() + ", until " + w.expires()).orElse("");
  }

  /** Gives the row as it stands in result documents. */
  public Json.Obj json() {
    Json.ObjBuilder row =
        Json.object()
            .put("id", rule.id())
            .put("severity", rule.severity().wire())
            .put("outcome", outcome.wire())
            .put("broken", isBroken())
            .put("require", rule.demand().text())
            .put("explain", rule.explain().isEmpty() ? null : rule.explain())
            .put("line", rule.line())
            .put("notes", Json.Arr.ofStrings(notes));
    waiver.ifPresent(
        w ->
            row.put(
                "waiver",
                Json.object()
                    .put("id", w.id())
                    .put("reason", w.reason())
                    .put("owner", w.owner())
                    .put("expires", w.expires().toString())
                    .build()));
    return row.build();
  }
}
