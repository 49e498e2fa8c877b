package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.testkit.SealedBundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRecoveryTest {
  /** Decisions that make a journal long enough for room. */
  private static final int MANY = 200;

  @TempDir Path temp;

  @Test
  void a_journal_torn_at_any_byte_becomes_a_verifying_bundle_of_its_whole_records()
      throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), 2);
    List<Integer> ends = ends(journal);
    for (int cut = 1; cut <= journal.length; cut++) {
      int length = cut;
      Path directory = place(Arrays.copyOf(journal, cut), "cut" + cut);
      int whole = (int) ends.stream().filter(end -> end <= length).count();
      int torn = cut - (whole == 0 ? 0 : ends.get(whole - 1));

      List<RecoveryOutcome> outcomes =
          new FileEvidenceStore(Recordings.directory(directory), FaultyDisk.quick()).recoverAll(T0);

      assertThat(SealedBundles.list(directory, ".journal")).isEmpty();
      if (whole == 0) {
        assertThat(outcomes).isEmpty();
        assertThat(SealedBundles.list(directory, "")).isEmpty();
        continue;
      }
      assertThat(outcomes).hasSize(1);
      RecoveryOutcome.Recovered recovered = (RecoveryOutcome.Recovered) outcomes.getFirst();
      assertThat(recovered.bytesDropped()).isEqualTo(torn);
      List<Json.Obj> events = SealedBundles.verified(Path.of(recovered.bundle().location()));
      boolean gap = torn > 0 || whole == 1;
      assertThat(events).hasSize(whole - 1 + (gap ? 1 : 0) + 1);
      assertThat(SealedBundles.ids(events, EvidenceGap.TYPE)).hasSize(gap ? 1 : 0);
      assertThat(SealedBundles.closeReason(events)).contains("recovered");
    }
  }

  @Test
  void a_flipped_bit_before_good_records_is_never_repaired() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), 4);
    List<Integer> ends = ends(journal);
    int lastRecord = ends.get(ends.size() - 2);
    for (int at = 0; at < lastRecord; at += 7) {
      byte[] damaged = journal.clone();
      damaged[at] ^= 1;
      Path directory = place(damaged, "flip" + at);

      List<RecoveryOutcome> outcomes = recover(directory);

      assertThat(outcomes).singleElement().isInstanceOf(RecoveryOutcome.Quarantined.class);
      assertThat(SealedBundles.list(directory, "")).hasSize(1);
      Path away = SealedBundles.list(directory, ".quarantined").getFirst();
      assertThat(Files.readAllBytes(away)).isEqualTo(damaged);
      assertThat(recover(directory)).isEmpty();
    }
  }

  @Test
  void a_journal_without_a_readable_header_is_put_aside() throws Exception {
    for (String text : new String[] {"not ours\n", "\0\0\0", "x".repeat(5000)}) {
      Path directory = place(text.getBytes(ISO_8859_1), "header" + text.length());

      assertThat(recover(directory))
          .singleElement()
          .isInstanceOf(RecoveryOutcome.Quarantined.class);
    }
  }

  @Test
  void zeros_and_noise_behind_the_last_record_are_a_torn_tail() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), 4);
    for (int tail : new int[] {1, 4096, 300_000}) {
      byte[] longer = Arrays.copyOf(journal, journal.length + tail);

      List<RecoveryOutcome> outcomes = recover(place(longer, "zeros" + tail));

      RecoveryOutcome.Recovered recovered = (RecoveryOutcome.Recovered) outcomes.getFirst();
      assertThat(recovered.bytesDropped()).isEqualTo(tail);
      Json.Obj gap =
          SealedBundles.verified(Path.of(recovered.bundle().location()))
              .get(5)
              .object("data")
              .orElseThrow();
      assertThat(gap.integer("bytes_dropped")).contains((long) tail);
      assertThat(gap.integer("after_seq")).contains(4L);
    }
  }

  @Test
  void room_for_more_records_is_no_loss() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), MANY);
    int end = endOfRecords(journal);
    assertThat(journal.length - end).as("the journal has room").isGreaterThan(4096);

    RecoveryOutcome.Recovered recovered =
        (RecoveryOutcome.Recovered) recover(place(journal, "room")).getFirst();

    assertThat(recovered.bytesDropped()).isZero();
    List<Json.Obj> events = SealedBundles.verified(Path.of(recovered.bundle().location()));
    assertThat(SealedBundles.ids(events, "assay.tool.decision")).hasSize(MANY);
    assertThat(SealedBundles.ids(events, EvidenceGap.TYPE)).isEmpty();
  }

  @Test
  void a_record_torn_inside_the_room_is_cut_and_told() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), MANY);
    int end = endOfRecords(journal);
    int begin = beginOfLast(journal, end);
    for (int kept : new int[] {1, 100, end - begin - 2}) {
      byte[] torn = journal.clone();
      Arrays.fill(torn, begin + kept, torn.length, (byte) '\n');

      RecoveryOutcome.Recovered recovered =
          (RecoveryOutcome.Recovered) recover(place(torn, "torn" + kept)).getFirst();

      // the line feed behind the torn bytes cannot be told from theirs
      assertThat(recovered.bytesDropped()).isEqualTo(kept + 1);
      List<Json.Obj> events = SealedBundles.verified(Path.of(recovered.bundle().location()));
      assertThat(SealedBundles.ids(events, "assay.tool.decision")).hasSize(MANY - 1);
      assertThat(SealedBundles.ids(events, EvidenceGap.TYPE)).hasSize(1);
    }
  }

  @Test
  void records_behind_room_that_never_reached_the_disk_are_cut_and_told() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), MANY);
    int end = endOfRecords(journal);
    int page = 64 * 1024;
    assertThat(end).isGreaterThan(page + 4096);
    byte[] torn = journal.clone();
    Arrays.fill(torn, page, page + 4096, (byte) '\n');

    RecoveryOutcome.Recovered recovered =
        (RecoveryOutcome.Recovered) recover(place(torn, "hole")).getFirst();

    List<Integer> ends = ends(journal).stream().filter(e -> e <= page).toList();
    assertThat(recovered.bytesDropped()).isEqualTo(end - ends.getLast());
    List<Json.Obj> events = SealedBundles.verified(Path.of(recovered.bundle().location()));
    assertThat(events).as("what lies before, a gap, the seal").hasSize(ends.size() - 1 + 2);
    assertThat(SealedBundles.ids(events, EvidenceGap.TYPE)).hasSize(1);
  }

  @Test
  void a_flipped_bit_is_never_repaired_in_a_journal_with_room_either() throws Exception {
    byte[] journal = Journals.abandoned(temp.resolve("origin"), MANY);
    for (int at : new int[] {70_000, beginOfLast(journal, endOfRecords(journal)) - 3}) {
      byte[] damaged = journal.clone();
      damaged[at] ^= 1;

      assertThat(recover(place(damaged, "flip" + at)))
          .singleElement()
          .isInstanceOf(RecoveryOutcome.Quarantined.class);
    }
  }

  private static int endOfRecords(byte[] journal) {
    int end = journal.length;
    while (journal[end - 2] == '\n') {
      end--;
    }
    return end;
  }

  private static int beginOfLast(byte[] journal, int end) {
    int begin = end - 1;
    while (journal[begin - 1] != '\n') {
      begin--;
    }
    return begin;
  }

  @Test
  void a_crash_between_publishing_and_deleting_the_journal_leaves_one_bundle() throws Exception {
    Path directory = Files.createDirectory(temp.resolve("twice"));
    FaultyDisk disk = FaultyDisk.keeping(".journal");
    EvidenceRecorder recorder =
        Recordings.recorder(new FileEvidenceStore(Recordings.directory(directory), disk), "run1");
    Recordings.done(Recordings.decide(recorder, "allow"));
    recorder.close(Seal.CloseReason.NORMAL, T0);
    assertThat(SealedBundles.in(directory)).hasSize(1);
    assertThat(SealedBundles.list(directory, ".journal")).hasSize(1);
    byte[] before = Files.readAllBytes(SealedBundles.in(directory).getFirst());

    assertThat(recover(directory)).hasSize(1);

    assertThat(SealedBundles.list(directory, "")).hasSize(1);
    assertThat(Files.readAllBytes(SealedBundles.in(directory).getFirst())).isEqualTo(before);
  }

  @Test
  void parts_of_one_recording_are_recovered_as_a_chain() throws Exception {
    Path origin = Files.createDirectory(temp.resolve("parts"));
    EvidenceRecorder recorder =
        new EvidenceRecorder(
            Recordings.settings("run1", Recordings.everyEvents(3)),
            new FileEvidenceStore(Recordings.directory(origin)),
            task -> {
              // a process that dies before it comes to sealing full parts
            });
    for (int i = 0; i < 8; i++) {
      Recordings.done(Recordings.decide(recorder, "allow"));
    }
    Path directory = Files.createDirectory(temp.resolve("chain"));
    for (Path journal : SealedBundles.list(origin, ".journal")) {
      Files.copy(journal, directory.resolve(journal.getFileName()));
    }

    List<RecoveryOutcome> outcomes = recover(directory);

    assertThat(outcomes).hasSize(3);
    RecoveryOutcome.Recovered first = (RecoveryOutcome.Recovered) outcomes.getFirst();
    RecoveryOutcome.Recovered second = (RecoveryOutcome.Recovered) outcomes.get(1);
    assertThat(
            SealedBundles.verified(Path.of(second.bundle().location()))
                .getLast()
                .object("data")
                .flatMap(d -> d.object("part"))
                .flatMap(p -> p.string("previous_archive_sha256")))
        .contains(first.bundle().facts().archiveSha256());
  }

  @Test
  void other_peoples_files_are_left_alone() throws Exception {
    Path directory = Files.createDirectory(temp.resolve("others"));
    Files.createFile(directory.resolve("empty.journal"));
    Files.createDirectory(directory.resolve("directory.journal"));
    Files.createSymbolicLink(directory.resolve("link.journal"), Path.of("/etc/passwd"));

    assertThat(recover(directory)).isEmpty();
    assertThat(SealedBundles.list(directory, "")).hasSize(3);
  }

  @Test
  void a_journal_that_was_never_written_to_is_deleted() throws Exception {
    Path directory = place(new byte[0], "never-written");

    assertThat(recover(directory)).isEmpty();
    assertThat(SealedBundles.list(directory, "")).isEmpty();
  }

  private Path place(byte[] journal, String name) throws Exception {
    Path directory = Files.createDirectory(temp.resolve(name));
    Files.write(directory.resolve("20260101T000000Z-00000000.journal"), journal);
    return directory;
  }

  private static List<RecoveryOutcome> recover(Path directory) {
    return new FileEvidenceStore(Recordings.directory(directory)).recoverAll(T0);
  }

  private static List<Integer> ends(byte[] journal) {
    String text = new String(journal, ISO_8859_1);
    return java.util.stream.IntStream.range(0, text.length())
        .filter(i -> text.charAt(i) == '\n')
        .map(i -> i + 1)
        .boxed()
        .toList();
  }
}
