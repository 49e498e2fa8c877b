package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static dev.assay.adapter.store.Recordings.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.store.FaultyDisk.Died;
import dev.assay.adapter.store.FaultyDisk.Fault;
import dev.assay.adapter.store.FaultyDisk.Then;
import dev.assay.app.record.BundleSigner;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.JournalHeader;
import dev.assay.app.record.JournalOpening;
import dev.assay.app.record.Recording;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOutcome;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Payloads;
import dev.assay.testkit.SealedBundles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every step on disk in the life of a recording of two parts that are signed, failed once and from
 * then on, without effect, with effect and half way; and the end of the process at each. Then the
 * next start, on a sound disk.
 *
 * <p>In every case: what was acknowledged is in exactly one bundle that verifies, nothing is left
 * lying about, and what went wrong was told.
 */
class CrashMatrixFaultsTest {
  private static final int DECISIONS = 6;
  private static final BundleSigner SIGNER =
      new BundleSigner() {
        @Override
        public String keyId() {
          return "sha256:k";
        }

        @Override
        public byte[] envelope(BundleIdentity facts) {
          return facts.archiveSha256().getBytes(StandardCharsets.UTF_8);
        }
      };

  @TempDir Path temp;

  /** What a process said before it ended. */
  private static final class Run {
    private final List<String> acknowledged = new ArrayList<>();
    private int failed;
    private Optional<Problem> refusedToStart = Optional.empty();
    private Optional<SealOutcome> outcome = Optional.empty();
    private boolean died;

    boolean isSealed() {
      return outcome.filter(o -> o instanceof SealOutcome.Sealed).isPresent();
    }
  }

  /** Remembers the journals, whose threads a process that ended no longer has. */
  private record Watched(EvidenceStore store, List<FileJournal> journals) implements EvidenceStore {
    @Override
    public Optional<Problem> prepare(Instant at) {
      return store.prepare(at);
    }

    @Override
    public JournalOpening open(JournalHeader header, Instant at) {
      JournalOpening opening = store.open(header, at);
      if (opening instanceof JournalOpening.Opened opened) {
        journals.add((FileJournal) opened.journal());
      }
      return opening;
    }

    @Override
    public List<RecoveryOutcome> recoverAll(Instant at) {
      return store.recoverAll(at);
    }
  }

  private static StoreSettings settings(Path directory, Durability durability) {
    return new StoreSettings(
        new StoreSettings.Place.Directory(directory), durability, Optional.of(SIGNER));
  }

  private static Run record(FaultyDisk disk, Durability durability, Path directory)
      throws IOException {
    Run run = new Run();
    Watched store =
        new Watched(
            new FileEvidenceStore(settings(directory, durability), disk), new ArrayList<>());
    try {
      run.refusedToStart = store.prepare(T0);
      if (run.refusedToStart.isEmpty()) {
        EvidenceRecorder recorder =
            new EvidenceRecorder(
                Recordings.settings("run1", Recordings.everyEvents(4)), store, Runnable::run);
        Recordings.record(recorder, Payloads.sessionStarted());
        for (int i = 0; i < DECISIONS; i++) {
          switch (decide(recorder, "allow")) {
            case Recording.Done done -> run.acknowledged.add(done.token().eventId());
            case Recording.Failed _ -> run.failed++;
          }
        }
        run.outcome = Optional.of(recorder.close(Seal.CloseReason.NORMAL, T0));
      }
    } catch (Died ended) {
      run.died = true;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(Died.class); // it ended while it sealed a full part
      run.died = true;
    }
    disk.endProcess();
    store.journals().forEach(FileJournal::stop);
    return run;
  }

  private static void check(FaultyDisk disk, Durability durability, Path directory)
      throws IOException {
    Run run = record(disk, durability, directory);
    boolean anythingLeft =
        Files.exists(directory)
            && SealedBundles.list(directory, ".journal").stream()
                .anyMatch(journal -> journal.toFile().length() > 0);

    FileEvidenceStore next =
        new FileEvidenceStore(settings(directory, durability), FaultyDisk.quick());
    assertThat(next.prepare(T0)).isEmpty();
    List<RecoveryOutcome> recovered = next.recoverAll(T0);

    List<String> sealed = new ArrayList<>();
    long dropped = 0;
    for (Path bundle : SealedBundles.in(directory)) {
      List<Json.Obj> events = SealedBundles.verified(bundle);
      sealed.addAll(SealedBundles.ids(events, "assay.tool.decision"));
      dropped +=
          events
              .getLast()
              .object("data")
              .flatMap(d -> d.object("counts"))
              .flatMap(c -> c.integer("dropped"))
              .orElseThrow();
    }
    assertThat(sealed).doesNotHaveDuplicates().containsAll(run.acknowledged);
    assertThat(SealedBundles.list(directory, ".journal")).isEmpty();
    assertThat(SealedBundles.list(directory, ".partial")).isEmpty();
    // a journal of which the disk lost even the header holds nothing that was acknowledged
    int headless = disk.lost() ? SealedBundles.list(directory, ".quarantined").size() : 0;
    assertThat(SealedBundles.list(directory, ".quarantined")).hasSize(headless);
    assertThat(recovered)
        .filteredOn(r -> !(r instanceof RecoveryOutcome.Recovered))
        .hasSize(headless)
        .allMatch(r -> r instanceof RecoveryOutcome.Quarantined);
    told(run, anythingLeft, recovered);
    assertThat(dropped)
        .as("a gap never counts more than was refused")
        .isBetween(0L, (long) run.failed);
    if (run.isSealed() && durability == Durability.OS) {
      assertThat(dropped).as("every refused record is counted").isEqualTo(run.failed);
    }
    signed(directory, run);
  }

  /** Nothing goes wrong in silence: neither in the run nor at the next start. */
  private static void told(Run run, boolean anythingLeft, List<RecoveryOutcome> recovered) {
    assertThat(run.died || run.refusedToStart.isPresent() || run.outcome.isPresent()).isTrue();
    if (run.isSealed()) {
      assertThat(recovered).isEmpty();
    }
    if (!anythingLeft) {
      assertThat(recovered).isEmpty();
    }
    if (!recovered.isEmpty()) {
      assertThat(run.died || run.outcome.orElseThrow() instanceof SealOutcome.Failed).isTrue();
    }
  }

  /** Each bundle has its statement, unless the run said that it could not be written. */
  private static void signed(Path directory, Run run) {
    List<String> unsigned =
        run.outcome.map(CrashMatrixFaultsTest::parts).orElse(List.of()).stream()
            .filter(b -> b.signature() instanceof SealedBundle.Signature.Failed)
            .map(SealedBundle::location)
            .toList();
    for (Path bundle : SealedBundles.in(directory)) {
      if (!unsigned.contains(bundle.toString())) {
        assertThat(Path.of(bundle + BundleLayout.ATTESTATION_ENDING)).exists();
      }
    }
  }

  private static List<SealedBundle> parts(SealOutcome outcome) {
    return switch (outcome) {
      case SealOutcome.Nothing _ -> List.of();
      case SealOutcome.Sealed sealed -> sealed.parts();
      case SealOutcome.Failed failed -> failed.parts();
    };
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void whatever_step_fails_or_is_the_last_nothing_acknowledged_is_lost(Durability durability)
      throws IOException {
    FaultyDisk counting = FaultyDisk.quick();
    check(counting, durability, temp.resolve("all"));
    int steps = counting.steps();
    TreeSet<String> kinds = new TreeSet<>(counting.kinds());
    assertThat(steps).isGreaterThan(40);
    for (Fault fault : Fault.values()) {
      for (Then then : Then.values()) {
        for (int step = 0; step < steps + 4; step++) {
          if (!isOwn(fault, counting, step, durability)) {
            continue; // without effect, again
          }
          Path directory = temp.resolve(fault + "-" + then + "-" + step);
          FaultyDisk disk = new FaultyDisk(step, fault, then).withoutWaiting();
          try {
            check(disk, durability, directory);
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("step " + step + " " + fault + " " + then, e);
          }
          kinds.addAll(disk.kinds());
        }
      }
    }
    assertThat(kinds)
        .contains(
            "close",
            "create",
            "createDirectories",
            "createHeld",
            "delete",
            "force",
            "forceDirectory",
            "link",
            "read",
            "truncate",
            "write");
  }

  /** Says whether a fault differs from the others at a step, and may happen at this durability. */
  private static boolean isOwn(Fault fault, FaultyDisk counting, int step, Durability durability) {
    String kind = step < counting.steps() ? counting.kinds().get(step) : "";
    return switch (fault) {
      case WITHOUT_EFFECT, WITH_EFFECT -> true;
      case HALF_WRITTEN -> kind.isEmpty() || kind.equals("write");
      // with `os` a call does not wait for the disk, which may lose it
      case LOST -> kind.equals("force") && durability == Durability.SYNC;
    };
  }

  @Test
  void a_recovery_that_fails_or_ends_at_any_step_is_finished_by_the_next() throws IOException {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), 6);
    byte[] torn = Arrays.copyOf(journal, journal.length - 5);
    FaultyDisk counting = FaultyDisk.quick();
    recover(counting, torn, Files.createDirectory(temp.resolve("all")));
    int steps = counting.steps();
    assertThat(counting.kinds()).contains("openHeld", "list", "size", "truncate", "close");
    assertThat(steps).isGreaterThan(20);
    for (Fault fault : Fault.values()) {
      for (Then then : Then.values()) {
        for (int step = 0; step < steps; step++) {
          if (fault == Fault.LOST || (fault == Fault.HALF_WRITTEN && !isWrite(counting, step))) {
            continue;
          }
          Path directory = Files.createDirectory(temp.resolve(fault + "-" + then + "-" + step));
          try {
            recover(new FaultyDisk(step, fault, then).withoutWaiting(), torn, directory);
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("step " + step + " " + fault + " " + then, e);
          }
        }
      }
    }
  }

  private static void recover(FaultyDisk disk, byte[] torn, Path directory) throws IOException {
    Path journal = directory.resolve("20260101T000000Z-00000000.journal");
    Files.write(journal, torn);
    List<RecoveryOutcome> first = List.of();
    boolean died = false;
    try {
      first = new FileEvidenceStore(settings(directory, Durability.OS), disk).recoverAll(T0);
    } catch (Died ended) {
      died = true;
    }
    disk.endProcess();
    boolean unfinished = Files.exists(journal);
    assertThat(died || !unfinished || first.stream().anyMatch(CrashMatrixFaultsTest::isFailure))
        .as("a recovery that did not come to its end says so")
        .isTrue();

    List<RecoveryOutcome> second =
        new FileEvidenceStore(settings(directory, Durability.OS), FaultyDisk.quick())
            .recoverAll(T0);

    assertThat(second).hasSize(unfinished ? 1 : 0);
    assertThat(SealedBundles.list(directory, ".journal")).isEmpty();
    assertThat(SealedBundles.list(directory, ".partial")).isEmpty();
    assertThat(SealedBundles.list(directory, ".quarantined")).isEmpty();
    assertThat(SealedBundles.in(directory)).hasSize(1);
    List<Json.Obj> events = SealedBundles.verified(SealedBundles.in(directory).getFirst());
    assertThat(SealedBundles.ids(events, "assay.tool.decision")).hasSize(5);
    assertThat(SealedBundles.closeReason(events)).contains("recovered");
    assertThat(SealedBundles.ids(events, "assay.evidence.gap"))
        .as("what was cut is told")
        .hasSizeBetween(1, 2);
  }

  private static boolean isWrite(FaultyDisk disk, int step) {
    return disk.kinds().get(step).equals("write");
  }

  private static boolean isFailure(RecoveryOutcome outcome) {
    return outcome instanceof RecoveryOutcome.Failed;
  }
}
