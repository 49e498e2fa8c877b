package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.report.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A verdict as lines for people: what is known, then every layer with its reason. */
public final class VerdictLines {
  private static final String INDENT = " ".repeat(14);

  private VerdictLines() {}

  /** Gives the lines about one report; none when nothing was read. */
  public static List<String> of(VerifyReport report) {
    return switch (report) {
      case VerifyReport.NotRun _ -> List.of();
      case VerifyReport.Passed passed -> lines(report, passed.verdict(), "intact");
      case VerifyReport.Refused refused ->
          lines(
              report,
              refused.verdict(),
              switch (refused.verdict()) {
                case Verdict.Intact _ -> "intact, but not what is demanded";
                case Verdict.Broken _ -> "BROKEN, nothing below is verified";
              });
    };
  }

  private static List<String> lines(VerifyReport report, Verdict verdict, String state) {
    BundleFacts facts = verdict.facts();
    List<String> lines = new ArrayList<>();
    lines.add(
        TerminalLines.oneLine(report.path())
            + ": "
            + state
            + ", "
            + facts.events().count()
            + " events");
    String digest = facts.archive().sha256();
    if (digest != null) {
      lines.add("  archive     " + digest);
    }
    BundleFacts.Manifest manifest = facts.manifest();
    if (manifest != null) {
      lines.add("  bundle id   " + TerminalText.field(manifest.bundleId()));
      lines.add("  run         " + TerminalText.field(manifest.runId()));
    }
    for (VerdictLayer layer : verdict.layers()) {
      lines.addAll(of(layer));
    }
    return lines;
  }

  /** Gives the lines about one layer: the answer, then what was found. */
  public static List<String> of(VerdictLayer layer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  %-11s %s: %s"
            .formatted(layer.question().wire(), layer.status().wire(), layer.reason().sentence()));
    for (Map.Entry<String, Json> detail : layer.details().members().entrySet()) {
      if (detail.getValue() instanceof Json.Arr array) {
        array.items().forEach(item -> lines.add(INDENT + TerminalText.field(text(item))));
      } else {
        lines.add(INDENT + TerminalText.field(detail.getKey() + " " + text(detail.getValue())));
      }
    }
    return lines;
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str string -> string.value();
      case Json.Obj object ->
          String.join(" ", object.members().values().stream().map(VerdictLines::text).toList());
      case Json.Arr _, Json.Num _, Json.Bool _, Json.Null _ -> JsonText.compact(value);
    };
  }
}
