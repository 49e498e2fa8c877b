package dev.assay.core.report;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SARIF 2.1.0 log with one run, for code scanning and other readers of that format.
 *
 * <p>Guarantees: valid against the OASIS schema; every result has a line of a file in the
 * repository; the same values give the same bytes; at most {@link #MAX_RESULTS} results, and a log
 * that leaves some out says how many. Untrusted text in it cannot become a link, an image, HTML or
 * a control sequence. It does not look for secrets. Source: {@code trust-basis.md} 11.
 *
 * @param tool what found the results
 * @param category what tells this run from others of the same commit, such as {@code
 *     assay-evidence/lint}; the same in every run, or alerts never close
 * @param results in the order to be shown
 * @param alreadyOmitted results the caller left out before, to be disclosed with ours
 * @param properties of the run
 */
public record SarifLog(
    Tool tool,
    String category,
    List<SarifResult> results,
    long alreadyOmitted,
    Json.Obj properties) {
  /** What GitHub takes of one run. */
  public static final int MAX_RESULTS = 25_000;

  /** Code points of a message or description; longer text ends in an ellipsis. */
  public static final int MAX_MESSAGE = 1_000;

  /** Code points of a help text. */
  static final int MAX_HELP = 10_000;

  /** Code points of names and addresses. */
  static final int MAX_NAME = 1_000;

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** Copies the results. */
  public SarifLog {
    results = List.copyOf(results);
  }

  /**
   * The program, or the part of it, that found the results.
   *
   * @param name such as {@code assay-evidence-lint}
   * @param version the program's version, {@code x.y.z}
   * @param rules the rules it describes; a result may be of a rule that is not among them
   * @param properties of the tool
   */
  public record Tool(String name, String version, List<SarifRule> rules, Json.Obj properties) {
    /** Copies the rules. */
    public Tool {
      rules = List.copyOf(rules);
    }
  }

  /** Gives how many results are left out in all. */
  public long omitted() {
    return alreadyOmitted + Math.max(0, results.size() - MAX_RESULTS);
  }

  /** Gives the file: indented, with a final line feed. */
  public String text() {
    return JsonText.pretty(json()) + "\n";
  }

  /** Gives the document. */
  public Json.Obj json() {
    Json.Obj run =
        Json.object()
            .put("tool", Json.object().put("driver", driver()).build())
            .put("automationDetails", Json.object().put("id", category + "/").build())
            .put("invocations", new Json.Arr(List.of(invocation())))
            .put("results", resultsJson())
            .put("properties", runProperties())
            .build();
    Json.Obj log =
        Json.object()
            .put("$schema", SCHEMA)
            .put("version", "2.1.0")
            .put("runs", new Json.Arr(List.of(run)))
            .build();
    return (Json.Obj) cleaned(log);
  }

  private Json.Obj driver() {
    Json.ObjBuilder driver =
        Json.object()
            .put("name", tool.name)
            .put("version", tool.version)
            .put("semanticVersion", tool.version)
            .put("rules", new Json.Arr(tool.rules.stream().<Json>map(SarifRule::json).toList()));
    if (!tool.properties.members().isEmpty()) {
      driver.put("properties", tool.properties);
    }
    return driver.build();
  }

  private Json.Obj invocation() {
    Json.ObjBuilder invocation = Json.object().put("executionSuccessful", true);
    if (omitted() > 0) {
      Json notification =
          Json.object()
              .put("level", SarifLevel.WARNING.wire())
              .put("message", message(omitted() + " results are left out of this log"))
              .put("properties", Json.object().put("droppedCount", omitted()).build())
              .build();
      invocation.put("toolExecutionNotifications", new Json.Arr(List.of(notification)));
    }
    return invocation.build();
  }

  private Json.Arr resultsJson() {
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < tool.rules.size(); i++) {
      indices.putIfAbsent(tool.rules.get(i).id(), i);
    }
    List<Json> json = new ArrayList<>();
    for (SarifResult result : kept()) {
      json.add(result.json(indices.getOrDefault(result.ruleId(), -1)));
    }
    return new Json.Arr(json);
  }

  /** All in the given order; of too many the most serious, the order kept within a level. */
  private List<SarifResult> kept() {
    if (results.size() <= MAX_RESULTS) {
      return results;
    }
    return results.stream()
        .sorted(Comparator.comparing(SarifResult::level))
        .limit(MAX_RESULTS)
        .toList();
  }

  private Json.Obj runProperties() {
    Json.ObjBuilder assay = Json.object().put("appliedCap", MAX_RESULTS);
    if (omitted() > 0) {
      assay.put("truncated", true).put("omitted_count", omitted());
    }
    Json.ObjBuilder all = Json.object();
    properties.members().forEach(all::put);
    return all.put("assay", assay.build()).build();
  }

  /** A message object of plain text; null stays null. */
  static Json.@Nullable Obj message(@Nullable String text) {
    return text == null ? null : Json.object().put("text", plain(text)).build();
  }

  /** Plain text in which nothing is a link of the format. */
  static String plain(String text) {
    return ReportText.bounded(text, MAX_MESSAGE).replace("](", "] (");
  }

  /** Every string in it, names included, made safe; properties come from callers. */
  private static Json cleaned(Json value) {
    return switch (value) {
      case Json.Str string -> new Json.Str(ReportText.of(string.value()));
      case Json.Arr array -> new Json.Arr(array.items().stream().map(SarifLog::cleaned).toList());
      case Json.Obj object -> {
        Json.ObjBuilder members = Json.object();
        object.members().forEach((name, v) -> members.put(ReportText.of(name), cleaned(v)));
        yield members.build();
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }
}
