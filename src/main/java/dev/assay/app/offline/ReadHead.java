package dev.assay.app.offline;

import dev.assay.core.evidence.ChainHead;
import dev.assay.core.evidence.HeadTrail;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.Collection;

/**
 * Gives the head of a recording, from its bundle or from its journal while it is written, and
 * whether it went through heads that were kept elsewhere.
 *
 * <p>A head that is gone through says that the lines it covers are the ones it was taken of. It
 * does not say that those lines are true, nor anything about later ones.
 */
public final class ReadHead {
  private final BundleFiles bundles;
  private final JournalFiles journals;

  /** Makes one that reads through these ports. */
  public ReadHead(BundleFiles bundles, JournalFiles journals) {
    this.bundles = bundles;
    this.journals = journals;
  }

  /** What a file holds. */
  public enum Kind {
    /** A journal: it is being written, or waits for recovery. */
    JOURNAL,
    /** A verified bundle. */
    BUNDLE
  }

  /** What reading gave. */
  public sealed interface Outcome {
    /**
     * The head is known.
     *
     * @param kind of the file
     * @param run run id of its events
     * @param trail head, and the heads at the sizes asked about
     */
    record Known(Kind kind, String run, HeadTrail trail) implements Outcome {
      /** Holds a head that was kept elsewhere against this recording. */
      public Comparison compare(ChainHead kept) {
        return trail
            .at(kept.size())
            .map(then -> then.equals(kept) ? Comparison.SAME : Comparison.DIFFERENT)
            .orElse(Comparison.SHORTER);
      }
    }

    /** It is a bundle that does not verify, or cannot be read. */
    record Refused(VerifyReport report) implements Outcome {}

    /** It is a journal that is damaged or cannot be read. */
    record Damaged(Problem problem) implements Outcome {}
  }

  /** How a recording compares with a head that was kept elsewhere. */
  public enum Comparison {
    /** It begins with the lines that the head covers. */
    SAME,
    /** It has so many lines and they are not the ones the head covers. */
    DIFFERENT,
    /** It has fewer lines than the head covers: some are missing. */
    SHORTER
  }

  /**
   * Reads a file.
   *
   * @param path a bundle or a journal
   * @param sizes of the heads that are going to be compared
   */
  public Outcome read(String path, Collection<Long> sizes) {
    HeadTrail trail = new HeadTrail(sizes);
    return switch (journals.read(path, trail::add)) {
      case JournalFiles.Look.Journal journal ->
          new Outcome.Known(Kind.JOURNAL, journal.run(), trail);
      case JournalFiles.Look.Failed failed -> new Outcome.Damaged(failed.problem());
      case JournalFiles.Look.Other _ -> bundle(path, trail);
    };
  }

  private Outcome bundle(String path, HeadTrail trail) {
    EventSink lines =
        new EventSink() {
          @Override
          public void event(long seq, Json.Obj envelope, byte[] line, int from, int to) {
            byte[] canonical = CanonicalJson.canonicalBytes(envelope);
            trail.add(canonical, 0, canonical.length);
          }
        };
    return switch (BundleReading.read(
        bundles, path, BundleLimits.DEFAULT, BundleFiles.Passes.ONE, lines)) {
      case BundleReading.Intact(Verdict.Intact intact) ->
          new Outcome.Known(Kind.BUNDLE, intact.bundle().manifest().runId(), trail);
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Unread(VerifyReport report) -> new Outcome.Refused(report);
    };
  }
}
