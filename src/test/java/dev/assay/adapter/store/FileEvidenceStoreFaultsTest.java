package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static dev.assay.adapter.store.Recordings.decide;
import static dev.assay.adapter.store.Recordings.recorder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.Recording;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOutcome;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.testkit.SealedBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step on disk fails once, without and with effect; then the next start. */
class FileEvidenceStoreFaultsTest {
  @TempDir Path temp;

  @Test
  void whatever_fails_every_recorded_event_ends_in_exactly_one_verifying_bundle() throws Exception {
    FaultyDisk counting = FaultyDisk.counting();
    check(counting, Files.createDirectory(temp.resolve("all")));
    int steps = counting.steps();
    assertThat(steps).isGreaterThan(15);
    for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
      for (boolean andAllLater : new boolean[] {false, true}) {
        for (int step = 0; step < steps + 4; step++) {
          Path directory = Files.createDirectory(temp.resolve(fault + "-" + andAllLater + step));
          check(new FaultyDisk(step, fault, andAllLater), directory);
        }
      }
    }
  }

  private static void check(FaultyDisk disk, Path directory) {
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(directory), disk);
    EvidenceRecorder recorder = recorder(store, "run1");
    List<String> recorded = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      if (decide(recorder, "allow") instanceof Recording.Done done) {
        recorded.add(done.token().eventId());
      }
    }
    SealOutcome outcome = recorder.close(Seal.CloseReason.NORMAL, T0);

    FileEvidenceStore next = new FileEvidenceStore(Recordings.directory(directory));
    List<RecoveryOutcome> recovered = next.recoverAll(T0);

    assertThat(recovered)
        .allSatisfy(r -> assertThat(r).isInstanceOf(RecoveryOutcome.Recovered.class));
    assertThat(SealedBundles.list(directory, ".quarantined")).isEmpty();
    assertThat(SealedBundles.list(directory, ".partial")).isEmpty();
    List<String> sealed = new ArrayList<>();
    for (Path bundle : SealedBundles.in(directory)) {
      List<Json.Obj> events = SealedBundles.verified(bundle);
      sealed.addAll(SealedBundles.ids(events, "assay.tool.decision"));
    }
    assertThat(sealed).doesNotHaveDuplicates().containsAll(recorded);
    if (outcome instanceof SealOutcome.Sealed) {
      // a file that was created and never written to may stay; it holds nothing
      assertThat(SealedBundles.list(directory, ".journal"))
          .allSatisfy(journal -> assertThat(journal).isEmptyFile());
      assertThat(recovered).isEmpty();
    }
  }

  @Test
  void recovery_that_fails_at_any_step_is_finished_by_the_next_one() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), 6);
    byte[] torn = java.util.Arrays.copyOf(journal, journal.length - 5);
    for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
      for (int step = 0; step < 40; step++) {
        Path directory = Files.createDirectory(temp.resolve("r" + fault + step));
        Files.write(directory.resolve("x.journal"), torn);
        FaultyDisk disk = new FaultyDisk(step, fault, false);

        new FileEvidenceStore(Recordings.directory(directory), disk).recoverAll(T0);
        new FileEvidenceStore(Recordings.directory(directory)).recoverAll(T0);

        assertThat(SealedBundles.list(directory, ".journal")).isEmpty();
        assertThat(SealedBundles.list(directory, ".quarantined")).isEmpty();
        assertThat(SealedBundles.in(directory)).hasSize(1);
        List<Json.Obj> events = SealedBundles.verified(SealedBundles.in(directory).getFirst());
        assertThat(SealedBundles.ids(events, "assay.tool.decision")).hasSize(5);
      }
    }
  }

  @Test
  void a_full_disk_fails_appends_and_room_makes_them_work_again() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("full"));
    for (int step : new int[] {4, 7}) {
      FaultyDisk disk = new FaultyDisk(step, FaultyDisk.Fault.HALF_WRITTEN, false);
      FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(directory), disk);
      EvidenceRecorder recorder = recorder(store, "full" + step);
      int failed = 0;
      for (int i = 0; i < 10; i++) {
        failed += decide(recorder, "allow") instanceof Recording.Failed ? 1 : 0;
      }
      SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);

      assertThat(failed).isEqualTo(1);
      assertThat(sealed.counts()).isEqualTo(new Seal.Counts(9, 9, 0, 0, 1, 1));
      SealedBundles.verified(Path.of(sealed.last().location()));
    }
  }
}
