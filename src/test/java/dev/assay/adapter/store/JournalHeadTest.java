package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static dev.assay.adapter.store.Recordings.decide;
import static dev.assay.adapter.store.Recordings.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.store.disk.Disk;
import dev.assay.adapter.store.disk.PlainDisk;
import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.JournalFiles;
import dev.assay.app.offline.ReadHead;
import dev.assay.app.record.CheckpointSink;
import dev.assay.app.record.Checkpoints;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.HeadReading;
import dev.assay.app.record.Recording;
import dev.assay.app.record.SealOutcome;
import dev.assay.core.evidence.ChainHead;
import dev.assay.core.evidence.HeadTrail;
import dev.assay.core.evidence.Seal;
import dev.assay.testkit.SealedBundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads of what is being recorded, and of what became of it. */
class JournalHeadTest {
  @TempDir Path temp;

  private record Taken(String run, ChainHead head) {}

  private final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
  private final CheckpointSink sink = (run, head) -> taken.add(new Taken(run, head));

  private FileEvidenceStore store(Disk disk, Durability durability) {
    return new FileEvidenceStore(
        new StoreSettings(
            new StoreSettings.Place.Directory(temp),
            durability,
            Optional.empty(),
            Optional.of(sink)),
        disk);
  }

  private static ChainHead head(EvidenceRecorder recorder) {
    return switch (recorder.head()) {
      case HeadReading.Known known -> known.head();
      case HeadReading.Nothing _ -> throw new AssertionError("no head");
      case HeadReading.Unknown unknown -> throw new AssertionError(unknown.problem().text());
    };
  }

  private static ReadHead.Outcome.Known read(Path file, List<ChainHead> heads) {
    ReadHead reader = new ReadHead(new TarBundleFiles(System.in), new StoredJournals());
    return (ReadHead.Outcome.Known)
        reader.read(file.toString(), heads.stream().map(ChainHead::size).toList());
  }

  @Test
  void every_head_of_a_running_journal_is_one_its_bundle_goes_through() {
    EvidenceRecorder recorder = Recordings.recorder(store(new PlainDisk(), Durability.OS), "run1");
    assertThat(recorder.head()).isEqualTo(new HeadReading.Nothing());
    List<ChainHead> heads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      done(decide(recorder, "allow"));
      heads.add(head(recorder));
    }
    assertThat(head(recorder)).isEqualTo(heads.getLast());
    assertThat(heads)
        .extracting(ChainHead::size)
        .isEqualTo(IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList());

    SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);

    ReadHead.Outcome.Known bundle = read(Path.of(sealed.parts().getLast().location()), heads);
    assertThat(bundle.kind()).isEqualTo(ReadHead.Kind.BUNDLE);
    assertThat(bundle.run()).isEqualTo("run1.0");
    assertThat(heads)
        .allSatisfy(h -> assertThat(bundle.compare(h)).isEqualTo(ReadHead.Comparison.SAME));
    assertThat(taken).containsExactly(new Taken("run1.0", bundle.trail().head()));
    assertThat(bundle.trail().head().size()).isEqualTo(41);
    assertThat(recorder.head()).isEqualTo(new HeadReading.Nothing());
    ChainHead other = new ChainHead(7, "0".repeat(64));
    assertThat(read(Path.of(sealed.parts().getLast().location()), List.of(other)).compare(other))
        .isEqualTo(ReadHead.Comparison.DIFFERENT);
    ChainHead longer = new ChainHead(42, "0".repeat(64));
    assertThat(read(Path.of(sealed.parts().getLast().location()), List.of(longer)).compare(longer))
        .isEqualTo(ReadHead.Comparison.SHORTER);
  }

  @Test
  void heads_taken_while_threads_record_belong_to_one_history() throws Exception {
    EvidenceRecorder recorder = Recordings.recorder(store(new PlainDisk(), Durability.OS), "run1");
    done(decide(recorder, "allow"));
    List<ChainHead> heads = new ArrayList<>();
    try (var pool = Executors.newFixedThreadPool(4)) {
      var writers =
          IntStream.range(0, 4)
              .mapToObj(
                  _ ->
                      pool.submit(
                          () ->
                              IntStream.range(0, 400)
                                  .forEach(_ -> done(decide(recorder, "allow")))))
              .toList();
      while (writers.stream().anyMatch(w -> !w.isDone())) {
        heads.add(head(recorder));
      }
    }
    heads.add(head(recorder));
    SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);

    ReadHead.Outcome.Known bundle = read(Path.of(sealed.parts().getLast().location()), heads);

    assertThat(heads.getLast().size()).isEqualTo(1601);
    assertThat(heads)
        .allSatisfy(h -> assertThat(bundle.compare(h)).isEqualTo(ReadHead.Comparison.SAME));
  }

  @Test
  void what_a_failed_append_left_behind_is_in_no_head() {
    for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
      FaultyDisk disk = FaultyDisk.failingWrites(3, fault);
      EvidenceRecorder recorder =
          Recordings.recorder(store(disk, Durability.OS), "f" + fault.ordinal());
      List<ChainHead> heads = new ArrayList<>();
      int failed = 0;
      for (int i = 0; i < 6; i++) {
        failed += decide(recorder, "allow") instanceof Recording.Failed ? 1 : 0;
        heads.add(head(recorder));
      }
      SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);

      ReadHead.Outcome.Known bundle = read(Path.of(sealed.parts().getLast().location()), heads);

      assertThat(failed).isEqualTo(1);
      assertThat(heads)
          .allSatisfy(
              h ->
                  assertThat(bundle.compare(h))
                      .as("%s", fault)
                      .isEqualTo(ReadHead.Comparison.SAME));
    }
  }

  @Test
  void an_abandoned_journal_torn_anywhere_keeps_its_heads_through_recovery() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), 3);
    Path place = temp.resolve("20260101T000000Z-00000000.journal");
    Map<Long, ChainHead> heads = new TreeMap<>();
    for (int cut = journal.length / 3; cut <= journal.length; cut++) {
      Files.write(place, Arrays.copyOf(journal, cut));
      ReadHead.Outcome.Known running = read(place, List.of());
      assertThat(running.kind()).isEqualTo(ReadHead.Kind.JOURNAL);
      ChainHead head = running.trail().head();
      assertThat(heads.computeIfAbsent(head.size(), _ -> head)).isEqualTo(head);
    }
    assertThat(heads.keySet()).containsExactly(1L, 2L, 3L, 4L);

    store(FaultyDisk.quick(), Durability.OS).recoverAll(T0);

    Path bundle = SealedBundles.in(temp).getFirst();
    List<ChainHead> kept = List.copyOf(heads.values());
    ReadHead.Outcome.Known recovered = read(bundle, kept);
    assertThat(kept)
        .allSatisfy(h -> assertThat(recovered.compare(h)).isEqualTo(ReadHead.Comparison.SAME));
    assertThat(taken).containsExactly(new Taken("run1.0", recovered.trail().head()));
  }

  @Test
  void a_damaged_journal_and_other_files_have_no_head() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), 4);
    journal[journal.length / 2] ^= 1;
    Path damaged = Files.write(temp.resolve("damaged"), journal);
    Path other = Files.writeString(temp.resolve("other"), "hello\n");
    StoredJournals journals = new StoredJournals();

    assertThat(journals.read(damaged.toString(), new HeadTrail()::add))
        .isInstanceOf(JournalFiles.Look.Failed.class);
    for (String path : List.of(other.toString(), temp.toString(), temp + "/missing", "\0")) {
      assertThat(journals.read(path, new HeadTrail()::add))
          .isInstanceOf(JournalFiles.Look.Other.class);
    }
    ReadHead reader = new ReadHead(new TarBundleFiles(System.in), journals);
    assertThat(reader.read(damaged.toString(), List.of()))
        .isInstanceOf(ReadHead.Outcome.Damaged.class);
    assertThat(reader.read(other.toString(), List.of()))
        .isInstanceOf(ReadHead.Outcome.Refused.class);
    BundleFiles interrupted =
        (path, _, _) ->
            new BundleFiles.Delivery.Interrupted(
                dev.assay.core.problem.Problem.of(
                    "x", "y", dev.assay.core.problem.Where.document(path)));
    assertThat(new ReadHead(interrupted, journals).read(other.toString(), List.of()))
        .isInstanceOf(ReadHead.Outcome.Refused.class);
  }

  @Test
  void checkpoints_come_by_number_and_by_time_and_at_the_seal_of_every_part() throws Exception {
    EvidenceRecorder recorder =
        new EvidenceRecorder(
            Recordings.settings("run1", Recordings.everyEvents(10)),
            store(new PlainDisk(), Durability.OS),
            Runnable::run);
    Checkpoints checkpoints =
        new Checkpoints(recorder, sink, new Checkpoints.Cadence(4, Duration.ofSeconds(10)));
    long second = 1_000_000_000L;
    assertThat(checkpoints.tick(0)).isEmpty();
    assertThat(taken).isEmpty();
    record(recorder, 1);
    checkpoints.tick(second);
    assertThat(sizes()).as("the first at once").containsExactly(1L);
    record(recorder, 3);
    checkpoints.tick(2 * second);
    checkpoints.tick(10 * second);
    assertThat(sizes()).as("too few, too soon").hasSize(1);
    checkpoints.tick(11 * second);
    assertThat(sizes()).as("by time").containsExactly(1L, 4L);
    record(recorder, 4);
    checkpoints.tick(12 * second);
    assertThat(sizes()).as("by number").containsExactly(1L, 4L, 8L);
    checkpoints.tick(60 * second);
    assertThat(sizes()).as("nothing new").hasSize(3);
    record(recorder, 5);
    checkpoints.tick(61 * second);
    assertThat(taken)
        .extracting(Taken::run)
        .as("sealed part, then the next")
        .containsExactly("run1.0", "run1.0", "run1.0", "run1.0", "run1.1");
    assertThat(sizes()).containsExactly(1L, 4L, 8L, 11L, 3L);

    SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);

    assertThat(taken.getLast()).isEqualTo(new Taken("run1.1", taken.getLast().head()));
    for (int part = 0; part < 2; part++) {
      String run = "run1." + part;
      List<ChainHead> heads =
          taken.stream().filter(t -> t.run().equals(run)).map(Taken::head).toList();
      ReadHead.Outcome.Known bundle = read(Path.of(sealed.parts().get(part).location()), heads);
      assertThat(heads)
          .isNotEmpty()
          .allSatisfy(h -> assertThat(bundle.compare(h)).isEqualTo(ReadHead.Comparison.SAME));
      assertThat(heads.getLast()).isEqualTo(bundle.trail().head());
    }
  }

  @Test
  void a_journal_that_cannot_be_read_back_is_told_and_recording_goes_on() {
    FaultyDisk disk = FaultyDisk.counting();
    EvidenceRecorder recorder = Recordings.recorder(store(disk, Durability.OS), "run1");
    done(decide(recorder, "allow"));
    disk.failReading(true);

    assertThat(recorder.head()).isInstanceOf(HeadReading.Unknown.class);
    assertThat(new Checkpoints(recorder, sink, Checkpoints.Cadence.DEFAULT).tick(0)).isPresent();
    done(decide(recorder, "allow"));
    disk.failReading(false);

    assertThat(head(recorder).size()).isEqualTo(2);
    assertThat(recorder.close(Seal.CloseReason.NORMAL, T0)).isInstanceOf(SealOutcome.Sealed.class);
  }

  private static void record(EvidenceRecorder recorder, int events) {
    for (int i = 0; i < events; i++) {
      done(decide(recorder, "allow"));
    }
  }

  private List<Long> sizes() {
    return taken.stream().map(t -> t.head().size()).toList();
  }
}
