package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static dev.assay.adapter.store.Recordings.decide;
import static dev.assay.adapter.store.Recordings.recorder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.Journal;
import dev.assay.app.record.JournalHeader;
import dev.assay.app.record.JournalOpening;
import dev.assay.app.record.Recording;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOutcome;
import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Deadline;
import dev.assay.testkit.Payloads;
import dev.assay.testkit.SealedBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails for a while; every single step is in {@link CrashMatrixFaultsTest}. */
class FileEvidenceStoreFaultsTest {
  @TempDir Path temp;

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
      assertThat(sealed.parts().getLast().counts()).isEqualTo(new Seal.Counts(9, 9, 0, 0, 1, 1));
      SealedBundles.verified(Path.of(sealed.parts().getLast().location()));
    }
  }

  @Test
  void a_force_that_failed_is_not_made_good_by_the_next() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("force"));
    FaultyDisk disk = FaultyDisk.failingForces(2, FaultyDisk.Fault.WITHOUT_EFFECT);
    EvidenceRecorder recorder = recorder(syncing(directory, disk), "run1");
    List<Recording> said = decisions(recorder, 5);
    assertThat(said).filteredOn(r -> r instanceof Recording.Failed).hasSize(1);
    SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);

    assertThat(sealed.parts()).hasSize(2);
    List<Json.Obj> first = SealedBundles.verified(Path.of(sealed.parts().getFirst().location()));
    List<Json.Obj> second = SealedBundles.verified(Path.of(sealed.parts().getLast().location()));
    assertThat(SealedBundles.ids(first, EvidenceGap.TYPE)).isEmpty();
    assertThat(gaps(second)).containsExactly("sync_failed 0");
    assertThat(SealedBundles.ids(second, "assay.tool.decision")).isNotEmpty();
    List<String> ids = new ArrayList<>(SealedBundles.ids(first, "assay.tool.decision"));
    ids.addAll(SealedBundles.ids(second, "assay.tool.decision"));
    assertThat(ids).doesNotHaveDuplicates().containsAll(acknowledged(said));
  }

  @Test
  void what_the_disk_dropped_is_told_and_what_it_kept_is_recovered() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("lost"));
    FaultyDisk disk = FaultyDisk.failingForces(2, FaultyDisk.Fault.LOST);
    EvidenceRecorder recorder = recorder(syncing(directory, disk), "run1");
    List<Recording> said = decisions(recorder, 5);
    SealOutcome.Failed failed = (SealOutcome.Failed) recorder.close(Seal.CloseReason.NORMAL, T0);
    assertThat(failed.problem().text()).contains("cannot be read back");
    assertThat(failed.parts()).as("the part that was begun is sealed").hasSize(1);
    disk.endProcess();

    List<RecoveryOutcome> recovered =
        new FileEvidenceStore(Recordings.directory(directory)).recoverAll(T0);
    assertThat(recovered).hasSize(1);
    List<String> ids = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    for (Path bundle : SealedBundles.in(directory)) {
      List<Json.Obj> events = SealedBundles.verified(bundle);
      ids.addAll(SealedBundles.ids(events, "assay.tool.decision"));
      gaps.addAll(gaps(events));
    }
    assertThat(ids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(acknowledged(said));
    assertThat(gaps).containsExactlyInAnyOrder("torn_tail 0", "sync_failed 0");
  }

  @Test
  void a_force_that_fails_in_the_background_begins_another_part() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("background"));
    FaultyDisk disk = FaultyDisk.failingForces(0, FaultyDisk.Fault.WITHOUT_EFFECT);
    List<Journal> journals = new ArrayList<>();
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(directory), disk);
    EvidenceRecorder recorder = recorder(watched(store, journals), "run1");
    assertThat(decide(recorder, "allow")).isInstanceOf(Recording.Done.class);
    Deadline.await("the flush", () -> journals.getFirst().doubt().isPresent());
    recorder.recordSoon(T0, id -> Payloads.decision("deny", id));
    assertThat(decide(recorder, "allow")).isInstanceOf(Recording.Done.class);
    assertThat(journals).hasSize(2);
    assertThat(journals.getLast().doubt()).isEmpty();
    SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);
    assertThat(sealed.parts()).hasSize(2);
    List<Json.Obj> second = SealedBundles.verified(Path.of(sealed.parts().getLast().location()));
    assertThat(gaps(second)).containsExactly("sync_failed 0");
    assertThat(sealed.parts().stream().mapToLong(part -> part.counts().decisions()).sum())
        .isEqualTo(3);
  }

  @Test
  void a_disk_that_keeps_nothing_is_given_up_before_it_is_full_of_journals() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("never"));
    EvidenceRecorder recorder = recorder(syncing(directory, FaultyDisk.neverForcing()), "run1");
    assertThat(decisions(recorder, 60)).allMatch(r -> r instanceof Recording.Failed);
    assertThat(SealedBundles.list(directory, ".journal")).hasSizeLessThanOrEqualTo(17);
    assertThat(recorder.close(Seal.CloseReason.NORMAL, T0)).isInstanceOf(SealOutcome.Failed.class);
  }

  private static FileEvidenceStore syncing(Path directory, FaultyDisk disk) {
    return new FileEvidenceStore(Recordings.directory(directory, Durability.SYNC), disk);
  }

  private static List<Recording> decisions(EvidenceRecorder recorder, int count) {
    List<Recording> said = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      said.add(decide(recorder, "allow"));
    }
    return said;
  }

  private static List<String> acknowledged(List<Recording> said) {
    List<String> ids = new ArrayList<>();
    for (Recording recording : said) {
      if (recording instanceof Recording.Done done) {
        ids.add(done.token().eventId());
      }
    }
    return ids;
  }

  private static List<String> gaps(List<Json.Obj> events) {
    List<String> gaps = new ArrayList<>();
    for (Json.Obj event : events) {
      if (event.string("type").filter(EvidenceGap.TYPE::equals).isPresent()) {
        Json.Obj data = event.object("data").orElseThrow();
        gaps.add(data.string("reason").orElseThrow() + " " + data.integer("count").orElseThrow());
      }
    }
    return gaps;
  }

  private static EvidenceStore watched(EvidenceStore store, List<Journal> journals) {
    return new EvidenceStore() {
      @Override
      public Optional<Problem> prepare(Instant at) {
        return store.prepare(at);
      }

      @Override
      public JournalOpening open(JournalHeader header, Instant at) {
        JournalOpening opening = store.open(header, at);
        if (opening instanceof JournalOpening.Opened opened) {
          journals.add(opened.journal());
        }
        return opening;
      }

      @Override
      public List<RecoveryOutcome> recoverAll(Instant at) {
        return store.recoverAll(at);
      }
    };
  }
}
