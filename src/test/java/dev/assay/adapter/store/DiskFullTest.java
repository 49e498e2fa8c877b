package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static dev.assay.adapter.store.Recordings.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.Recording;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOutcome;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.testkit.Needs;
import dev.assay.testkit.SealedBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full. */
class DiskFullTest {
  @TempDir Path temp;

  @Test
  void a_full_disk_fails_calls_and_loses_no_recorded_one() throws Exception {
    Path mount = Files.createDirectory(temp.resolve("small"));
    Needs.mounts();
    assertThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount.toString())).isTrue();
    try {
      FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(mount));
      EvidenceRecorder recorder = Recordings.recorder(store, "run1");
      int done = 0;
      while (decide(recorder, "allow") instanceof Recording.Done) {
        done++;
      }
      assertThat(done).isGreaterThan(50);
      assertThat(decide(recorder, "allow")).isInstanceOf(Recording.Failed.class);
      assertThat(recorder.close(Seal.CloseReason.NORMAL, T0))
          .isInstanceOf(SealOutcome.Failed.class);
      Path journal = SealedBundles.list(mount, ".journal").getFirst();
      assertThat(SealedBundles.list(mount, "")).containsExactly(journal);

      Path roomy = Files.createDirectory(temp.resolve("roomy"));
      Files.copy(journal, roomy.resolve(journal.getFileName()));
      List<RecoveryOutcome> outcomes =
          new FileEvidenceStore(Recordings.directory(roomy)).recoverAll(T0);

      RecoveryOutcome.Recovered recovered = (RecoveryOutcome.Recovered) outcomes.getFirst();
      List<Json.Obj> events = SealedBundles.verified(Path.of(recovered.bundle().location()));
      assertThat(SealedBundles.ids(events, "assay.tool.decision")).hasSize(done);
    } finally {
      assertThat(run("umount", mount.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
