package dev.assay.core.gate;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.report.MarkdownText;
import dev.assay.core.report.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as the comment on a change: three lines, then what a reader may open.
 *
 * <p>Guarantees: every text that is not ours is a code span, so no name is a link, an image, HTML
 * or a mention; at most {@value #MAX_BYTES} bytes, and a comment that leaves something out says so.
 * Source: {@code trust-basis.md} 13 and 17.9.
 */
public final class GateComment {
  /** By which the comment is found again; it is edited, not repeated. */
  public static final String MARKER = "<!-- assay-governance-report -->";

  /** What a forge takes is 65 536 characters. */
  public static final int MAX_BYTES = 60_000;

  /** Code points of a text in the comment. */
  private static final int MAX_TEXT = 300;

  /** Names in one of the three lines. */
  private static final int MAX_NAMED = 10;

  private static final String CUT = "\n(more is left out; the summary file has all of it)\n";

  private final GateRun run;
  private final StringBuilder out = new StringBuilder(4_096);

  private GateComment(GateRun run) {
    this.run = run;
  }

  /**
   * What a comment begins with.
   *
   * @param marker by which it is found again
   * @param heading its heading, no text of others
   */
  public record Title(String marker, String heading) {
    /** That of {@code assay ci}. */
    public static final Title GATE = new Title(MARKER, "Agent gate");

    /** That of {@code assay trust-policy check}. */
    public static final Title TRUST_POLICY =
        new Title("<!-- assay-trust-policy -->", "Trust policy");
  }

  /** Gives the comment, each line ended. */
  public static String of(GateRun run, Title title, String version) {
    GateComment comment = new GateComment(run);
    comment.head(title);
    comment.section("Findings", comment.findings());
    comment.section("Changed claims", comment.changes());
    comment.section("Notes", run.caveats().stream().map(c -> "- " + text(c)).toList());
    comment.out.append("\nassay ").append(version).append('\n');
    return comment.out.toString();
  }

  private void head(Title title) {
    out.append(title.marker).append("\n## ").append(title.heading).append("\n\n");
    List<String> blocking = new ArrayList<>();
    for (GateCase one : run.cases()) {
      if (run.blocks(one)) {
        blocking.add(text(one.ruleId()));
      }
    }
    String verdict =
        switch (run.verdict()) {
          case PASSED -> "nothing blocks";
          case FAILED, WARNED -> "blocked";
          case UNUSABLE_INPUT, UNAVAILABLE -> "could not be judged";
          case EMPTY -> "nothing was checked";
        };
    line("Result", blocking.isEmpty() ? List.of(verdict) : prefixed(verdict + " by ", blocking));
    List<String> changed = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    run.changes()
        .ifPresent(
            diff -> {
              for (ReportDiff.Change change : diff.changes()) {
                switch (change.kind()) {
                  case WORSENED, BETTERED -> changed.add(text(change.sentence()));
                  case REMOVED -> gone.add(text(change.key().shown()));
                  case ADDED, METADATA -> {}
                }
              }
              for (ReportDiff.Change change : diff.of(ReportDiff.Kind.WORSENED)) {
                if (change.now() != null && change.now().level() == Level.ABSENT) {
                  gone.add(text(change.key().shown()));
                }
              }
            });
    String none = run.changes().isEmpty() ? "no baseline" : "none";
    line("Changed claims", changed.isEmpty() ? List.of(none) : changed);
    line("Newly not observed", gone.isEmpty() ? List.of(none) : gone);
  }

  private static List<String> prefixed(String words, List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.set(0, words + all.getFirst());
    return all;
  }

  private void line(String title, List<String> values) {
    int shown = Math.min(MAX_NAMED, values.size());
    out.append("- **").append(title).append("**: ");
    out.append(String.join(", ", values.subList(0, shown)));
    if (shown < values.size()) {
      out.append(" and ").append(values.size() - shown).append(" more");
    }
    out.append('\n');
  }

  private List<String> findings() {
    List<String> lines = new ArrayList<>();
    for (GateCase one : GateSarif.select(run.cases(), Integer.MAX_VALUE).kept()) {
      GateCase.Anchor anchor = one.details().anchor();
      lines.add(
          "- **"
              + one.status().wire().replace('_', ' ')
              + "** "
              + text(one.ruleId())
              + " "
              + text(one.message())
              + " at "
              + text(anchor.file() + ":" + anchor.line()));
      String justification = one.details().justification();
      if (justification != null) {
        lines.add("  - waived: " + text(justification));
      }
    }
    return lines;
  }

  private List<String> changes() {
    List<String> lines = new ArrayList<>();
    run.changes()
        .ifPresent(
            diff -> {
              for (ReportDiff.Change change : diff.changes()) {
                lines.add("- " + change.kind().wire() + " " + text(change.sentence()));
              }
            });
    return lines;
  }

  /** A part that a reader opens; empty ones are left out. */
  private void section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append("\n<details><summary>").append(title).append("</summary>\n\n");
    int room = MAX_BYTES - out.toString().getBytes(StandardCharsets.UTF_8).length - 1_000;
    for (String line : lines) {
      room -= line.getBytes(StandardCharsets.UTF_8).length + 1;
      if (room < 0) {
        out.append(CUT);
        break;
      }
      out.append(line).append('\n');
    }
    out.append("\n</details>\n");
  }

  private static String text(String text) {
    return MarkdownText.code(Redaction.of(text), MAX_TEXT);
  }
}
