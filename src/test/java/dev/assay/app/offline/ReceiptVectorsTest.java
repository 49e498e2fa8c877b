package dev.assay.app.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.receipt.OnUnsupported;
import dev.assay.core.receipt.ReceiptCatalog;
import dev.assay.core.receipt.ReceiptImporter;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published vectors of the importers; see {@code vectors/receipts/README.md}. */
final class ReceiptVectorsTest {
  private static final String UPSTREAM = "receipts/upstream/";

  /** The time of an import whose case names none. */
  private static final String IMPORT_TIME = "2026-05-01T08:30:00Z";

  /** Cases with another result here; each has a line in docs/explanation/differences.md. */
  private static final Map<String, String> OVERRIDES =
      Map.of("ref-241", "E_SOURCE_REF", "ref-newline", "E_SOURCE_REF");

  @TestFactory
  Stream<DynamicTest> sources_give_the_published_receipts() {
    return ReceiptCatalog.importers().stream()
        .flatMap(
            importer ->
                Vectors.cases("receipts/" + importer.family().importer() + "/cases.json", "cases")
                    .stream()
                    .map(
                        row ->
                            dynamicTest(
                                importer.family().importer() + " " + text(row, "id"),
                                () -> check(importer, row))));
  }

  @TestFactory
  Stream<DynamicTest> copied_sources_give_the_published_receipts() {
    return Vectors.cases(UPSTREAM + "expected.json", "cases").stream()
        .filter(row -> row.get("importer") != null)
        .map(
            row ->
                dynamicTest(
                    text(row, "file") + " " + row.get("args"),
                    () ->
                        check(
                            ReceiptCatalog.named(text(row, "importer")).orElseThrow(),
                            row,
                            Vectors.bytes(UPSTREAM + text(row, "file")))));
  }

  @Test
  void a_receipt_has_the_payload_and_hash_that_the_reference_shows() {
    Json.Obj row = Vectors.cases(UPSTREAM + "expected.json", "cases").getFirst();
    Json.Obj shown =
        Vectors.objects(Vectors.object(UPSTREAM + "openfeature/evidence-show.json").get("events"))
            .getFirst();
    ImportReceipts.Outcome outcome =
        run(
            ReceiptCatalog.named(text(row, "importer")).orElseThrow(),
            row,
            Vectors.bytes(UPSTREAM + text(row, "file")));
    ImportReceipts.Outcome.Imported imported = (ImportReceipts.Outcome.Imported) outcome;
    Json.Obj line = (Json.Obj) Vectors.parse(imported.lines().getFirst());
    for (String member : List.of("type", "source", "id", "time", "assaycontenthash", "data")) {
      assertThat(CanonicalJson.canonicalText(line.members().get(member)))
          .isEqualTo(CanonicalJson.canonicalText(shown.members().get(member)));
    }
  }

  private static void check(ReceiptImporter importer, Json.Obj row) {
    check(
        importer,
        row,
        row.string("input_text")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .orElseGet(() -> Base64.getDecoder().decode(text(row, "input_base64"))));
  }

  private static void check(ReceiptImporter importer, Json.Obj row, byte[] source) {
    ImportReceipts.Outcome outcome = run(importer, row, source);
    Json.Obj expected = row.object("expect").orElseThrow();
    String code =
        OVERRIDES.getOrDefault(
            row.string("id").orElse(""), expected.string("error_code").orElse(""));
    switch (outcome) {
      case ImportReceipts.Outcome.Rejected rejected -> {
        assertThat(rejected.problem().code()).as(rejected.problem().text()).isEqualTo(code);
        assertThat(rejected.problem().message())
            .contains(expected.string("error_contains").orElse(""));
      }
      case ImportReceipts.Outcome.Imported imported -> {
        assertThat(code).isEmpty();
        checkEvents(imported, expected);
      }
    }
  }

  private static void checkEvents(ImportReceipts.Outcome.Imported imported, Json.Obj expected) {
    List<Json.Obj> events = Vectors.objects(expected.get("events"));
    assertThat(imported.lines()).hasSameSizeAs(events);
    assertThat(imported.plan().runRoot()).isEqualTo(text(expected, "run_root"));
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    for (int i = 0; i < events.size(); i++) {
      Json.Obj line = (Json.Obj) Vectors.parse(imported.lines().get(i));
      for (Map.Entry<String, Json> member : events.get(i).members().entrySet()) {
        assertThat(CanonicalJson.canonicalText(line.members().get(member.getKey())))
            .as(member.getKey())
            .isEqualTo(CanonicalJson.canonicalText(member.getValue()));
      }
      compiler.see(ObservedEvent.of(i, line));
    }
    if (expected.get("v1_claims_verified") == null) {
      return;
    }
    List<String> verified = new ArrayList<>();
    compiler
        .compile(Ground.VERIFIED_ONLY, Ruleset.V1)
        .basis()
        .claims()
        .forEach(
            claim -> {
              if (claim.level() == Level.VERIFIED) {
                verified.add(claim.id().wire());
              }
            });
    List<String> published =
        ((Json.Arr) expected.get("v1_claims_verified"))
            .items().stream().map(item -> ((Json.Str) item).value()).toList();
    assertThat(verified).isEqualTo(published);
  }

  private static ImportReceipts.Outcome run(ReceiptImporter importer, Json.Obj row, byte[] source) {
    Json.Obj args = row.object("args").orElseThrow();
    return new ImportReceipts(
            new FakeBundleFiles().with("source", source),
            new EventOrigin.Producer("assay", "0", EventOrigin.UNKNOWN_BUILD),
            InstantSource.system())
        .run(
            new ImportReceipts.Request(
                importer,
                "source",
                args.string("source_artifact_ref").or(() -> args.string("ref")),
                args.string("run_id"),
                args.string("import_time").or(() -> Optional.of(IMPORT_TIME)),
                args.string("bom_ref").or(() -> Optional.empty()),
                OnUnsupported.FAIL));
  }

  private static String text(Json.Obj row, String name) {
    return row.string(name).orElseThrow();
  }
}
