package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.RecorderSettings;
import dev.assay.app.record.Recording;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOutcome;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.evidence.Seal;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.testkit.Payloads;
import dev.assay.testkit.SealedBundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose clock is set back or forward while and between recordings. */
class ClockStepsTest {
  private static final Instant DAY_BEFORE = T0.minus(Duration.ofDays(1));
  private static final Instant YEARS_LATER = T0.plus(Duration.ofDays(3650));

  @TempDir Path temp;

  private EvidenceRecorder recorder(String run, RecorderSettings.Rotation rotation) {
    return new EvidenceRecorder(
        Recordings.settings(run, rotation),
        new FileEvidenceStore(Recordings.directory(temp)),
        Runnable::run);
  }

  private static void decideAt(EvidenceRecorder recorder, Instant at) {
    assertThat(recorder.record(at, id -> Payloads.decision("allow", id)))
        .isInstanceOf(Recording.Done.class);
  }

  private static Verdict.Intact verdict(Path bundle) throws Exception {
    byte[] archive = Files.readAllBytes(bundle);
    BundleVerifier verifier = new BundleVerifier(BundleLimits.DEFAULT, EventSink.NONE);
    verifier.feed(archive, 0, archive.length);
    return (Verdict.Intact) verifier.finish();
  }

  private static VerdictLayer sealed(Verdict verdict) {
    return verdict.layer(VerdictLayer.Question.SEALED);
  }

  private static boolean warnsOfTime(Verdict verdict) {
    return verdict.facts().warnings().toString().contains("TIME_REGRESSION");
  }

  @Test
  void a_clock_set_back_leaves_a_sealed_bundle_that_warns_of_it() throws Exception {
    EvidenceRecorder recorder = recorder("run1", RecorderSettings.Rotation.DEFAULT);
    decideAt(recorder, T0);
    decideAt(recorder, DAY_BEFORE);
    decideAt(recorder, T0.plusSeconds(1));

    SealOutcome.Sealed outcome =
        (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, DAY_BEFORE.minusSeconds(5));

    Verdict.Intact verdict = verdict(Path.of(outcome.parts().getLast().location()));
    assertThat(sealed(verdict).status()).isEqualTo(VerdictLayer.Status.CONFIRMED);
    assertThat(warnsOfTime(verdict)).isTrue();
    assertThat(outcome.parts().getLast().facts().firstTime()).isEqualTo(DAY_BEFORE.minusSeconds(5));
    assertThat(outcome.parts().getLast().facts().lastTime()).isEqualTo(T0.plusSeconds(1));
  }

  @Test
  void a_clock_set_forward_begins_one_new_part_and_one_set_back_none() {
    EvidenceRecorder recorder = recorder("run1", RecorderSettings.Rotation.DEFAULT);
    decideAt(recorder, T0);
    decideAt(recorder, YEARS_LATER);
    for (int i = 0; i < 5; i++) {
      decideAt(recorder, YEARS_LATER.plusSeconds(i));
    }
    for (int i = 0; i < 5; i++) {
      decideAt(recorder, DAY_BEFORE.plusSeconds(i));
    }

    SealOutcome.Sealed outcome =
        (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, DAY_BEFORE);

    assertThat(outcome.parts()).hasSize(2);
    assertThat(SealedBundles.allowed(outcome)).isEqualTo(12);
  }

  @Test
  void a_clock_that_is_always_wrong_still_rotates_by_number() {
    EvidenceRecorder recorder =
        recorder("run1", new RecorderSettings.Rotation(1L << 30, 5, Duration.ofHours(1)));
    for (int i = 0; i < 20; i++) {
      decideAt(recorder, T0.minusSeconds(i));
    }

    SealOutcome.Sealed outcome =
        (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, DAY_BEFORE);

    assertThat(outcome.parts()).hasSizeGreaterThan(3);
    assertThat(SealedBundles.allowed(outcome)).isEqualTo(20);
  }

  @Test
  void names_never_collide_although_every_session_and_part_begins_in_the_same_second() {
    Set<String> names = new HashSet<>();
    int bundles = 0;
    for (int session = 0; session < 20; session++) {
      EvidenceRecorder recorder = recorder("run" + session % 3, Recordings.everyEvents(3));
      for (int i = 0; i < 5; i++) {
        decideAt(recorder, T0);
      }
      SealOutcome.Sealed outcome = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);
      for (SealedBundle part : outcome.parts()) {
        names.add(part.location());
        bundles++;
      }
    }

    assertThat(names).hasSize(bundles);
    assertThat(SealedBundles.in(temp)).hasSize(bundles);
    SealedBundles.in(temp).forEach(SealedBundles::verified);
  }

  @Test
  void a_recovery_before_the_time_of_the_events_says_that_it_closed_them() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), 4);
    byte[] torn = java.util.Arrays.copyOf(journal, journal.length - 3);
    Files.write(temp.resolve("20260102T030405Z-00000000.journal"), torn);

    List<RecoveryOutcome> outcomes =
        new FileEvidenceStore(Recordings.directory(temp)).recoverAll(DAY_BEFORE);

    RecoveryOutcome.Recovered recovered = (RecoveryOutcome.Recovered) outcomes.getFirst();
    Verdict.Intact verdict = verdict(Path.of(recovered.bundle().location()));
    assertThat(sealed(verdict).status()).isEqualTo(VerdictLayer.Status.CONFIRMED);
    assertThat(sealed(verdict).reason()).isEqualTo(VerdictLayer.Reason.CLOSED_BY_RECOVERY);
    assertThat(warnsOfTime(verdict)).isTrue();
    assertThat(recovered.bundle().facts().firstTime()).isEqualTo(DAY_BEFORE);
  }
}
