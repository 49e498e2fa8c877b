package dev.assay.app.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.JudgedClaim;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.write.BundleSurvey;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.receipt.ImportLedger;
import dev.assay.core.receipt.OnUnsupported;
import dev.assay.core.receipt.ReceiptCatalog;
import dev.assay.core.receipt.ReceiptImporter;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.Vectors;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What an import that skips leaves of what it does not support: a count, a place, a digest. */
class PartialImportTest {
  private static final String SECRET = "planted-7d1f";
  private static final String UNSUPPORTED = "{\"" + SECRET + "\":\"" + SECRET + "\"}";
  private static final ReceiptImporter PROMPTFOO = named("promptfoo-jsonl");
  private static final String GOOD = component("\"equals\"", "1");

  private static ReceiptImporter named(String importer) {
    return ReceiptCatalog.named(importer).orElseThrow();
  }

  /** A row with one component. */
  private static String component(String type, String score) {
    return row("{\"pass\":true,\"score\":" + score + ",\"assertion\":{\"type\":" + type + "}}");
  }

  private static String row(String... components) {
    return "{\"gradingResult\":{\"componentResults\":[" + String.join(",", components) + "]}}\n";
  }

  private static ImportReceipts.Outcome run(
      ReceiptImporter importer, String source, OnUnsupported onUnsupported) {
    return new ImportReceipts(
            new FakeBundleFiles().with("source", source.getBytes(UTF_8)),
            new EventOrigin.Producer("assay", "0", EventOrigin.UNKNOWN_BUILD),
            InstantSource.system())
        .run(
            new ImportReceipts.Request(
                importer,
                "source",
                Optional.empty(),
                Optional.empty(),
                Optional.of("2026-05-01T08:30:00Z"),
                Optional.empty(),
                onUnsupported));
  }

  private static ImportReceipts.Outcome.Imported skipping(ReceiptImporter importer, String source) {
    return switch (run(importer, source, OnUnsupported.SKIP)) {
      case ImportReceipts.Outcome.Imported imported -> imported;
      case ImportReceipts.Outcome.Rejected rejected ->
          throw new AssertionError(rejected.problem().text());
    };
  }

  private static String refusal(ReceiptImporter importer, String source, OnUnsupported mode) {
    return switch (run(importer, source, mode)) {
      case ImportReceipts.Outcome.Imported _ -> "imported";
      case ImportReceipts.Outcome.Rejected rejected -> rejected.problem().code();
    };
  }

  private static List<Json.Obj> ledger(ImportReceipts.Outcome.Imported imported) {
    List<Json.Obj> payloads = new ArrayList<>();
    for (byte[] line : imported.lines()) {
      Json.Obj event = (Json.Obj) Vectors.parse(line);
      if (event.string("type").orElse("").equals(ImportLedger.EVENT_TYPE)) {
        payloads.add(event.object("data").orElseThrow());
      }
    }
    return payloads;
  }

  @TestFactory
  Stream<DynamicTest> every_importer_of_several_records_drops_what_it_does_not_support() {
    return ReceiptCatalog.importers().stream()
        .filter(importer -> importer.cut() != ReceiptImporter.Cut.DOCUMENT)
        .map(
            importer ->
                dynamicTest(
                    importer.family().importer(),
                    () -> {
                      String good = accepted(importer);
                      String source = UNSUPPORTED + "\n" + good.strip() + "\n" + UNSUPPORTED;
                      ImportReceipts.Outcome.Imported whole = skipping(importer, good);
                      ImportReceipts.Outcome.Imported part = skipping(importer, source);
                      assertThat(part.ledger().imported()).isEqualTo(whole.ledger().imported());
                      Json.Obj payload = ledger(part).getFirst();
                      assertThat(payload.integer("rows"))
                          .contains(2L + good.strip().lines().count());
                      List<Json.Obj> drops = Vectors.objects(payload.get("drops"));
                      assertThat(drops.stream().map(drop -> drop.integer("row").orElse(0L)))
                          .containsExactly(1L, 2L + good.strip().lines().count());
                      assertThat(drops)
                          .allSatisfy(
                              drop ->
                                  assertThat(drop.string("row_digest"))
                                      .contains(Sha256.text(UNSUPPORTED.getBytes(UTF_8))));
                      assertThat(drops.getFirst().string("code"))
                          .contains(refusal(importer, source, OnUnsupported.FAIL));
                      part.lines()
                          .forEach(
                              line -> assertThat(new String(line, UTF_8)).doesNotContain(SECRET));
                    }));
  }

  /** A published source of one object a line. */
  private static String accepted(ReceiptImporter importer) {
    return Vectors.cases("receipts/" + importer.family().importer() + "/cases.json", "cases")
        .stream()
        .filter(one -> one.object("expect").orElseThrow().integer("exit").orElse(1L) == 0)
        .flatMap(one -> one.string("input_text").stream())
        .map(text -> compact(text, importer.cut()))
        .findFirst()
        .orElseThrow();
  }

  private static String compact(String text, ReceiptImporter.Cut cut) {
    StringBuilder lines = new StringBuilder();
    boolean byLine = cut == ReceiptImporter.Cut.LINES;
    for (String line : byLine ? text.strip().split("\n") : new String[] {text}) {
      lines.append(CanonicalJson.canonicalText(Vectors.parse(line))).append('\n');
    }
    return lines.toString();
  }

  @Test
  void documents_of_an_array_are_dropped_by_their_number() {
    ReceiptImporter livekit = named("livekit-tool-action");
    String good = accepted(livekit).strip();
    ImportReceipts.Outcome.Imported part =
        skipping(livekit, "[" + UNSUPPORTED + ", " + good + ", { \"b\": 1.0, \"a\": 2 }]");
    List<Json.Obj> drops = Vectors.objects(ledger(part).getFirst().get("drops"));
    assertThat(drops.stream().map(drop -> drop.integer("row").orElse(0L))).containsExactly(1L, 3L);
    assertThat(drops.getLast().string("row_digest"))
        .contains(Sha256.text("{\"a\":2,\"b\":1}".getBytes(UTF_8)));
  }

  @Test
  void a_component_is_dropped_by_itself() {
    String equals = "{\"pass\":true,\"score\":1,\"assertion\":{\"type\":\"equals\"}}";
    String contains = "{\"pass\":true,\"score\":1,\"assertion\":{\"type\":\"contains\"}}";
    String graded = "{\"pass\":true,\"score\":0.7,\"assertion\":{\"type\":\"equals\"}}";
    ImportReceipts.Outcome.Imported part =
        skipping(PROMPTFOO, "\n" + row(equals, contains, equals, graded) + GOOD);
    assertThat(part.ledger().imported()).isEqualTo(3);
    Json.Obj payload = ledger(part).getFirst();
    assertThat(payload.integer("rows")).contains(2L);
    assertThat(payload.integer("components")).contains(5L);
    assertThat(payload.object("skipped").orElseThrow())
        .isEqualTo(
            Json.object().put("E_PROMPTFOO_ASSERTION_TYPE", 1).put("E_PROMPTFOO_SCORE", 1).build());
    List<Json.Obj> drops = Vectors.objects(payload.get("drops"));
    assertThat(drops.stream().map(drop -> drop.integer("component").orElse(-1L)))
        .containsExactly(1L, 3L);
    assertThat(drops).allSatisfy(drop -> assertThat(drop.integer("row")).contains(2L));
  }

  @Test
  void without_a_drop_the_bundle_is_the_one_of_an_import_of_all() {
    ImportReceipts.Outcome.Imported skipped = skipping(PROMPTFOO, GOOD + GOOD);
    assertThat(ledger(skipped)).isEmpty();
    assertThat(run(PROMPTFOO, GOOD + GOOD, OnUnsupported.FAIL))
        .isInstanceOfSatisfying(
            ImportReceipts.Outcome.Imported.class,
            whole -> assertThat(whole.plan()).isEqualTo(skipped.plan()));
  }

  @Test
  void what_is_broken_is_not_skipped_and_nothing_is_no_import() {
    assertThat(refusal(PROMPTFOO, GOOD + "{\n", OnUnsupported.SKIP)).isEqualTo("E_ROW_JSON");
    assertThat(refusal(PROMPTFOO, UNSUPPORTED + "\n" + UNSUPPORTED, OnUnsupported.SKIP))
        .isEqualTo("E_INPUT_EMPTY");
    assertThat(refusal(named("cyclonedx-mlbom-model"), "{}", OnUnsupported.SKIP))
        .isEqualTo("E_INPUT_EMPTY");
    assertThat(refusal(PROMPTFOO, GOOD + UNSUPPORTED, OnUnsupported.FAIL))
        .isEqualTo("E_PROMPTFOO_COMPONENTS_MISSING");
  }

  @Test
  void a_long_ledger_is_several_events_that_a_verifier_takes() {
    ImportReceipts.Outcome.Imported part =
        skipping(PROMPTFOO, GOOD + component("\"contains\"", "1").repeat(4_500));
    List<Json.Obj> payloads = ledger(part);
    assertThat(payloads.stream().map(p -> Vectors.objects(p.get("drops")).size()))
        .containsExactly(2_000, 2_000, 500);
    assertThat(payloads.stream().map(p -> p.integer("part").orElse(0L)))
        .containsExactly(1L, 2L, 3L);
    assertThat(payloads)
        .allSatisfy(
            payload ->
                assertThat(payload.object("skipped").orElseThrow())
                    .isEqualTo(Json.object().put("E_PROMPTFOO_ASSERTION_TYPE", 4_500).build()));
    assertThat(part.lines())
        .allSatisfy(line -> assertThat(line.length).isLessThan(BundleSurvey.MAX_LINE_BYTES));
  }

  @Test
  void more_than_can_be_listed_is_refused() {
    assertThat(refusal(PROMPTFOO, GOOD + (UNSUPPORTED + "\n").repeat(100_001), OnUnsupported.SKIP))
        .isEqualTo("E_INPUT_LIMIT");
  }

  @Test
  void a_claim_sees_that_records_were_dropped() {
    List<ObservedEvent> events = new ArrayList<>();
    String source = GOOD + component("\"contains\"", "1").repeat(2_500);
    for (byte[] line : skipping(PROMPTFOO, source).lines()) {
      events.add(ObservedEvent.of(events.size(), (Json.Obj) Vectors.parse(line)));
    }
    JudgedClaim partial = claim(events, ClaimId.EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE);
    assertThat(partial.level()).isEqualTo(Level.SELF_REPORTED);
    assertThat(partial.v1Level()).isEqualTo(Level.VERIFIED);
    assertThat(partial.finding().support().rejected()).isEqualTo(2_500);
    assertThat(partial.finding().support().reasons())
        .contains("receipt_import_partial", "receipt_mixed_support");
    assertThat(
            claim(events, ClaimId.EXTERNAL_DECISION_RECEIPT_BOUNDARY_VISIBLE)
                .finding()
                .support()
                .rejected())
        .isZero();
    List<ObservedEvent> whole = List.of(events.getFirst());
    assertThat(claim(whole, ClaimId.EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE).level())
        .isEqualTo(Level.VERIFIED);
    ObservedEvent empty =
        new ObservedEvent(1, ImportLedger.EVENT_TYPE, "urn:x", "sha256:0", Json.Obj.EMPTY);
    assertThat(
            claim(List.of(events.getFirst(), empty), ClaimId.EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE)
                .level())
        .isEqualTo(Level.SELF_REPORTED);
  }

  private static JudgedClaim claim(List<ObservedEvent> events, ClaimId id) {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    events.forEach(compiler::see);
    return compiler.compile(Ground.VERIFIED_ONLY, Ruleset.HONEST).claim(id);
  }
}
