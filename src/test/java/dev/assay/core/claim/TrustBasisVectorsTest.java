package dev.assay.core.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published vectors for the ten frozen rows; see {@code vectors/trust/README.md}. */
final class TrustBasisVectorsTest {
  private static final String DIRECTORY = "trust/";

  @Test
  void the_catalogue_is_the_published_one() {
    List<String> ours =
        ClaimId.frozen().stream()
            .map(id -> id.wire() + " " + id.source() + " " + id.boundary())
            .toList();
    List<String> published =
        Vectors.cases(DIRECTORY + "classify/cases.json", "claims").stream()
            .map(row -> text(row, "id") + " " + text(row, "source") + " " + text(row, "boundary"))
            .toList();
    assertThat(ours).isEqualTo(published);
  }

  @TestFactory
  Stream<DynamicTest> events_give_the_published_claims() {
    List<Json.Obj> cases = Vectors.cases(DIRECTORY + "classify/cases.json", "cases");
    assertThat(cases).hasSize(96);
    return cases.stream()
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () ->
                        assertThat(verified(basis(events(row.get("events")), Ruleset.V1)))
                            .containsExactlyInAnyOrderElementsOf(texts(row, "expect_verified"))));
  }

  @TestFactory
  Stream<DynamicTest> number_tokens_survive() {
    return Vectors.cases(DIRECTORY + "classify/raw_number_cases.json", "cases").stream()
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      Json data =
                          Vectors.parse(text(row, "payload_text").getBytes(StandardCharsets.UTF_8));
                      ObservedEvent event =
                          new ObservedEvent(
                              0,
                              "assay.receipt.promptfoo.assertion_component.v1",
                              "urn:x",
                              "sha256:0",
                              data);
                      assertThat(
                              level(
                                  basis(List.of(event), Ruleset.V1),
                                  ClaimId.EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE))
                          .isEqualTo(text(row, "external_eval_receipt_boundary_visible"));
                    }));
  }

  @Test
  void golden_files_are_equal_to_the_byte() {
    for (String name : List.of("all-absent", "signals-and-receipts")) {
      String folder = DIRECTORY + "golden/" + name + "/";
      TrustBasis basis =
          basis(events(Vectors.parse(Vectors.bytes(folder + "events.json"))), Ruleset.V1);
      assertThat(basis.bytes()).asString().isEqualTo(Vectors.text(folder + "trust-basis.json"));
    }
  }

  @Test
  void a_pack_finding_that_survives_the_cut_is_a_claim_of_its_own() {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    events(Vectors.parse(Vectors.bytes(DIRECTORY + "golden/all-absent/events.json")))
        .forEach(compiler::see);
    Ground ground =
        new Ground(
            true,
            Ground.Signature.NONE,
            Ground.Provenance.NONE,
            Optional.empty(),
            new Ground.PackRun(1, 1, 1),
            Ground.SourceChecks.NONE);
    assertThat(compiler.compile(ground, Ruleset.V1).basis().bytes())
        .asString()
        .isEqualTo(Vectors.text(DIRECTORY + "golden/with-pack-finding/trust-basis.json"));
  }

  @TestFactory
  Stream<DynamicTest> differences_are_reported_as_published() {
    return Vectors.cases(DIRECTORY + "diff/cases.json", "cases").stream()
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      TrustBasisDiff diff =
                          TrustBasisDiff.between(
                              read(row.get("baseline")), read(row.get("candidate")));
                      assertThat(diff.bytes())
                          .isEqualTo(TrustBasis.file(row.object("report").orElseThrow()));
                      assertThat(diff.text()).isEqualTo(text(row, "text"));
                      assertThat(diff.hasRegressions() ? 1L : 0L)
                          .isEqualTo(row.integer("exit_with_fail_on_regression").orElseThrow());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> demanded_levels_are_reported_as_published() {
    return Vectors.cases(DIRECTORY + "assert/cases.json", "cases").stream()
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      ClaimGate gate = ClaimGate.check(read(row.get("input")), requirements(row));
                      assertThat(gate.bytes())
                          .isEqualTo(TrustBasis.file(row.object("report").orElseThrow()));
                      assertThat(gate.text()).isEqualTo(text(row, "text"));
                      assertThat(gate.passed() ? 0L : 1L)
                          .isEqualTo(row.integer("exit").orElseThrow());
                    }));
  }

  @Test
  void a_demand_that_cannot_be_read_is_refused() {
    for (Json.Obj row : Vectors.cases(DIRECTORY + "assert/cases.json", "input_errors")) {
      if (row.get("input_text") == null) {
        for (String demand : texts(row, "require")) {
          assertThat(LevelRequirement.read(demand))
              .describedAs(demand)
              .isInstanceOf(LevelRequirement.Reading.Refused.class);
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> unreadable_files_are_refused_and_odd_ones_read() {
    return Vectors.cases(DIRECTORY + "diff/input_error_cases.json", "cases").stream()
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      boolean usable =
                          isUsable(text(row, "baseline_text"))
                              && isUsable(text(row, "candidate_text"));
                      assertThat(usable).isEqualTo(row.integer("exit").orElseThrow() == 0);
                    }));
  }

  private static boolean isUsable(String file) {
    return TrustBasisReading.read(file.getBytes(StandardCharsets.UTF_8))
            instanceof TrustBasisReading.Read read
        && read.basis().duplicateIds().isEmpty();
  }

  private static List<LevelRequirement> requirements(Json.Obj row) {
    List<LevelRequirement> requirements = new ArrayList<>();
    for (String demand : texts(row, "require")) {
      requirements.add(
          ((LevelRequirement.Reading.Read) LevelRequirement.read(demand)).requirement());
    }
    return requirements;
  }

  private static TrustBasis read(Json file) {
    TrustBasis basis =
        new TrustBasis(
            ((TrustBasisReading.Read)
                    TrustBasisReading.read(
                        dev.assay.core.json.JsonText.pretty(file).getBytes(StandardCharsets.UTF_8)))
                .basis()
                .claims());
    return basis;
  }

  private static TrustBasis basis(List<ObservedEvent> events, Ruleset ruleset) {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    events.forEach(compiler::see);
    return compiler.compile(Ground.VERIFIED_ONLY, ruleset).basis();
  }

  private static List<ObservedEvent> events(Json array) {
    List<ObservedEvent> events = new ArrayList<>();
    for (Json.Obj event : Vectors.objects(array)) {
      Json data = event.get("data");
      events.add(
          new ObservedEvent(
              events.size(),
              text(event, "type"),
              "urn:assay:vectors",
              "sha256:0",
              data == null ? Json.Null.NULL : data));
    }
    return events;
  }

  private static List<String> verified(TrustBasis basis) {
    return basis.claims().stream()
        .filter(claim -> claim.level() == Level.VERIFIED)
        .map(claim -> claim.id().wire())
        .toList();
  }

  private static String level(TrustBasis basis, ClaimId id) {
    return basis.claim(id).orElseThrow().level().wire();
  }

  private static String text(Json.Obj row, String name) {
    return row.string(name).orElseThrow();
  }

  private static List<String> texts(Json.Obj row, String name) {
    return ((Json.Arr) row.get(name))
        .items().stream().map(item -> ((Json.Str) item).value()).toList();
  }
}
