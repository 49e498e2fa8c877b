package dev.assay.core.report;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Denials of privileged calls as a SARIF log: one result for each, its rule the reason. Caller,
 * target and digest are left out; a line that is no record refuses the input. Source: {@code
 * trust-basis.md} 11.4.
 */
public final class EnforcementSarif {
  /** More is refused unread. */
  public static final int MAX_BYTES = 16 << 20;

  private static final String SCHEMA = "assay.enforcement_decision.v0";
  private static final String PLACE = ".assay/enforcement-decisions.ndjson";
  private static final String UNKNOWN = "unknown";
  private static final String UNEXPLAINED = "a privileged call was denied";
  private static final int MAX_TEXT = 256;
  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("no_declared_allowance", "no allowance covers the action on this target");
    KNOWN.put("allowance_target_mismatch", "no allowance covers this target");
    KNOWN.put("credential_scope_insufficient", "the declared credential does not cover the action");
    KNOWN.put("credential_scope_unknown", "nobody can tell whether the credential covers it");
    KNOWN.put("manifest_drifted_since_approval", "the tool is not the one that was approved");
    KNOWN.put("manifest_baseline_missing", "nobody approved a definition of the tool");
    KNOWN.put("manifest_current_observation_incomplete", "the tool's definition is not known now");
    KNOWN.put(
        "manifest_current_observation_incomplete_tool_absent", "the server does not list the tool");
    KNOWN.put("manifest_observation_ambiguous", "the server lists two tools with this name");
    KNOWN.put("unclassified_tool_call", "the tool's name is of no known action");
    KNOWN.put("classification_incomplete", "the arguments do not say what the action is on");
  }

  private final List<SarifResult> results = new ArrayList<>();
  private final Map<String, SarifRule> rules = new LinkedHashMap<>();

  private EnforcementSarif() {}

  /** What became of the input. */
  public sealed interface Reading {
    /** All of it was read. */
    record Read(SarifLog log) implements Reading {}

    /** A line of it is no record. */
    record Refused(Problem problem) implements Reading {}
  }

  /**
   * Reads records, one a line; blank lines and records of other schemas are passed over.
   *
   * @param version the program's version, for the log
   */
  public static Reading read(byte[] lines, String version) {
    EnforcementSarif sarif = new EnforcementSarif();
    int number = 0;
    int from = 0;
    while (from < lines.length) {
      int to = from;
      while (to < lines.length && lines[to] != '\n') {
        to++;
      }
      number++;
      Optional<Problem> problem = sarif.line(Arrays.copyOfRange(lines, from, to), number);
      if (problem.isPresent()) {
        return new Reading.Refused(problem.get());
      }
      from = to + 1;
    }
    return new Reading.Read(
        new SarifLog(
            new SarifLog.Tool(
                "assay-enforcement",
                version,
                new ArrayList<>(sarif.rules.values()),
                Json.Obj.EMPTY),
            "assay/enforcement",
            sarif.results,
            0,
            Json.Obj.EMPTY));
  }

  private Optional<Problem> line(byte[] line, int number) {
    if (isBlank(line)) {
      return Optional.empty();
    }
    return switch (JsonReader.read(line, JsonLimits.EVIDENCE)) {
      case JsonReading.Read(Json.Obj object) -> {
        if (object.string("schema").equals(Optional.of(SCHEMA))
            && object.string("decision").equals(Optional.of("deny"))) {
          add(object);
        }
        yield Optional.empty();
      }
      case JsonReading.Read _ -> refused("the line is no JSON object", number);
      case JsonReading.Refused refused ->
          refused("the line is not strict JSON: " + refused.fault().sentence(), number);
    };
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private static Optional<Problem> refused(String message, int line) {
    return Optional.of(
        new Problem(
            "enforcement.line",
            message,
            new Where(null, "", line, 1),
            "give the file that `--enforcement-decision-out` wrote"));
  }

  private void add(Json.Obj record) {
    String reason = ReportText.bounded(record.string("reason").orElse(UNKNOWN), MAX_TEXT);
    Json.Obj tool = record.object("tool").orElse(Json.Obj.EMPTY);
    String name = tool.string("name").orElse("");
    String actionClass = tool.string("action_class").orElse("unclassified");
    boolean dryRun = record.string("mode").equals(Optional.of("dry_run"));
    rules.computeIfAbsent(
        reason,
        id ->
            new SarifRule(
                id,
                SarifLevel.WARNING,
                SarifRule.Texts.of(KNOWN.getOrDefault(id, UNEXPLAINED)),
                null,
                Json.Obj.EMPTY));
    String message =
        "privileged call of "
            + ReportText.bounded(name, MAX_TEXT)
            + " ("
            + ReportText.bounded(actionClass, MAX_TEXT)
            + ") "
            + (dryRun ? "would have been denied: " : "was denied: ")
            + reason;
    SarifResult result =
        SarifResult.of(
            reason,
            SarifLevel.WARNING,
            message,
            SarifPlace.file(PLACE).about(name, "function"),
            fingerprint(reason, name, actionClass));
    results.add(
        new SarifResult(
            result.ruleId(),
            result.level(),
            result.message(),
            result.place(),
            result.fingerprints(),
            properties(record, reason, tool)));
  }

  private static String fingerprint(String reason, String tool, String actionClass) {
    Json.Obj same =
        Json.object().put("reason", reason).put("tool", tool).put("class", actionClass).build();
    return Sha256.text(CanonicalJson.canonicalBytes(same));
  }

  private static Json.Obj properties(Json.Obj record, String reason, Json.Obj tool) {
    return Json.object()
        .put("decision", "deny")
        .put("reason", reason)
        .put("action_class", text(tool.get("action_class")))
        .put("drift_state", text(record.get("drift_state")))
        .put(
            "fail_closed",
            record.get("fail_closed") instanceof Json.Bool flag ? flag : Json.Null.NULL)
        .build();
  }

  private static Json text(@Nullable Json value) {
    return value instanceof Json.Str(String text)
        ? new Json.Str(ReportText.bounded(text, MAX_TEXT))
        : Json.Null.NULL;
  }
}
