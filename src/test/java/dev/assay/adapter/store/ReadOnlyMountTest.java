package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Needs;
import dev.assay.testkit.SealedBundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file system that is remounted read-only while a dead recorder's journal lies on it, and
 * writable again later. Each phase is a process of its own; the mount is seen by nobody else.
 */
class ReadOnlyMountTest {
  private static final String SCRIPT =
      """
      set -e
      mount -t tmpfs -o size=1m tmpfs "$1"
      "$2" -cp "$3" "$4" die "$1"
      mount -o remount,ro "$1"
      "$2" -cp "$3" "$4" start "$1"
      mount -o remount,rw "$1"
      "$2" -cp "$3" "$4" start "$1"
      """;

  @TempDir Path temp;

  @Test
  void a_read_only_mount_stops_the_start_and_loses_nothing() throws Exception {
    Needs.mounts();
    Path mount = Files.createDirectory(temp.resolve("mount"));

    Ended ended =
        run(
            "unshare",
            "-m",
            "sh",
            "-c",
            SCRIPT,
            "sh",
            mount.toString(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            System.getProperty("java.class.path"),
            Process.class.getName());

    assertThat(ended.out().lines())
        .containsExactly(
            "acknowledged 5",
            "start refused: evidence.store.directory",
            "recovery failed: evidence.store.recover",
            "started",
            "recovered with 5 decisions");
    assertThat(ended.code()).isZero();
    assertThat(mount).isEmptyDirectory();
  }

  private record Ended(int code, String out) {}

  private Ended run(String... command) throws Exception {
    Path out = Files.createTempFile(temp, "run", ".out");
    java.lang.Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + Files.readString(out));
    }
    return new Ended(process.exitValue(), Files.readString(out));
  }

  /** What runs inside the mount. */
  static final class Process {
    private Process() {}

    /** Records and dies, or starts like the next process. */
    public static void main(String[] words) {
      Path directory = Path.of(words[1]);
      FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(directory));
      if (words[0].equals("die")) {
        EvidenceRecorder recorder = Recordings.recorder(store, "run1");
        int acknowledged = 0;
        for (int i = 0; i < 5; i++) {
          Recordings.done(Recordings.decide(recorder, "allow"));
          acknowledged++;
        }
        System.out.println("acknowledged " + acknowledged);
        Runtime.getRuntime().halt(0);
      }
      Optional<Problem> refused = store.prepare(T0);
      System.out.println(refused.map(p -> "start refused: " + p.code()).orElse("started"));
      List<RecoveryOutcome> outcomes = store.recoverAll(T0);
      for (RecoveryOutcome outcome : outcomes) {
        System.out.println(
            switch (outcome) {
              case RecoveryOutcome.Recovered recovered ->
                  "recovered with "
                      + SealedBundles.ids(
                              SealedBundles.verified(Path.of(recovered.bundle().location())),
                              "assay.tool.decision")
                          .size()
                      + " decisions";
              case RecoveryOutcome.Quarantined away -> "quarantined " + away.location();
              case RecoveryOutcome.Failed failed -> "recovery failed: " + failed.problem().code();
            });
      }
    }
  }
}
