package dev.assay.app.offline;

import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.question.EventSelection;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.TerminalText;

/**
 * Lists the events of a bundle, or those that are asked for, after verifying it.
 *
 * <p>The archive is read twice, once to verify and once to list, with one event in memory at a
 * time; the digests of both readings must agree. Nothing of a broken bundle is listed unless the
 * caller asks for it, and then every row says that it is not verified.
 */
public final class ShowBundle {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public ShowBundle(BundleFiles files) {
    this.files = files;
  }

  /** What to do with a bundle that is broken. */
  public enum Broken {
    /** List nothing. */
    REFUSE,
    /** List what can be read, marked. */
    LIST_MARKED
  }

  /**
   * What to show.
   *
   * @param path a file, or {@code -} for standard input
   * @param limits bounds of the verifier
   * @param broken what to do with a broken bundle
   * @param selection the events that are wanted
   */
  public record Request(
      String path, BundleLimits limits, Broken broken, EventSelection selection) {}

  /** Takes what is to be shown, in order. */
  public interface Page {
    /** Takes the verdict, before any row. */
    void head(Verdict verdict);

    /** Takes one event: cleaned for a terminal, and as read. */
    void row(Row row, Json.Obj event);
  }

  /**
   * One event for a terminal; every text is cleaned and bounded by {@link TerminalText}.
   *
   * @param verified false in a broken bundle from its first problem on
   * @param seq the sequence number, as written
   * @param time the recorder's clock
   * @param type the event type
   * @param subject what it is about; may be empty
   * @param said of a decision: tool, decision and reason; empty for other events
   */
  public record Row(
      boolean verified, String seq, String time, String type, String subject, Said said) {
    /** Gives the row of an event. */
    public static Row of(boolean verified, Json.Obj event) {
      String seq = event.integer("assayseq").map(String::valueOf).orElse("?");
      return new Row(
          verified,
          seq,
          field(event, "time"),
          field(event, "type"),
          field(event, "subject"),
          Said.of(event));
    }

    /** Gives the row as columns: sequence number, time, type, subject, decision. */
    public String text() {
      StringBuilder line = new StringBuilder(verified ? "" : "NOT VERIFIED ");
      line.append(" ".repeat(Math.max(0, SEQ_WIDTH - seq.length()))).append(seq);
      column(line, time, TIME_WIDTH);
      column(line, type, TYPE_WIDTH);
      column(line, subject, SUBJECT_WIDTH);
      line.append("  ").append(said.text());
      return line.toString().stripTrailing();
    }

    private static void column(StringBuilder line, String text, int width) {
      line.append("  ").append(text).append(" ".repeat(Math.max(0, width - text.length())));
    }
  }

  /** What a decision says; empty texts for other events. */
  public record Said(String tool, String decision, String reason) {
    private static final Said NOTHING = new Said("", "", "");

    static Said of(Json.Obj event) {
      Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
      boolean decision = event.string("type").orElse("").equals(ToolDecision.TYPE);
      if (!decision) {
        return NOTHING;
      }
      String reason = field(data, "reason");
      return new Said(
          field(data, "tool"),
          field(data, "decision"),
          reason.isEmpty() ? field(data, "reason_code") : reason);
    }

    /** Gives decision, tool and reason, or nothing. */
    public String text() {
      return decision.isEmpty() ? "" : decision + " " + tool + " " + reason;
    }
  }

  /** The head of the columns that {@link Row#text} fills. */
  public static final String COLUMNS =
      "   SEQ  TIME" + " ".repeat(28) + "TYPE" + " ".repeat(26) + "SUBJECT";

  private static final int SEQ_WIDTH = 6;
  private static final int TIME_WIDTH = 30;
  private static final int TYPE_WIDTH = 28;
  private static final int SUBJECT_WIDTH = 24;

  /** How showing ended. */
  public sealed interface Outcome {
    /** Everything was listed. */
    record Listed(Verdict verdict) implements Outcome {}

    /** Nothing was listed; the report says why. */
    record Refused(VerifyReport report) implements Outcome {}

    /** Listing began, but the second reading was not of the archive that was verified. */
    record Changed(Problem problem) implements Outcome {}
  }

  /** Verifies, then lists. */
  public Outcome show(Request request, Page page) {
    Verdict verdict;
    switch (read(request, EventSink.NONE)) {
      case BundleReading.Unread unread -> {
        return new Outcome.Refused(unread.report());
      }
      case BundleReading.Broken broken -> {
        if (request.broken() == Broken.REFUSE) {
          return new Outcome.Refused(broken.report());
        }
        verdict = broken.verdict();
      }
      case BundleReading.Intact intact -> verdict = intact.verdict();
    }
    return list(request, verdict, page);
  }

  /** Lists a bundle that was verified before; the archive must still be the same one. */
  public Outcome list(Request request, Verdict verdict, Page page) {
    page.head(verdict);
    return sameArchive(read(request, listing(request.selection(), page)), verdict)
        ? new Outcome.Listed(verdict)
        : new Outcome.Changed(BundleReading.changed(request.path()));
  }

  private static EventSink listing(EventSelection selection, Page page) {
    return new EventSink() {
      @Override
      public void event(long seq, Json.Obj event, byte[] line, int from, int to) {
        offer(true, event);
      }

      @Override
      public void doubtful(long line, Json.Obj event) {
        offer(false, event);
      }

      private void offer(boolean verified, Json.Obj event) {
        if (selection.takes(event)) {
          page.row(Row.of(verified, event), event);
        }
      }
    };
  }

  private static boolean sameArchive(BundleReading second, Verdict first) {
    return switch (second) {
      case BundleReading.Unread _ -> false;
      case BundleReading.Broken broken ->
          broken.verdict().facts().archive().equals(first.facts().archive());
      case BundleReading.Intact intact ->
          intact.verdict().facts().archive().equals(first.facts().archive());
    };
  }

  private BundleReading read(Request request, EventSink sink) {
    return BundleReading.read(
        files, request.path(), request.limits(), BundleFiles.Passes.TWO, sink);
  }

  private static String field(Json.Obj object, String name) {
    return TerminalText.field(object.string(name).orElse(""));
  }
}
