package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.app.offline.ShowBundle;
import dev.assay.core.evidence.question.RecordingState;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.report.CsvLine;
import dev.assay.core.report.TerminalText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

/** Prints events as they come, in any form, holding none of them. */
final class EventListing implements ShowBundle.Page {
  private static final int COLUMN_WIDTH = 24;

  private final PrintWriter out;
  private final ListingOptions.Form form;
  private final Layout layout;
  private final String path;
  private final List<EventColumn> columns;
  private boolean begun;
  private long rows;
  private long events;

  /**
   * How events are laid out.
   *
   * @param form the form of the whole answer
   * @param columns of a table or of comma-separated values; none gives a table those of {@link
   *     ShowBundle.Row#text}
   * @param titled whether a line with the names of the columns comes first
   * @param opening how the JSON object begins that the events are a member of
   */
  record Layout(
      ListingOptions.Form form, List<EventColumn> columns, boolean titled, String opening) {}

  EventListing(PrintWriter out, Layout layout, String path) {
    this.out = out;
    this.form = layout.form();
    this.layout = layout;
    this.path = path;
    this.columns = layout.columns();
  }

  /** Gives how a JSON object begins whose first member this is. */
  static String opening(String name, String value) {
    return "{\n  \"" + name + "\": " + json(new Json.Str(value));
  }

  /** Gives how many events were listed. */
  long rows() {
    return rows;
  }

  @Override
  public void head(Verdict verdict) {
    begun = true;
    events = verdict.facts().events().count();
    boolean verified =
        switch (verdict) {
          case Verdict.Intact _ -> true;
          case Verdict.Broken _ -> false;
        };
    switch (form) {
      case table -> tableHead(verdict.facts(), verified);
      case json ->
          out.print(
              layout.opening()
                  + ",\n  \"verified\": "
                  + verified
                  + ",\n  \"manifest\": "
                  + json(manifest(verdict.facts()))
                  + ",\n  \"events\": [");
      case jsonl -> {}
      case csv -> {
        if (layout.titled()) {
          out.print(CsvLine.of(columns.stream().map(EventColumn::title).toList()));
        }
      }
    }
  }

  private void tableHead(BundleFacts facts, boolean verified) {
    print(path + ": " + (verified ? "verified" : "NOT VERIFIED"));
    print("  archive " + facts.archive().sha256());
    BundleFacts.Manifest manifest = facts.manifest();
    if (manifest != null) {
      print("  run     " + TerminalText.field(manifest.runId()));
    }
    if (columns.isEmpty()) {
      print(ShowBundle.COLUMNS);
    } else {
      print(String.join("", columns.stream().map(c -> padded(c.title())).toList()).stripTrailing());
    }
  }

  private static Json.Obj manifest(BundleFacts facts) {
    BundleFacts.Manifest read = facts.manifest();
    return read == null
        ? Json.Obj.EMPTY
        : Json.object()
            .put("archive_sha256", facts.archive().sha256())
            .put("bundle_id", read.bundleId())
            .put("run_id", read.runId())
            .put("event_count", read.eventCount())
            .put("producer", read.producer())
            .build();
  }

  @Override
  public void row(ShowBundle.Row row, Json.Obj event) {
    String separator = rows == 0 ? "\n    " : ",\n    ";
    rows++;
    switch (form) {
      case table -> print(columns.isEmpty() ? row.text() : cells(row, event));
      case json ->
          out.print(
              separator
                  + json(
                      row.verified() ? event : Json.object().put("not_verified", event).build()));
      case jsonl -> out.print(json(event) + "\n");
      case csv -> out.print(CsvLine.of(columns.stream().map(c -> c.of(event)).toList()));
    }
  }

  private String cells(ShowBundle.Row row, Json.Obj event) {
    StringBuilder line = new StringBuilder(row.verified() ? "" : "NOT VERIFIED ");
    columns.forEach(column -> line.append(padded(TerminalText.field(column.of(event)))));
    return line.toString().stripTrailing();
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(0, COLUMN_WIDTH - text.length())) + "  ";
  }

  /** Ends what was begun; the reason is the empty one unless the file changed on the way. */
  void end(CommandReason reason) {
    if (begun) {
      endJson(
          ",\n  \"exit_code\": "
              + reason.exitCode().number()
              + ",\n  \"reason_code\": \""
              + reason.code()
              + "\"\n}\n");
    }
    if (begun && form == ListingOptions.Form.table && reason == CommandReason.NONE) {
      print(rows + " of " + events + " events");
    }
  }

  /** Ends the events of one bundle among others with what is known of its recording. */
  void end(RecordingState state, Set<RecordingState.Part> atHand) {
    endJson(",\n  \"recording\": " + json(state.json(atHand)) + "\n}");
    if (form == ListingOptions.Form.table) {
      List<String> lacking = state.lacking(atHand);
      String recording =
          lacking.isEmpty()
              ? "nothing is known to be lacking"
              : "not complete: " + String.join("; ", lacking);
      print(rows + " of " + events + " events; " + recording);
    }
  }

  /** Ends the events of one bundle among others that turned out not to be what was verified. */
  void end() {
    endJson("\n}");
  }

  private void endJson(String rest) {
    if (form == ListingOptions.Form.json) {
      out.print((rows == 0 ? "" : "\n  ") + "],\n  \"matched\": " + rows + rest);
    }
  }

  private void print(String line) {
    out.print(TerminalLines.of(line) + "\n");
  }

  static String json(Json value) {
    return JsonText.escaped(JsonText.compact(value));
  }
}
