package dev.assay.core.replay;

import dev.assay.core.policy.Redecision.Basis;
import dev.assay.core.problem.Where;
import dev.assay.core.report.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A replay for people: the three counts first, what they rest on, then each that is not equal. */
public final class ReplayText {
  private ReplayText() {}

  /**
   * Gives the lines, cleaned for a terminal.
   *
   * @param policy how the policy is called
   */
  public static List<String> lines(ReplayReport report, String policy, Optional<TraceUse> trace) {
    List<String> lines = new ArrayList<>();
    lines.add(
        report.decisions()
            + " decisions re-decided with "
            + TerminalText.field(policy)
            + ": "
            + report.equal()
            + " equal, "
            + report.different()
            + " different, "
            + report.notReplayable()
            + " not replayable");
    resting(report).forEach(line -> lines.add("  " + line));
    trace.ifPresent(
        use ->
            lines.add(
                "  the trace has "
                    + use.calls()
                    + " calls, "
                    + use.bound()
                    + " with the digest of a recorded one"));
    differences(lines, report);
    notReplayable(lines, report);
    return lines;
  }

  /** Says what the equal decisions rest on besides policy and record; empty when on nothing. */
  public static List<String> resting(ReplayReport report) {
    List<String> lines = new ArrayList<>();
    for (Basis basis : Basis.values()) {
      if (report.equalBy(basis) > 0) {
        lines.add(report.equalBy(basis) + " of the equal ones " + words(basis));
      }
    }
    return lines;
  }

  private static String words(Basis basis) {
    return switch (basis) {
      case ARGUMENTS -> "rest on arguments of the trace, bound by their digest";
      case RECORDED_RESULT -> "rest on what an unchanged rule said then, which could not be asked";
      case NO_LINKS -> "hold if no link leads out of the allowed paths, which nobody can see now";
    };
  }

  private static void differences(List<String> lines, ReplayReport report) {
    if (report.different() == 0) {
      return;
    }
    StringBuilder head = new StringBuilder("different:");
    for (Difference.Change change : Difference.Change.values()) {
      head.append(' ').append(report.different(change)).append(' ').append(change.wire());
      head.append(change == Difference.Change.RECLASSIFIED ? "" : ",");
    }
    lines.add(head.toString());
    report.listed().forEach(difference -> lines.add(line(difference)));
    long omitted = report.different() - report.listed().size();
    if (omitted > 0) {
      lines.add("  left out: " + omitted);
    }
  }

  private static String line(Difference difference) {
    String place = place(difference.where());
    boolean sameAnswer = difference.change() == Difference.Change.RECLASSIFIED;
    return "  seq "
        + difference.seq()
        + "  "
        + TerminalText.field(difference.tool())
        + "  "
        + said(difference.then())
        + " -> "
        + said(difference.now())
        + "  "
        + difference.change().wire()
        + (sameAnswer ? " (" + String.join(", ", difference.members()) + ")" : "")
        + (place.isEmpty() ? "" : "  at " + TerminalText.field(place));
  }

  private static String said(Difference.Said said) {
    return said.word() + " " + said.reason().consoleReason();
  }

  /** A policy file has lines; the recorded form of a policy has pointers only. */
  private static String place(Where where) {
    boolean pointed = where.line() == 0 && where.pointer() != null && !where.pointer().isEmpty();
    return pointed ? where.text() + " " + where.pointer() : where.text();
  }

  private static void notReplayable(List<String> lines, ReplayReport report) {
    if (report.notReplayable() == 0) {
      return;
    }
    lines.add("not replayable, which is not equal:");
    for (Map.Entry<NotReplayable, ReplayReport.Group> group : report.groups().entrySet()) {
      List<Long> first = group.getValue().first();
      String more = group.getValue().count() > first.size() ? ", ..." : "";
      lines.add(
          "  "
              + group.getValue().count()
              + "  "
              + group.getKey().wire()
              + ": "
              + group.getKey().sentence()
              + "  (seq "
              + String.join(", ", first.stream().map(String::valueOf).toList())
              + more
              + ")");
    }
  }
}
