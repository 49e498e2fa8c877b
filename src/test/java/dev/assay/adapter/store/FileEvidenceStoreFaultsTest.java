package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static dev.assay.adapter.store.Recordings.decide;
import static dev.assay.adapter.store.Recordings.recorder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.Recording;
import dev.assay.app.record.SealOutcome;
import dev.assay.core.evidence.Seal;
import dev.assay.testkit.SealedBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      assertThat(sealed.counts()).isEqualTo(new Seal.Counts(9, 9, 0, 0, 1, 1));
      SealedBundles.verified(Path.of(sealed.last().location()));
    }
  }
}
