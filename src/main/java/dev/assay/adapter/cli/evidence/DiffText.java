package dev.assay.adapter.cli.evidence;

import dev.assay.core.evidence.question.BundleDiff;
import dev.assay.core.evidence.question.BundleSummary;
import dev.assay.core.evidence.question.DecisionKind;
import dev.assay.core.report.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** A comparison of two bundles for people: the three headings first, then everything. */
final class DiffText {
  private DiffText() {}

  static String of(String base, String candidate, BundleDiff diff) {
    List<String> lines = new ArrayList<>();
    lines.add(side("base     ", base, diff.base()));
    lines.add(side("candidate", candidate, diff.candidate()));
    heading(lines, "new tools", diff.newTools());
    heading(lines, "new destinations", diff.newDestinations());
    heading(lines, "newly allowed", diff.newlyAllowed());
    for (BundleSummary.Aspect aspect : BundleSummary.Aspect.values()) {
      BundleDiff.Change change = diff.of(aspect);
      change.added().forEach(thing -> lines.add(entry("+", aspect.wire(), thing)));
      change.removed().forEach(thing -> lines.add(entry("-", aspect.wire(), thing)));
    }
    diff.addedDecisions().forEach(kind -> lines.add(entry("+", kind)));
    diff.removedDecisions().forEach(kind -> lines.add(entry("-", kind)));
    if (!diff.differs()) {
      lines.add("no difference in what was seen");
    }
    return String.join("\n", lines);
  }

  private static String side(String name, String path, BundleDiff.Side side) {
    return "%s %s: run %s, %d events"
        .formatted(name, path, TerminalText.field(side.runId()), side.events());
  }

  private static void heading(List<String> lines, String title, List<String> things) {
    lines.add(title + ": " + (things.isEmpty() ? "none" : String.valueOf(things.size())));
    things.forEach(thing -> lines.add("  " + TerminalText.field(thing)));
  }

  private static String entry(String sign, String aspect, String thing) {
    return sign + " " + aspect + " " + TerminalText.field(thing);
  }

  private static String entry(String sign, DecisionKind kind) {
    return sign
        + " decision "
        + TerminalText.field(kind.decision())
        + " "
        + TerminalText.field(kind.tool())
        + " "
        + TerminalText.field(kind.reasonCode());
  }
}
