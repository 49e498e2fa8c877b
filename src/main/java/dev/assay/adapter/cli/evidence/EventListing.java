package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.app.offline.ShowBundle;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.report.CsvLine;
import dev.assay.core.report.TerminalText;
import java.io.PrintWriter;
import java.util.List;

/** Prints events as they come, in any form, holding none of them. */
final class EventListing implements ShowBundle.Page {
  private static final int COLUMN_WIDTH = 24;

  private final PrintWriter out;
  private final ListingOptions.Form form;
  private final String schema;
  private final String path;
  private final List<EventColumn> columns;
  private boolean begun;
  private long rows;
  private long events;

  /** Makes one; without columns a table has those of {@link ShowBundle.Row#text}. */
  EventListing(
      PrintWriter out,
      ListingOptions.Form form,
      String schema,
      String path,
      List<EventColumn> columns) {
    this.out = out;
    this.form = form;
    this.schema = schema;
    this.path = path;
    this.columns = columns;
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
              "{\n  \"schema\": "
                  + json(new Json.Str(schema))
                  + ",\n  \"verified\": "
                  + verified
                  + ",\n  \"manifest\": "
                  + json(manifest(verdict.facts()))
                  + ",\n  \"events\": [");
      case jsonl -> {}
      case csv -> out.print(CsvLine.of(columns.stream().map(EventColumn::title).toList()));
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
    if (!begun) {
      return;
    }
    if (form == ListingOptions.Form.json) {
      out.print(
          (rows == 0 ? "" : "\n  ")
              + "],\n  \"matched\": "
              + rows
              + ",\n  \"exit_code\": "
              + reason.exitCode().number()
              + ",\n  \"reason_code\": \""
              + reason.code()
              + "\"\n}\n");
    } else if (form == ListingOptions.Form.table && reason == CommandReason.NONE) {
      print(rows + " of " + events + " events");
    }
  }

  private void print(String line) {
    out.print(TerminalLines.of(line) + "\n");
  }

  private static String json(Json value) {
    return JsonText.escaped(JsonText.compact(value));
  }
}
