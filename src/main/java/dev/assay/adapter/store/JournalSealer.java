package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.Disk;
import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.app.record.Appending;
import dev.assay.app.record.BundleSigner;
import dev.assay.app.record.CheckpointSink;
import dev.assay.app.record.SealOrder;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.EnvelopeEncoder;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.evidence.Seal;
import dev.assay.core.evidence.write.BundleFault;
import dev.assay.core.evidence.write.BundlePlan;
import dev.assay.core.evidence.write.BundleSurvey;
import dev.assay.core.evidence.write.SealBuilder;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a held journal into a bundle: seal appended to the journal, first pass, second pass into a
 * partial file, one step into place, journal deleted. Each step can be the last one before a crash;
 * doing all of it again comes to the same end.
 */
final class JournalSealer {
  private final Disk disk;
  private final Optional<BundleSigner> signer;
  private final Optional<CheckpointSink> checkpoints;

  JournalSealer(Disk disk, StoreSettings settings) {
    this.disk = disk;
    this.signer = settings.signer();
    this.checkpoints = settings.checkpoints();
  }

  /** What sealing gave. */
  sealed interface Sealing {
    /** The bundle is in place, the journal is gone. */
    record Sealed(SealedBundle bundle) implements Sealing {}

    /** The journal's records are sound, what they say makes no bundle. */
    record Malformed(Problem problem) implements Sealing {}

    /** The disk failed; the journal is still there. */
    record Failed(Problem problem) implements Sealing {}
  }

  Sealing seal(FileJournal journal, SealOrder order) {
    try {
      journal.cutLeftovers();
      Survey survey = survey(journal.file());
      if (survey.first == null || !survey.readable) {
        return malformed(journal, "its records are not events");
      }
      if (survey.end != journal.end()) {
        return malformed(journal, "records that were written cannot be read back");
      }
      if (survey.seal == null) {
        Problem failure = appendSeal(journal, survey, order);
        if (failure != null) {
          return new Sealing.Failed(failure);
        }
      }
      BundlePlan plan = survey.plan();
      if (plan instanceof BundlePlan.Refused refused) { // no type switch: ADR 0005
        return malformed(
            journal, "event " + refused.position() + " is refused, " + refused.fault().sentence());
      }
      return publish(journal, survey, (BundlePlan.Planned) plan);
    } catch (IOException e) {
      return new Sealing.Failed(
          StoreProblems.of("evidence.store.seal", "cannot seal", journal.path(), e));
    }
  }

  private static Sealing malformed(FileJournal journal, String why) {
    return new Sealing.Malformed(
        StoreProblems.of(
            "evidence.store.malformed",
            "journal `" + journal.path() + "` makes no bundle: " + why,
            (String) null));
  }

  /** First pass: everything the seal and the manifest need. */
  private static final class Survey {
    private final BundleSurvey bundle = new BundleSurvey();
    private final SealBuilder before = new SealBuilder();
    private final ContentHashes hashes = new ContentHashes();
    private JournalFormat.@Nullable FirstLine first;
    private boolean readable;
    private @Nullable EvidenceEvent seal;
    private long end;

    private boolean add(EvidenceEvent event, EvidenceEvent.Line line) {
      bundle.add(event, line);
      hashes.add(line.contentHash());
      if (seal != null) {
        return false; // nothing may follow a seal
      }
      if (event.type().equals(Seal.TYPE)) {
        seal = event;
      } else {
        before.add(event, line);
      }
      return true;
    }

    private BundlePlan plan() {
      return bundle.finish();
    }
  }

  private static Survey survey(DiskFile file) throws IOException {
    Survey survey = new Survey();
    JournalEvents events = new JournalEvents(file);
    survey.first = events.first().orElse(null);
    survey.readable = events.forEach(survey::add);
    survey.end = events.goodEnd();
    return survey;
  }

  private @Nullable Problem appendSeal(FileJournal journal, Survey survey, SealOrder order) {
    JournalFormat.FirstLine first = survey.first;
    if (first == null) {
      return StoreProblems.of(
          "evidence.store.malformed", "the journal has no header", (String) null);
    }
    EventOrigin origin = first.header().origin();
    Seal.Covered covered = survey.before.covered();
    Seal seal =
        new Seal(
            origin,
            order.at(),
            order.reason(),
            covered,
            order.part(),
            signer.map(BundleSigner::keyId).orElse(null));
    byte[] line = new EnvelopeEncoder(origin).encode(covered.events(), order.at(), seal);
    if (journal.append(List.of(line)) instanceof Appending.Failed failed) {
      return failed.problem();
    }
    EvidenceEvent event = EvidenceEvent.of(origin, covered.events(), order.at(), seal);
    survey.add(event, event.line());
    return null;
  }

  private Sealing publish(FileJournal journal, Survey survey, BundlePlan.Planned plan)
      throws IOException {
    JournalFormat.FirstLine first = survey.first;
    EvidenceEvent seal = survey.seal;
    if (first == null || seal == null) {
      return malformed(journal, "it has no seal");
    }
    BundleFile bundle = new BundleFile(disk, journal.path().resolveSibling(first.bundle()));
    Optional<BundleFault> fault = bundle.write(plan, journal.file(), survey.hashes);
    if (fault.isPresent()) {
      return malformed(journal, fault.get().sentence());
    }
    Path place = bundle.publish();
    Seal.Covered covered = survey.before.covered();
    checkpoints.ifPresent(
        sink -> sink.checkpoint(plan.origin().runId(), survey.before.headWith(seal.line())));
    Instant begin = earlier(covered.firstTime(), seal.time());
    Instant end = later(covered.lastTime(), seal.time());
    BundleIdentity facts =
        new BundleIdentity(
            plan.origin(), plan.runRoot(), bundle.sha256(), plan.events(), begin, end);
    SealedBundle.Signature signature =
        signer.isPresent()
            ? bundle.sign(place, signer.get().envelope(facts))
            : new SealedBundle.Signature.NotAsked();
    disk.delete(journal.path());
    disk.forceDirectory(BundleFile.directory(place));
    return new Sealing.Sealed(
        new SealedBundle(
            place.toString(), facts, covered.counts(), first.header().part(), signature));
  }

  private static Instant earlier(@Nullable Instant a, Instant b) {
    return a == null || b.isBefore(a) ? b : a;
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a == null || b.isAfter(a) ? b : a;
  }
}
