package dev.assay.core.report;

import dev.assay.core.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
 */
public record SarifResult(
    String ruleId,
    SarifLevel level,
    String message,
    SarifPlace place,
    SortedMap<String, String> fingerprints,
    Json.Obj properties) {

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
    if (!properties.members().isEmpty()) {
      result.put("properties", properties);
    }
    return result.build();
  }
}
