package dev.assay.core.evidence.verify;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.verify.BundleFacts.Check;
import dev.assay.core.evidence.verify.BundleProblem.Position;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.evidence.verify.frame.GzipFraming;
import dev.assay.core.evidence.verify.frame.TarFraming;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Verifies an evidence bundle in one pass over its bytes, fed in pieces of any size.
 *
 * <p>Guarantees: never throws for any input; holds at most one line and one manifest, so memory is
 * bounded by the limits and not by the input; every limit is checked before anything is held; where
 * the pieces are cut changes nothing. What a verdict means is said at {@link Verdict}. After the
 * first problem of framing or limits nothing is interpreted any more and the rest of the bytes is
 * only hashed. One use, one thread. Source: {@code evidence.md} 3.
 */
public final class BundleVerifier {
  private final BundleLimits limits;
  private final VerificationNotes notes = new VerificationNotes();
  private final MessageDigest archiveHash = Sha256.hasher();
  private final BundleContents contents;
  private final TarFraming tar;
  private final GzipFraming gzip;
  private long archiveBytes;
  private long decodedBytes;
  private boolean wholeArchive = true;

  /** Makes one for one bundle. */
  public BundleVerifier(BundleLimits limits, EventSink sink) {
    this(limits, sink, LineWays.QUICK_AND_FULL);
  }

  /** Makes one whose lines take these ways. */
  BundleVerifier(BundleLimits limits, EventSink sink, LineWays ways) {
    this.limits = limits;
    this.contents = new BundleContents(limits, notes, sink, ways);
    this.tar = new TarFraming(contents);
    this.gzip =
        new GzipFraming(
            new GzipFraming.Target() {
              @Override
              public boolean decoded(byte[] data, int from, int to) {
                return decode(data, from, to);
              }

              @Override
              public void gzipBroken(String why) {
                notes.failed(Check.GZIP);
                notes.stop(BundleCode.INTEGRITY_GZIP, why, Position.UNKNOWN);
              }
            });
  }

  /** Takes the next bytes of the archive, {@code data[from, to)}. */
  public void feed(byte[] data, int from, int to) {
    long room = limits.maxBundleBytes() - archiveBytes;
    int end = (int) Math.min(to, from + Math.min(room, to - from));
    archiveBytes += end - from;
    archiveHash.update(data, from, end - from);
    if (!notes.stopped()) {
      gzip.feed(data, from, end);
    }
    if (end < to && wholeArchive) {
      wholeArchive = false;
      notes.stop(
          BundleCode.LIMIT_BUNDLE_BYTES,
          "the archive is larger than max_bundle_bytes, " + limits.maxBundleBytes(),
          Position.UNKNOWN);
    }
  }

  /** Says whether further bytes can change nothing: the archive is over its limit. */
  public boolean saturated() {
    return !wholeArchive;
  }

  private boolean decode(byte[] data, int from, int to) {
    long room = limits.maxDecodeBytes() - decodedBytes;
    int end = (int) Math.min(to, from + Math.min(room, to - from));
    decodedBytes += end - from;
    if (!tar.feed(data, from, end)) {
      return false;
    }
    return end == to
        || notes.stop(
            BundleCode.LIMIT_DECODE_BYTES,
            "the decompressed archive is larger than max_decode_bytes, " + limits.maxDecodeBytes(),
            Position.UNKNOWN);
  }

  /** Says that the archive ended, and gives the verdict. */
  public Verdict finish() {
    if (!notes.stopped()) {
      gzip.finish();
    }
    if (!notes.stopped()) {
      notes.checked(Check.GZIP, true);
      if (!gzip.canonicalHeader()) {
        notes.differs("the gzip header is not the writer's");
      }
      tar.finish();
    }
    if (!notes.stopped()) {
      notes.checked(Check.TAR, true);
      contents.finish();
    }
    return verdict();
  }

  /** Says that the archive could not be read to its end, and gives the verdict. */
  public Verdict finishUnread() {
    wholeArchive = false;
    notes.stop(
        BundleCode.INTEGRITY_IO, "the archive could not be read to its end", Position.UNKNOWN);
    return verdict();
  }

  private Verdict verdict() {
    gzip.close();
    BundleFacts facts = facts();
    BundleManifest manifest = contents.manifest();
    EventLines events = contents.events();
    if (notes.clean() && manifest != null && events != null) {
      return new Verdict.Intact(
          new VerifiedBundle(facts),
          layers(
              new VerdictLayer(Question.STRUCTURE, Status.CONFIRMED, Reason.STRUCTURE_HOLDS),
              events.seal().layer(manifest.said())));
    }
    return new Verdict.Broken(
        notes.problems(),
        facts,
        layers(
            new VerdictLayer(Question.STRUCTURE, Status.FAILED, Reason.STRUCTURE_BROKEN),
            new VerdictLayer(Question.SEALED, Status.NOT_CHECKED, Reason.STRUCTURE_FIRST)));
  }

  private static List<VerdictLayer> layers(VerdictLayer structure, VerdictLayer sealed) {
    List<VerdictLayer> layers = new ArrayList<>();
    layers.add(structure);
    layers.add(sealed);
    layers.add(notChecked(Question.EXPECTED, Reason.NOTHING_EXPECTED));
    layers.add(notChecked(Question.SIGNED, Reason.NO_SIGNATURE_GIVEN));
    layers.add(notChecked(Question.TIMESTAMPED, Reason.NO_TIMESTAMP_GIVEN));
    layers.add(notChecked(Question.LOGGED, Reason.NO_LOG_PROOF_GIVEN));
    layers.add(notChecked(Question.OBSERVED, Reason.NO_OBSERVER_GIVEN));
    return layers;
  }

  private static VerdictLayer notChecked(Question question, Reason reason) {
    return new VerdictLayer(question, Status.NOT_CHECKED, reason);
  }

  private BundleFacts facts() {
    BundleManifest manifest = contents.manifest();
    EventLines events = contents.events();
    String digest =
        wholeArchive ? Sha256.PREFIX + HexFormat.of().formatHex(archiveHash.digest()) : null;
    return new BundleFacts(
        new BundleFacts.Archive(digest, archiveBytes),
        manifest == null ? null : manifest.said(),
        events == null
            ? new BundleFacts.Events(0, null, null, null)
            : new BundleFacts.Events(
                events.count(),
                events.seal().earliest().map(EventTime::text).orElse(null),
                events.seal().latest().map(EventTime::text).orElse(null),
                events.seal().closeReason()),
        notes.canonical(),
        notes.warnings(),
        notes.checks());
  }
}
