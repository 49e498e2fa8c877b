package dev.assay.core.report;

import dev.assay.core.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One result of a SARIF log.
 *
 * @param ruleId the rule it is of
 * @param level how serious it is
 * @param message what is found, plain text; may hold untrusted parts, never secrets
 * @param place where it is shown
 * @param fingerprints by kind: what makes this the same result in another run, so nothing that
 *     changes from run to run or from directory to directory
 * @param properties anything more
 * @param suppression why somebody answers for it, or null
 * @param baseline how it stands to the baseline, or null when there is none that could tell
 */
public record SarifResult(
    String ruleId,
    SarifLevel level,
    String message,
    SarifPlace place,
    SortedMap<String, String> fingerprints,
    Json.Obj properties,
    @Nullable String suppression,
    @Nullable SarifBaseline baseline) {

  /** Gives a result that nobody answers for. */
  public SarifResult(
      String ruleId,
      SarifLevel level,
      String message,
      SarifPlace place,
      SortedMap<String, String> fingerprints,
      Json.Obj properties) {
    this(ruleId, level, message, place, fingerprints, properties, null, null);
  }

  /** Copies the fingerprints. */
  public SarifResult {
    fingerprints = Collections.unmodifiableSortedMap(new TreeMap<>(fingerprints));
  }

  /** Gives a result with one fingerprint and nothing more. */
  public static SarifResult of(
      String ruleId, SarifLevel level, String message, SarifPlace place, String fingerprint) {
    SortedMap<String, String> fingerprints = new TreeMap<>();
    fingerprints.put("assay/v1", fingerprint);
    return new SarifResult(ruleId, level, message, place, fingerprints, Json.Obj.EMPTY);
  }

  /** Gives the same result as one that somebody answers for. */
  public SarifResult suppressed(String justification) {
    return new SarifResult(
        ruleId, level, message, place, fingerprints, properties, justification, baseline);
  }

  /** Gives the same result with its state against a baseline. */
  public SarifResult against(SarifBaseline state) {
    return new SarifResult(
        ruleId, level, message, place, fingerprints, properties, suppression, state);
  }

  Json.Obj json(int ruleIndex) {
    Json.ObjBuilder result = Json.object().put("ruleId", ruleId);
    if (ruleIndex >= 0) {
      result.put("ruleIndex", ruleIndex);
    }
    result
        .put("level", level.wire())
        .put("message", SarifLog.message(message))
        .put("locations", new Json.Arr(List.of(place.json())));
    if (!fingerprints.isEmpty()) {
      Json.ObjBuilder prints = Json.object();
      fingerprints.forEach(prints::put);
      result.put("partialFingerprints", prints.build());
    }
    if (baseline != null) {
      result.put("baselineState", baseline.wire());
    }
    if (suppression != null) {
      Json accepted =
          Json.object()
              .put("kind", "external")
              .put("status", "accepted")
              .put("justification", SarifLog.plain(suppression))
              .build();
      result.put("suppressions", new Json.Arr(List.of(accepted)));
    }
    if (!properties.members().isEmpty()) {
      result.put("properties", properties);
    }
    return result.build();
  }
}
