package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.store.Durability;
import dev.assay.adapter.store.FileEvidenceStore;
import dev.assay.adapter.store.StoreSettings;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.RecorderSettings;
import dev.assay.app.record.Recording;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.testkit.Payloads;
import dev.assay.testkit.RecordedEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording supports while a recorder still writes it. */
class TrustBasisProvisionalTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path directory;

  /** Copies a journal while its recorder is at work, and gives the bundle it became. */
  private Path journal(Path copy) throws IOException {
    Path evidence = Files.createDirectory(directory.resolve("evidence"));
    FileEvidenceStore store =
        new FileEvidenceStore(
            new StoreSettings(
                new StoreSettings.Place.Directory(evidence), Durability.OS, Optional.empty()));
    EventOrigin.Producer producer = new EventOrigin.Producer("assay", "0.1.0", "abc");
    RecorderSettings settings =
        new RecorderSettings(
            "run1", "urn:assay:gateway:test", producer, RecorderSettings.Rotation.DEFAULT);
    EvidenceRecorder recorder = new EvidenceRecorder(settings, store, Runnable::run);
    assertThat(recorder.record(NOW, _ -> Payloads.sessionStarted()))
        .isInstanceOf(Recording.Done.class);
    assertThat(recorder.record(NOW, id -> Payloads.decision("deny", id)))
        .isInstanceOf(Recording.Done.class);
    Files.copy(RecordedEvidence.files(evidence, ".journal").getFirst(), copy);
    recorder.close(Seal.CloseReason.NORMAL, NOW);
    return RecordedEvidence.files(evidence, ".tar.gz").getFirst();
  }

  @Test
  void a_journal_is_compiled_as_far_as_it_goes_and_marked() throws IOException {
    Path copy = directory.resolve("running.journal");
    journal(copy);
    CliRun run = CliRun.of("trust-basis", "provisional", copy).endsWith(0);
    assertThat(run.out())
        .startsWith("provisional: 2 events of run run1.0, not sealed\n")
        .contains("  absent        bundle_verified  provisional\n")
        .contains("  absent        capture_health_clean  not_sealed\n");
    assertThat(CliRun.of("trust-basis", "provisional", "--dir", directory).endsWith(0).out())
        .isEqualTo(run.out());
    Json.Obj report = CliRun.of("trust-basis", "provisional", copy, "--json").document();
    assertThat(report.string("schema")).contains(TrustReport.SCHEMA);
    assertThat(report.get("provisional")).isEqualTo(Json.Bool.TRUE);
    assertThat(report.integer("as_of_seq")).contains(1L);
  }

  @Test
  void a_provisional_report_is_no_baseline_and_no_member_of_a_fleet() throws IOException {
    Path copy = directory.resolve("running.journal");
    journal(copy);
    Path report =
        Files.writeString(
            directory.resolve("report.json"),
            CliRun.of("trust-basis", "provisional", copy, "--json").endsWith(0).out());
    assertThat(CliRun.of("trust-basis", "fold", report).endsWith(2).err())
        .contains("is of a recording that went on");
    CliRun accepted =
        CliRun.of("trust-basis", "accept", report, "--by=ana", "--reason=x", "--dir", directory);
    assertThat(accepted.exitCode()).isEqualTo(2);
  }

  @Test
  void what_is_no_journal_or_damaged_gives_nothing() throws IOException {
    Path copy = directory.resolve("running.journal");
    Path bundle = journal(copy);
    assertThat(CliRun.of("trust-basis", "provisional", bundle).endsWith(2).err())
        .contains("there is no journal of a recording")
        .contains("trust-basis explain");
    byte[] bytes = Files.readAllBytes(copy);
    bytes[bytes.length / 3] ^= 1;
    Path damaged = Files.write(directory.resolve("damaged"), bytes);
    CliRun run = CliRun.of("trust-basis", "provisional", damaged).endsWith(2);
    assertThat(run.out()).isEmpty();
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThat(CliRun.of("trust-basis", "provisional", "--dir", empty).endsWith(2).err())
        .contains("no gate is recording there");
    CliRun.of("trust-basis", "provisional").endsWith(2);
  }
}
