package dev.assay.core.lint;

import dev.assay.core.lint.pack.Severity;
import dev.assay.core.report.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** The report for people: a line a finding, what did not run, what was left out. */
public final class LintText {
  private static final int LEVEL_WIDTH = 7;

  private LintText() {}

  /** Gives the lines, cleaned for a terminal. */
  public static List<String> lines(LintReport report, String bundlePath) {
    List<String> lines = new ArrayList<>();
    lines.add(TerminalText.field(bundlePath) + ": " + summary(report));
    for (Finding finding : report.findings()) {
      lines.add(line(finding));
    }
    if (report.omitted() > 0) {
      lines.add("left out: " + report.omitted() + ", show more with --max-results");
    }
    if (!report.skipped().isEmpty()) {
      lines.add("did not run: " + report.skipped().size());
      for (SkippedRule rule : report.skipped()) {
        lines.add("  " + TerminalText.field(rule.id()) + ": " + TerminalText.field(rule.why()));
      }
    }
    for (String disclaimer : report.disclaimers()) {
      lines.add("disclaimer: " + TerminalText.field(disclaimer));
    }
    return lines;
  }

  private static String summary(LintReport report) {
    if (report.findings().isEmpty()) {
      int rules = BuiltInRule.values().length + report.packs().rules().size();
      return "no finding, " + (rules - unrun(report)) + " rules ran";
    }
    return report.count(Severity.ERROR)
        + " errors, "
        + report.count(Severity.WARN)
        + " warnings, "
        + report.count(Severity.INFO)
        + " notes";
  }

  /** Skipped rules of the selection; shadowed ones are not in it. */
  private static int unrun(LintReport report) {
    return report.skipped().size() - report.packs().shadowed().size();
  }

  private static String line(Finding finding) {
    String level = finding.severity().level();
    EventPlace place = finding.place();
    return level
        + " ".repeat(LEVEL_WIDTH - level.length())
        + "  "
        + TerminalText.field(finding.rule().id())
        + (place == null ? "" : "  seq " + place.seq())
        + "  "
        + TerminalText.field(finding.message());
  }
}
