package dev.assay.adapter.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.prune.DeletionRecord;
import dev.assay.app.offline.prune.EvidenceFolder;
import dev.assay.app.offline.prune.LegalHold;
import dev.assay.app.offline.prune.PruneEvidence;
import dev.assay.app.offline.store.StoreProgress;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removing old bundles: what goes, what stays, and what is on record first. */
class PruneTest {
  /** A little more than 90 days after the last event of the bundles. */
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir private Path directory;
  private Path sealed;
  private Path again;

  @BeforeEach
  void bundles() {
    sealed = StoredBundles.sealed(directory);
    again = StoredBundles.packedAgain(directory);
  }

  private PruneEvidence.Outcome prune(
      @Nullable Duration olderThan, @Nullable Integer keep, boolean dryRun) throws IOException {
    return prune(new LocalEvidence(directory, dryRun), olderThan, keep, dryRun, NOW);
  }

  private static PruneEvidence.Outcome prune(
      EvidenceFolder folder,
      @Nullable Duration olderThan,
      @Nullable Integer keep,
      boolean dryRun,
      Instant now)
      throws IOException {
    PruneEvidence.Rule rule = new PruneEvidence.Rule(olderThan, keep, "the rule");
    try (folder;
        TarBundleFiles files = new TarBundleFiles(InputStream.nullInputStream())) {
      return new PruneEvidence(folder, files, StoreProgress.NONE)
          .prune(new PruneEvidence.Request(rule, new LegalHold(), now, dryRun));
    }
  }

  private List<Json.Obj> record() throws IOException {
    DeletionRecord chain = new DeletionRecord();
    List<Json.Obj> lines = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve(EvidenceFolder.RECORD))) {
      assertThat(chain.accept(line.getBytes())).as(line).isTrue();
      lines.add((Json.Obj) Vectors.parse(line));
    }
    return lines;
  }

  @Test
  void old_bundles_go_and_are_on_record() throws IOException {
    Path sidecar = StoredBundles.write(directory.resolve("ok.tar.gz.tsr"), new byte[] {1});
    Path other = StoredBundles.write(directory.resolve("ok.txt"), new byte[] {1});
    List<String> digests =
        List.of(StoredBundles.digest(sealed), StoredBundles.digest(again)).stream()
            .map(hex -> "sha256:" + hex)
            .sorted()
            .toList();
    PruneEvidence.Outcome outcome = prune(Duration.ofDays(90), null, false);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.removed()).hasSize(2);
    assertThat(outcome.kept()).isZero();
    assertThat(sealed).doesNotExist();
    assertThat(again).doesNotExist();
    assertThat(sidecar).doesNotExist();
    assertThat(other).exists();
    assertThat(record())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.string("reason")).contains("older_than"))
        .allSatisfy(line -> assertThat(line.string("rule")).contains("the rule"))
        .extracting(line -> line.string("archive_sha256").orElse(""))
        .containsExactlyInAnyOrderElementsOf(digests);
  }

  @Test
  void young_bundles_and_the_newest_stay() throws IOException {
    assertThat(prune(Duration.ofDays(92), null, false).removed()).isEmpty();
    assertThat(prune(null, 2, false).removed()).isEmpty();
    assertThat(prune(Duration.ofDays(90), 2, false).removed()).isEmpty();
    PruneEvidence.Outcome outcome = prune(null, 1, false);
    assertThat(outcome.removed()).hasSize(1);
    assertThat(outcome.removed().getFirst().reason()).isEqualTo(DeletionRecord.Reason.BEYOND_KEEP);
    assertThat(outcome.kept()).isEqualTo(1);
  }

  @Test
  void a_dry_run_changes_nothing() throws IOException {
    assertThat(prune(null, 0, true).removed()).hasSize(2);
    assertThat(sealed).exists();
    assertThat(again).exists();
    assertThat(directory.resolve(EvidenceFolder.RECORD)).doesNotExist();
  }

  @Test
  void a_journal_in_use_keeps_its_bundle_and_is_not_touched() throws IOException {
    Path journal = StoredBundles.write(directory.resolve("ok.journal"), new byte[] {1});
    Path alone = StoredBundles.write(directory.resolve("run.journal"), new byte[] {1});
    assertThat(prune(null, 0, false).removed()).hasSize(1);
    assertThat(sealed).exists();
    assertThat(journal).exists();
    assertThat(alone).exists();
  }

  @Test
  void a_legal_hold_keeps_a_bundle_and_a_misread_one_keeps_all() throws IOException {
    Path hold = directory.resolve(EvidenceFolder.HOLD);
    Files.writeString(hold, "# case 17\n\nsha256:" + StoredBundles.digest(sealed) + "\n");
    PruneEvidence.Outcome outcome = prune(null, 0, false);
    assertThat(outcome.held()).isEqualTo(1);
    assertThat(sealed).exists();
    assertThat(again).doesNotExist();
    Files.writeString(hold, "run:run_session_2026\n");
    assertThat(prune(null, 0, false).held()).isEqualTo(1);
    Files.writeString(hold, "run:run_session_2026\nsha256:short\n");
    PruneEvidence.Outcome misread = prune(null, 0, false);
    assertThat(misread.problems()).extracting(Problem::code).containsExactly("prune.legal_hold");
    Files.delete(hold);
    Files.createSymbolicLink(hold, directory.resolve("unmounted"));
    PruneEvidence.Outcome away = prune(null, 0, false);
    assertThat(away.removed()).isEmpty();
    assertThat(away.problems()).isNotEmpty();
    assertThat(sealed).exists();
    assertThat(misread.problems().getFirst().where().line()).isEqualTo(2);
    assertThat(sealed).exists();
  }

  @Test
  void a_bundle_that_does_not_verify_stays_and_is_named() throws IOException {
    StoredBundles.write(sealed, new byte[] {1, 2, 3});
    PruneEvidence.Outcome outcome = prune(null, 0, false);
    assertThat(outcome.problems()).extracting(Problem::code).containsExactly("prune.not_intact");
    assertThat(sealed).exists();
    assertThat(outcome.removed()).hasSize(1);
  }

  @Test
  void a_record_that_was_changed_stops_everything() throws IOException {
    prune(null, 1, false);
    Path path = directory.resolve(EvidenceFolder.RECORD);
    String before = Files.readString(path);
    Files.writeString(path, before.replace("beyond_keep", "older_than") + before);
    PruneEvidence.Outcome outcome = prune(null, 0, false);
    assertThat(outcome.problems())
        .extracting(Problem::code)
        .containsExactly("prune.record_damaged");
    assertThat(outcome.removed()).isEmpty();
    assertThat(outcome.problems().getFirst().where().line()).isEqualTo(2);
  }

  @Test
  void a_torn_last_line_is_cut_off_and_the_chain_goes_on() throws IOException {
    prune(null, 1, false);
    Path path = directory.resolve(EvidenceFolder.RECORD);
    Files.writeString(path, Files.readString(path) + "{\"schema\":\"assay.evi");
    assertThat(prune(null, 0, false).problems()).isEmpty();
    assertThat(record()).hasSize(2);
  }

  @Test
  void only_one_prune_works_at_a_time() throws IOException {
    try (LocalEvidence first = new LocalEvidence(directory, false)) {
      assertThat(first.survey()).isInstanceOf(EvidenceFolder.Survey.Found.class);
      assertThat(prune(null, 0, false).problems())
          .extracting(Problem::code)
          .containsExactly("prune.busy");
      assertThat(sealed).exists();
    }
  }

  @Test
  void nothing_goes_whose_record_cannot_be_written() throws IOException {
    PruneEvidence.Outcome outcome = prune(new Failing(directory, true), null, 0, false, NOW);
    assertThat(outcome.problems())
        .extracting(Problem::code)
        .containsExactly("prune.record_unwritable");
    assertThat(outcome.removed()).isEmpty();
    assertThat(sealed).exists();
    assertThat(again).exists();
  }

  @Test
  void a_removal_that_fails_is_on_record_too() throws IOException {
    PruneEvidence.Outcome outcome = prune(new Failing(directory, false), null, 1, false, NOW);
    assertThat(outcome.problems()).extracting(Problem::code).containsExactly("prune.not_removed");
    assertThat(record())
        .extracting(line -> line.string("reason").orElse(""))
        .containsExactly("beyond_keep", "not_removed");
  }

  @Test
  void a_directory_that_is_not_there_is_said() throws IOException {
    assertThat(
            prune(new LocalEvidence(directory.resolve("no"), false), null, 0, false, NOW)
                .problems())
        .extracting(Problem::code)
        .containsExactly("prune.directory");
  }

  @Test
  void a_bundle_that_changed_since_is_not_removed() {
    try (LocalEvidence folder = new LocalEvidence(directory, false)) {
      folder.survey();
      assertThat(folder.remove("ok.tar.gz", "0".repeat(64)))
          .map(Problem::code)
          .contains("prune.not_removed");
    }
    assertThat(sealed).exists();
  }

  /** A real directory whose disk fails in one of two places. */
  private static final class Failing implements EvidenceFolder {
    private final LocalEvidence real;
    private final boolean atRecord;

    Failing(Path directory, boolean atRecord) {
      this.real = new LocalEvidence(directory, atRecord);
      this.atRecord = atRecord;
    }

    @Override
    public Survey survey() {
      return real.survey();
    }

    @Override
    public Optional<Problem> record(byte[] line) {
      return real.record(line); // opened for reading only when this is where it fails
    }

    @Override
    public Optional<Problem> remove(String name, String sha256) {
      return atRecord ? real.remove(name, sha256) : real.remove(name, "0".repeat(64));
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
