package dev.assay.adapter.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.crypto.MerkleProof;
import dev.assay.core.tlog.Checkpoint;
import dev.assay.core.tlog.LogSigner;
import dev.assay.core.tlog.LogTrust;
import dev.assay.testkit.LogKeys;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose disk fails at each step, before and after the step's effect. */
class LogDirectoryFaultsTest {
  private static final LogSigner SIGNER = LogKeys.signer("log.example/a", 1);
  private static final LogTrust TRUST = new LogTrust(SIGNER.verifier(), List.of(), 0);

  @TempDir private Path directory;

  private static AnchorSubject subject(int i) {
    return new AnchorSubject(
        "sha256:" + "%064x".formatted(i), "sha256:" + "%064x".formatted(i + 100_000));
  }

  private static List<AnchorSubject> subjects(int from, int to) {
    List<AnchorSubject> subjects = new ArrayList<>();
    for (int i = from; i < to; i++) {
      subjects.add(subject(i));
    }
    return subjects;
  }

  /** Fails once, at the given step that writes. */
  private static final class FailingDisk implements LogDisk {
    private final PlainLogDisk disk = new PlainLogDisk();
    private final boolean withEffect;
    private int left;
    int steps;

    FailingDisk(int failAt, boolean withEffect) {
      this.left = failAt;
      this.withEffect = withEffect;
    }

    private interface Step {
      void run() throws IOException;
    }

    private void step(Step step) throws IOException {
      steps++;
      boolean fails = left-- == 0;
      if (!fails || withEffect) {
        step.run();
      }
      if (fails) {
        throw new IOException("the disk failed");
      }
    }

    @Override
    public Optional<byte[]> read(Path file, int maxBytes) throws IOException {
      return disk.read(file, maxBytes);
    }

    @Override
    public void createDirectories(Path path) throws IOException {
      step(() -> disk.createDirectories(path));
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      step(() -> disk.write(file, bytes));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step(() -> disk.rename(from, to));
    }

    @Override
    public void forceDirectory(Path path) throws IOException {
      step(() -> disk.forceDirectory(path));
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
      return disk.lock(file);
    }
  }

  @Test
  void a_failed_append_leaves_the_log_sound_and_is_finished_by_the_next() throws IOException {
    int steps = 0;
    for (boolean withEffect : new boolean[] {false, true}) {
      int failAt = 0;
      boolean failed = true;
      while (failed) {
        Path log = directory.resolve(withEffect + "-" + failAt);
        assertThat(new LogDirectory(log).begin(SIGNER))
            .isInstanceOf(LogDirectory.Outcome.Begun.class);
        appended(log, 0, 254);
        Checkpoint before = checkpoint(log);
        FailingDisk disk = new FailingDisk(failAt, withEffect);
        failed =
            new LogDirectory(log, disk).append(subjects(254, 260), SIGNER)
                instanceof LogDirectory.Outcome.Unavailable;
        steps = Math.max(steps, disk.steps);
        assertSound(log, before);
        assertThat(checkpoint(log).size()).isIn(254L, 260L);
        List<LogDirectory.Entry> entries = appended(log, 252, 262);
        assertThat(entries)
            .extracting(e -> e.proof().index())
            .containsExactly(252L, 253L, 254L, 255L, 256L, 257L, 258L, 259L, 260L, 261L);
        assertThat(checkpoint(log).size()).isEqualTo(262);
        assertSound(log, before);
        failAt++;
      }
    }
    assertThat(steps).isGreaterThan(20);
  }

  private static List<LogDirectory.Entry> appended(Path log, int from, int to) {
    LogDirectory.Outcome outcome = new LogDirectory(log).append(subjects(from, to), SIGNER);
    assertThat(outcome).isInstanceOf(LogDirectory.Outcome.Appended.class);
    return ((LogDirectory.Outcome.Appended) outcome).entries();
  }

  private static Checkpoint checkpoint(Path log) throws IOException {
    byte[] bytes = Files.readAllBytes(log.resolve("checkpoint"));
    return ((Checkpoint.Reading.Read) Checkpoint.read(bytes)).checkpoint();
  }

  private static void assertSound(Path log, Checkpoint remembered) {
    assertThat(new LogDirectory(log).audit(TRUST, remembered))
        .isInstanceOf(LogDirectory.Outcome.Sound.class);
  }

  @Test
  void a_failed_beginning_can_be_repeated() {
    for (int failAt = 0; failAt < 8; failAt++) {
      for (boolean withEffect : new boolean[] {false, true}) {
        Path log = directory.resolve("begin-" + withEffect + failAt);
        new LogDirectory(log, new FailingDisk(failAt, withEffect)).begin(SIGNER);
        LogDirectory.Outcome again = new LogDirectory(log).begin(SIGNER);
        assertThat(
                again instanceof LogDirectory.Outcome.Begun
                    || again instanceof LogDirectory.Outcome.Refused(var problem)
                        && problem.code().equals("anchor.log_exists"))
            .isTrue();
        appended(log, 0, 1);
      }
    }
  }

  @Test
  void a_log_is_written_by_one_at_a_time() throws IOException {
    Path log = directory.resolve("held");
    new LogDirectory(log).begin(SIGNER);
    try (Closeable _ = new PlainLogDisk().lock(log.resolve(".lock")).orElseThrow()) {
      assertThat(new LogDirectory(log).append(subjects(0, 1), SIGNER))
          .isInstanceOfSatisfying(
              LogDirectory.Outcome.Unavailable.class,
              u -> assertThat(u.problem().text()).contains("somebody else"));
    }
    appended(log, 0, 1);
  }

  @Test
  void an_append_with_another_key_or_on_changed_files_is_refused() throws IOException {
    Path log = directory.resolve("changed");
    new LogDirectory(log).begin(SIGNER);
    appended(log, 0, 3);
    assertRefused(
        new LogDirectory(log).append(subjects(3, 4), LogKeys.signer("log.example/a", 2)),
        AnchorFault.LOG_SIGNATURE_ABSENT);
    Path tile = log.resolve("tile/0/000.p/3");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[0] ^= 1;
    Files.write(tile, bytes);
    assertRefused(new LogDirectory(log).append(subjects(3, 4), SIGNER), AnchorFault.LOG_DAMAGED);
    assertRefused(new LogDirectory(log).prove(subject(1)), AnchorFault.LOG_DAMAGED);
    assertRefused(new LogDirectory(log).audit(TRUST, null), AnchorFault.LOG_DAMAGED);
    Files.delete(log.resolve("checkpoint"));
    assertRefused(new LogDirectory(log).prove(subject(1)), AnchorFault.NOT_A_CHECKPOINT);
  }

  @Test
  void what_is_not_in_the_log_and_what_is_older_than_remembered_is_refused() {
    Path log = directory.resolve("small");
    new LogDirectory(log).begin(SIGNER);
    appended(log, 0, 3);
    assertRefused(new LogDirectory(log).prove(subject(9)), AnchorFault.NOT_IN_LOG);
    Checkpoint later = SIGNER.checkpoint(9, MerkleProof.root(List.of(new byte[32])));
    assertRefused(new LogDirectory(log).since(later), AnchorFault.ROLLED_BACK);
    assertRefused(new LogDirectory(log).audit(TRUST, later), AnchorFault.ROLLED_BACK);
    Checkpoint forked = SIGNER.checkpoint(2, MerkleProof.root(List.of(new byte[32])));
    assertRefused(new LogDirectory(log).since(forked), AnchorFault.FORKED);
    assertRefused(new LogDirectory(log).audit(TRUST, forked), AnchorFault.FORKED);
    assertRefused(
        new LogDirectory(log).append(List.of(), LogKeys.signer("log.example/b", 1)),
        AnchorFault.ORIGIN_DIFFERS);
  }

  @Test
  void a_bundle_named_twice_is_one_entry() throws IOException {
    Path log = directory.resolve("twice");
    new LogDirectory(log).begin(SIGNER);
    LogDirectory.Outcome outcome =
        new LogDirectory(log).append(List.of(subject(1), subject(1)), SIGNER);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            LogDirectory.Outcome.Appended.class,
            a -> assertThat(a.checkpoint().size()).isEqualTo(1));
    try (Stream<Path> files = Files.walk(log)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".partial"));
    }
  }

  private static void assertRefused(LogDirectory.Outcome outcome, AnchorFault fault) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            LogDirectory.Outcome.Refused.class,
            r -> assertThat(r.problem().code()).isEqualTo(fault.wire()));
  }
}
