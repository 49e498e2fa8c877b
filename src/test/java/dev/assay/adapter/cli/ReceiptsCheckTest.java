package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.receipt.ReceiptCatalog;
import dev.assay.testkit.MadeBundles;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsCheckTest {
  private static final Path RESULTS = Path.of("examples/ci-gate/results.jsonl");

  @TempDir private Path directory;

  private Path imported(String importer, Path source) {
    Path bundle = directory.resolve(importer + ".tar.gz");
    CliRun.of("evidence", "import", importer, "--input", source, "--bundle-out", bundle)
        .endsWith(0);
    return bundle;
  }

  private static CliRun check(Path bundle, Path source) {
    return CliRun.of("evidence", "receipts", "check", "--bundle", bundle, "--source", source);
  }

  @TestFactory
  Stream<DynamicTest> receipts_of_every_family_are_made_again() {
    return ReceiptCatalog.importers().stream()
        .map(importer -> importer.family().importer())
        .map(
            importer ->
                DynamicTest.dynamicTest(
                    importer,
                    () -> {
                      Path source = directory.resolve(importer + ".source");
                      Files.writeString(source, accepted(importer));
                      assertThat(check(imported(importer, source), source).endsWith(0).out())
                          .startsWith("same    " + importer);
                    }));
  }

  /** The text of the first published case that needs no option. */
  private static String accepted(String importer) {
    Optional<String> text =
        Vectors.cases("receipts/" + importer + "/cases.json", "cases").stream()
            .filter(one -> one.object("expect").orElseThrow().integer("exit").orElse(1L) == 0)
            .filter(one -> one.object("args").map(args -> args.get("bom_ref") == null).orElse(true))
            .flatMap(one -> one.string("input_text").stream())
            .findFirst();
    return text.orElseThrow();
  }

  @Test
  void another_source_is_no_source() throws IOException {
    Path bundle = imported("promptfoo-jsonl", RESULTS);
    Path other = directory.resolve("other.jsonl");
    Files.writeString(other, Files.readString(RESULTS) + "\n");
    CliRun run = check(bundle, other).endsWith(1);
    assertThat(run.out())
        .contains("DIFFERS promptfoo-jsonl sha256:")
        .contains("0 of 2 receipts are the same, no source with this digest")
        .contains("unused  " + other);
    Json.Obj document =
        CliRun.of(
                "evidence",
                "receipts",
                "check",
                "--json",
                "--bundle",
                bundle,
                "--source",
                other,
                "--source",
                RESULTS)
            .endsWith(0)
            .document();
    assertThat(document.get("holds")).isEqualTo(Json.Bool.TRUE);
    assertThat(document.get("unused_sources").toString()).contains("other.jsonl");
  }

  private static Json.Obj receipt(byte[] source, boolean pass) {
    return Json.object()
        .put("schema", "assay.receipt.promptfoo.assertion-component.v1")
        .put("source_system", "promptfoo")
        .put("source_surface", "cli-jsonl.gradingResult.componentResults")
        .put("source_artifact_ref", "results.jsonl")
        .put("source_artifact_digest", Sha256.text(source))
        .put("reducer_version", "assay-promptfoo-jsonl-component-result@0.1.0")
        .put("imported_at", "2026-05-01T08:30:00Z")
        .put("assertion_type", "equals")
        .put(
            "result",
            Json.object()
                .put("pass", pass)
                .put("score", 1)
                .put("reason", "Assertion passed")
                .build())
        .build();
  }

  private Path made(Json.Obj... receipts) throws IOException {
    MadeBundles bundle = new MadeBundles();
    for (Json.Obj receipt : receipts) {
      bundle.with("assay.receipt.promptfoo.assertion_component.v1", null, receipt);
    }
    return Files.write(directory.resolve("made.tar.gz"), bundle.archive());
  }

  @Test
  void receipts_that_the_source_does_not_give_differ() throws IOException {
    Path first = directory.resolve("first.jsonl");
    String row = Files.readString(RESULTS).lines().findFirst().orElseThrow() + "\n";
    byte[] source = Files.readAllBytes(Files.writeString(first, row));
    assertThat(check(made(receipt(source, true)), first).endsWith(0).out()).startsWith("same");
    assertThat(check(made(receipt(source, false)), first).endsWith(1).out())
        .contains("0 of 1 receipts are the same, 1 receipts differ");
    assertThat(check(made(receipt(source, true), receipt(source, true)), first).endsWith(1).out())
        .contains("the source gives 1 receipts, the bundle has 2");
    Files.writeString(first, "{}\n");
    byte[] refused = Files.readAllBytes(first);
    assertThat(check(made(receipt(refused, true)), first).endsWith(1).out())
        .contains("the importer refuses it");
  }

  @Test
  void sources_raise_the_claim_about_them_and_never_more_than_they_show() throws IOException {
    Path bundle = imported("promptfoo-jsonl", RESULTS);
    assertThat(explained(bundle, "--source=" + RESULTS)).isEqualTo("verified");
    assertThat(explained(bundle)).isEqualTo("absent");
    byte[] source = Files.readAllBytes(RESULTS);
    assertThat(explained(made(receipt(source, false)), "--source=" + RESULTS)).isEqualTo("absent");
    Path other = Files.writeString(directory.resolve("other.jsonl"), "{}\n");
    assertThat(
            CliRun.of("trust-basis", "generate", bundle, "--source", other, "--source", RESULTS)
                .endsWith(2)
                .err())
        .contains("no receipt of the bundle names this source");
    assertThat(CliRun.of("trust-basis", "generate", "-", "--source", RESULTS).endsWith(2).err())
        .contains("read twice");
  }

  private static String explained(Path bundle, String... more) {
    Object[] words = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {
          "trust-basis", "explain", "receipt_source_recomputable", "--bundle", bundle, "--json"
        },
        0,
        words,
        0,
        6);
    System.arraycopy(more, 0, words, 6, more.length);
    Json.Obj document = CliRun.of(words).endsWith(0).document();
    return Vectors.objects(document.get("claims")).getFirst().string("level").orElse("");
  }

  @Test
  void a_partial_import_says_so_and_is_made_again_with_its_ledger() throws IOException {
    String good = Files.readString(RESULTS);
    Path source = Files.writeString(directory.resolve("mixed.jsonl"), good + "{\"a\":1}\n");
    Path bundle = directory.resolve("partial.tar.gz");
    CliRun all =
        CliRun.of("evidence", "import", "promptfoo-jsonl", "--input", source, "--out", bundle);
    assertThat(all.endsWith(2).err()).contains("line 3 is missing");
    assertThat(bundle).doesNotExist();
    CliRun some =
        CliRun.of(
            "evidence",
            "import",
            "promptfoo-jsonl",
            "--input",
            source,
            "--out",
            bundle,
            "--on-unsupported=skip",
            "--json");
    assertThat(some.endsWith(0).err())
        .contains("warning: 1 of 3 records were dropped (1 E_PROMPTFOO_COMPONENTS_MISSING)");
    assertThat(some.document().integer("receipts")).contains(2L);
    assertThat(some.document().integer("dropped")).contains(1L);
    CliRun.of("evidence", "verify", bundle).endsWith(0);
    assertThat(check(bundle, source).endsWith(0).out()).contains("2 of 2 receipts are the same");
    assertThat(
            CliRun.of(
                    "trust-basis",
                    "explain",
                    "external_eval_receipt_boundary_visible",
                    "--bundle",
                    bundle)
                .endsWith(0)
                .out())
        .contains("external_eval_receipt_boundary_visible: self_reported")
        .contains("receipt_import_partial");
  }

  @Test
  void a_ledger_that_is_missing_or_another_differs() throws IOException {
    String row = Files.readString(RESULTS).lines().findFirst().orElseThrow() + "\n";
    Path source = Files.writeString(directory.resolve("mixed.jsonl"), row + "{\"a\":1}\n");
    byte[] bytes = Files.readAllBytes(source);
    assertThat(check(made(receipt(bytes, true)), source).endsWith(1).out())
        .contains("the importer refuses it");
    Json.Obj ledger =
        Json.object()
            .put("receipt_type", "assay.receipt.promptfoo.assertion_component.v1")
            .put("source_artifact_ref", "mixed.jsonl")
            .put("source_artifact_digest", Sha256.text(bytes))
            .put("imported_at", "2026-05-01T08:30:00Z")
            .put("drops", Json.Arr.EMPTY)
            .build();
    MadeBundles changed = new MadeBundles();
    changed.with("assay.receipt.promptfoo.assertion_component.v1", null, receipt(bytes, true));
    changed.with("assay.receipt.import_summary.v1", null, ledger);
    Path bundle = Files.write(directory.resolve("changed.tar.gz"), changed.archive());
    assertThat(check(bundle, source).endsWith(1).out())
        .contains("the ledger of dropped records differs");
    MadeBundles alone = new MadeBundles();
    alone.with("assay.receipt.import_summary.v1", null, ledger);
    Path only = Files.write(directory.resolve("alone.tar.gz"), alone.archive());
    assertThat(check(only, source).endsWith(1).out())
        .contains("the source gives 1 receipts, the bundle has 0");
  }

  @Test
  void a_bundle_without_receipts_is_no_success() {
    Path bundle = Path.of("src/test/resources/vectors/evidence/sealed/ok.tar.gz");
    CliRun run = check(bundle, RESULTS).endsWith(1);
    assertThat(run.out()).contains("there is no receipt in the bundle").contains("unused");
  }

  @Test
  void a_broken_bundle_and_a_missing_source_end_with_2() {
    Path broken = Path.of("src/test/resources/vectors/evidence/tamper/100-data-naive.tar.gz");
    assertThat(check(broken, RESULTS).endsWith(2).out()).isEmpty();
    Path bundle = imported("promptfoo-jsonl", RESULTS);
    assertThat(check(bundle, directory.resolve("none")).endsWith(2).err()).contains("no such file");
  }
}
