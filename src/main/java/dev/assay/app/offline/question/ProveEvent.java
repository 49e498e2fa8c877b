package dev.assay.app.offline.question;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.crypto.MerklePath;
import dev.assay.core.evidence.proof.EventProof;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes one event out of a verified, sealed bundle together with what ties it to the bundle id. The
 * archive is read twice; besides the event only the content hashes are held.
 */
public final class ProveEvent {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public ProveEvent(BundleFiles files) {
    this.files = files;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** The event is proven. */
    record Proven(EventProof proof) implements Outcome {}

    /** The bundle is broken or cannot be read. */
    record Refused(VerifyReport report) implements Outcome {}

    /** The bundle is intact and has no such event, or no seal to tie one to. */
    record Impossible(Problem problem) implements Outcome {}

    /** The second reading was not of the archive that was verified. */
    record Changed(Problem problem) implements Outcome {}
  }

  /** Proves the event with a sequence number. */
  public Outcome prove(String path, long seq) {
    return switch (read(path, EventSink.NONE)) {
      case BundleReading.Unread unread -> new Outcome.Refused(unread.report());
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact intact -> {
        VerdictLayer seal = intact.verdict().layer(VerdictLayer.Question.SEALED);
        yield seal.status() == VerdictLayer.Status.CONFIRMED
            ? prove(path, seq, intact.verdict().bundle())
            : new Outcome.Impossible(
                problem(
                    path,
                    "has no seal that holds, so nothing ties the envelope of an event to its bundle"
                        + " id: "
                        + seal.reason().sentence(),
                    "give the whole bundle instead"));
      }
    };
  }

  private Outcome prove(String path, long seq, VerifiedBundle bundle) {
    long before = bundle.facts().events().count() - 1;
    if (seq < 0 || seq >= before) {
      return new Outcome.Impossible(
          problem(
              path,
              "has no event " + seq + " before its seal",
              "choose a sequence number from 0 to " + (before - 1)));
    }
    Collector collector = new Collector(seq, before);
    boolean same =
        read(path, collector) instanceof BundleReading.Intact again
            && again.verdict().bundle().archiveDigest().equals(bundle.archiveDigest());
    if (!same || !collector.path.isComplete()) {
      return new Outcome.Changed(BundleReading.changed(path));
    }
    EventProof.Reading proof =
        EventProof.of(
            collector.line,
            collector.path.nodes(),
            collector.seal,
            collector.hashes,
            bundle.manifest().bundleId());
    return switch (proof) {
      case EventProof.Reading.Read read -> new Outcome.Proven(read.proof());
      case EventProof.Reading.Refused refused -> new Outcome.Impossible(refused.problem().in(path));
    };
  }

  private BundleReading read(String path, EventSink sink) {
    return BundleReading.read(files, path, BundleLimits.DEFAULT, BundleFiles.Passes.TWO, sink);
  }

  private static Problem problem(String path, String message, String hint) {
    return new Problem("proof.impossible", message, Where.document(path), hint);
  }

  /** Keeps the one line, the seal and every content hash. */
  private static final class Collector implements EventSink {
    private final long wanted;
    private final long before;
    private final MerklePath path;
    private final List<String> hashes = new ArrayList<>();
    private byte[] line = new byte[0];
    private Json.Obj seal = Json.Obj.EMPTY;

    Collector(long wanted, long before) {
      this.wanted = wanted;
      this.before = before;
      this.path = new MerklePath(wanted, before);
    }

    @Override
    public void event(long seq, Json.Obj envelope, byte[] data, int from, int to) {
      hashes.add(envelope.string("assaycontenthash").orElse(""));
      if (seq == before) {
        seal = envelope;
      } else {
        path.add(data, from, to);
      }
      if (seq == wanted) {
        line = Arrays.copyOfRange(data, from, to);
      }
    }
  }
}
