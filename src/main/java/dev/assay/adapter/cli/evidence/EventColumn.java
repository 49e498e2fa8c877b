package dev.assay.adapter.cli.evidence;

import dev.assay.core.evidence.question.MemberPath;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A column of a table of events.
 *
 * @param title its name as the user gave it
 * @param path where its values come from
 */
record EventColumn(String title, MemberPath path) {
  private static final Map<String, String> NAMES = names();

  /** The columns of comma-separated values unless others are asked for. */
  static final String USUAL = "run,seq,time,type,subject,tool,decision,reason_code";

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("seq", "assayseq");
    names.put("time", "time");
    names.put("type", "type");
    names.put("subject", "subject");
    names.put("id", "id");
    names.put("source", "source");
    names.put("run", "assayrunid");
    names.put("hash", "assaycontenthash");
    names.put("tool", "data.tool");
    names.put("decision", "data.decision");
    names.put("reason_code", "data.reason_code");
    names.put("classes", "data.tool_classes");
    names.put("args_digest", "data.args_digest");
    names.put("outcome", "data.outcome");
    return names;
  }

  /** Gives the names a user may choose from, besides paths. */
  static String choices() {
    return String.join(", ", NAMES.keySet());
  }

  /** Reads names and paths separated by commas; empty when one is neither. */
  static Optional<List<EventColumn>> read(String text) {
    List<EventColumn> columns = new ArrayList<>();
    for (String title : text.split(",", -1)) {
      boolean isPath = title.startsWith("data.") || title.startsWith("/");
      Optional<MemberPath> path = MemberPath.read(isPath ? title : NAMES.getOrDefault(title, ""));
      if (path.isEmpty()) {
        return Optional.empty();
      }
      columns.add(new EventColumn(title, path.get()));
    }
    return Optional.of(columns);
  }

  /** Gives the value of an event; empty when it has none. */
  String of(Json.Obj event) {
    return path.of(event).map(MemberPath::textOf).orElse("");
  }
}
