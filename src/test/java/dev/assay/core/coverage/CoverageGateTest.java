package dev.assay.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Seed;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The gate where documents are missing, unknown or contradictory, and its laws. */
final class CoverageGateTest {
  private static final String POSITIVE = "positive:network_endpoints";
  private static final String NEGATIVE = "bounded_negative:network_endpoints";
  private static final String WHOLE = "exhaustive:network_endpoints";
  private static final int ROUNDS = 300;

  private final RandomGenerator random = Seed.random();

  @Test
  void a_document_that_says_nothing_of_a_dimension_permits_no_claim_about_it() {
    Json.Obj nothing = document(List.of(), List.of());
    assertThat(why(nothing, POSITIVE)).isEqualTo("no_cell");
    assertThat(why(nothing, WHOLE)).isEqualTo("no_cell");
    assertThat(why(nothing, NEGATIVE)).isEqualTo("not_supported");
    assertThat(why(nothing, "bounded_negative:made_up")).isEqualTo("not_evaluable");
  }

  @Test
  void cells_that_contradict_each_other_permit_nothing() {
    Json.Obj strong = cell("measured_network_endpoints_drift", "strong", "measured");
    Json.Obj absent =
        put(
            put(
                cell("measured_network_endpoints_drift", "absent", "measured"),
                "evidence_refs",
                Json.Arr.EMPTY),
            "artifact_role",
            new Json.Str("none"));
    assertThat(why(document(List.of(strong, absent), List.of()), POSITIVE))
        .isEqualTo("contradictory_cells");
    assertThat(why(document(List.of(absent, strong), List.of()), POSITIVE))
        .isEqualTo("contradictory_cells");
    assertThat(permitted(document(List.of(strong, strong), List.of()), POSITIVE))
        .as("the same cell twice says one thing")
        .isTrue();
  }

  @Test
  void a_cell_that_breaks_a_rule_permits_nothing() {
    Json.Obj good = cell("measured_network_endpoints_drift", "strong", "measured");
    for (Json.Obj bad :
        List.of(
            put(good, "claim_strength", new Json.Str("certain")),
            put(good, "claim_basis", new Json.Str("attested")),
            put(good, "artifact_role", new Json.Str("none")),
            put(good, "evidence_refs", Json.Arr.EMPTY),
            put(good, "schema", new Json.Str("assay.observability.claim_class_cell.v9")),
            put(good, "score", Json.Num.of(1)))) {
      assertThat(why(document(List.of(bad), List.of()), POSITIVE)).isEqualTo("unusable_cell");
    }
  }

  @Test
  void what_is_blocked_stays_blocked_whatever_the_cells_say() {
    List<Json> cells =
        List.of(
            cell("measured_network_endpoints_drift", "strong", "measured"),
            cell("exhaustive_network_endpoints_equality", "partial", "derived"));
    assertThat(permitted(document(cells, List.of()), NEGATIVE)).isTrue();
    Json blocked = CellDocument.blocked("no_network_endpoints_effect_beyond_observed", "why");
    assertThat(why(document(cells, List.of(blocked)), NEGATIVE)).isEqualTo("blocked");
  }

  @Test
  void lists_with_anything_else_in_them_are_refused_with_the_place() {
    Json.Obj cells = document(List.of(Json.Num.of(1)), List.of());
    Json.Obj blocks = document(List.of(), List.of(Json.object().put("x", 1).build()));
    assertThat(refused(cells)).isEqualTo("/claim_cells/0");
    assertThat(refused(blocks)).isEqualTo("/blocked_claims/0");
    assertThat(
            CoverageGate.of(
                Json.object().put("schema", DriftAnnotation.SCHEMA).build(), demands(POSITIVE)))
        .isInstanceOf(CoverageGate.Outcome.Refused.class);
  }

  @Test
  void no_demand_is_no_pass() {
    assertThat(new CoverageGate(List.of()).passed()).isFalse();
    assertThat(new CoverageGate(List.of()).support()).isEqualTo(ClaimSupport.NOT_EVALUABLE);
  }

  @Test
  void demands_come_to_the_worst_of_them() {
    Json.Obj cells =
        document(
            List.of(
                cell("measured_network_endpoints_drift", "strong", "measured"),
                cell("exhaustive_network_endpoints_equality", "partial", "derived"),
                cell("measured_process_execs_drift", "weak", "measured")),
            List.of());
    CoverageDemand strong = demands(POSITIVE).getFirst();
    CoverageDemand partial = demands(WHOLE).getFirst();
    CoverageDemand weak = demands("positive:process_execs").getFirst();
    CoverageDemand missing = demands("positive:kernel_file_operations").getFirst();
    assertThat(judge(cells, List.of(strong)).support()).isEqualTo(ClaimSupport.SUPPORTED);
    assertThat(judge(cells, List.of(strong, partial)).support()).isEqualTo(ClaimSupport.DEGRADED);
    assertThat(judge(cells, List.of(partial, missing)).support())
        .isEqualTo(ClaimSupport.NOT_EVALUABLE);
    assertThat(judge(cells, List.of(missing, weak)).support()).isEqualTo(ClaimSupport.BLOCKED);
  }

  @Test
  void taking_cells_away_or_blocking_more_never_permits_more() {
    List<Json.Obj> documents =
        Vectors.cases("trust/coverage/claims_gate.json", "cases").stream()
            .map(row -> row.object("annotation").orElseThrow())
            .toList();
    List<CoverageDemand> all = new ArrayList<>();
    for (DriftDimension dimension : DriftDimension.values()) {
      for (CoverageDemand.Type type : CoverageDemand.Type.values()) {
        all.add(new CoverageDemand(type, dimension.wire()));
      }
    }
    for (int i = 0; i < ROUNDS; i++) {
      Json.Obj whole = documents.get(random.nextInt(documents.size()));
      List<Json> cells = some(whole.get("claim_cells"));
      List<Json> blocked = new ArrayList<>(((Json.Arr) whole.get("blocked_claims")).items());
      DriftDimension dimension = DriftDimension.values()[random.nextInt(4)];
      blocked.add(CellDocument.blocked(dimension.negative(), "more"));
      CoverageGate before = judge(whole, all);
      CoverageGate after = judge(document(cells, blocked), all);
      for (int d = 0; d < all.size(); d++) {
        assertThat(after.results().get(d).permitted() && !before.results().get(d).permitted())
            .as("seed %s, %s", Seed.value(), all.get(d))
            .isFalse();
      }
    }
  }

  private List<Json> some(Json array) {
    List<Json> kept = new ArrayList<>();
    for (Json item : ((Json.Arr) array).items()) {
      if (random.nextBoolean()) {
        kept.add(item);
      }
    }
    return kept;
  }

  @Test
  void a_complete_descriptor_is_what_it_takes_to_say_that_this_was_all() {
    Json.Obj health =
        Vectors.cases("trust/coverage/fidelity.json", "cases").getFirst().object("health").get();
    assertThat(CoverageSeeds.of(Dimension.NETWORK, "connect_only").orElseThrow().isComplete())
        .isFalse();
    Json.Obj surface =
        (Json.Obj)
            Vectors.parse(
                """
                {"schema":"assay.runner.capability_surface.v0","run_id":"run-7",
                 "network_endpoints":["192.0.2.7:443"]}
                """);
    assertThat(SideEffectReport.of(health, surface, new KnownCoverage()))
        .isInstanceOfSatisfying(
            CellDocument.Made.class,
            seeded -> assertThat(why(seeded.json(), "exhaustive:network")).isEqualTo("weak"));
    KnownCoverage full = new KnownCoverage();
    Json.Obj descriptor =
        (Json.Obj)
            Vectors.parse(
                """
                {"schema":"assay.runner.coverage_descriptor.v0","dimension":"network",
                 "method":"every packet","observes":["peers"],"known_blind_spots":[],
                 "completeness":"full"}
                """);
    assertThat(full.add(descriptor)).isEmpty();
    assertThat(full.add(descriptor)).as("two of one dimension").isPresent();
    CellDocument.Made clean = (CellDocument.Made) SideEffectReport.of(health, surface, full);
    assertThat(permitted(clean.json(), "exhaustive:network")).isTrue();
    assertThat(permitted(clean.json(), "bounded_negative:network")).isTrue();
    Json.Obj clipped =
        put(
            put(health, "ringbuf_drops", Json.Num.of(3)),
            "kernel_layer",
            new Json.Str("partial_ringbuf_drops"));
    CellDocument.Made lost = (CellDocument.Made) SideEffectReport.of(clipped, surface, full);
    assertThat(why(lost.json(), "bounded_negative:network")).isEqualTo("blocked");
  }

  @Test
  void health_in_words_that_are_not_known_fails() {
    Json.Obj good =
        Vectors.cases("trust/coverage/fidelity.json", "cases").getFirst().object("health").get();
    for (String member :
        List.of(
            "platform",
            "kernel_layer",
            "policy_layer",
            "sdk_layer",
            "cgroup_correlation",
            "network_protocol_coverage",
            "ringbuf_drops")) {
      Fidelity fidelity = Fidelity.of(ObservationHealth.of(put(good, member, Json.Bool.TRUE)));
      assertThat(fidelity.verdict()).as(member).isEqualTo(Fidelity.Verdict.FAILED);
      assertThat(fidelity.reasons().getFirst().field()).isEqualTo(member);
    }
  }

  @Test
  void the_stricter_of_two_answers_wins() {
    for (Answer one : Answer.values()) {
      assertThat(one.and(Answer.BLOCKED)).isEqualTo(Answer.BLOCKED);
      assertThat(Answer.ALLOWED.and(one)).isEqualTo(one);
    }
  }

  private static String why(Json.Obj document, String demand) {
    CoverageGate.Result result = judge(document, demands(demand)).results().getFirst();
    assertThat(result.permitted()).isFalse();
    return result.why();
  }

  private static boolean permitted(Json.Obj document, String demand) {
    return judge(document, demands(demand)).passed();
  }

  private static String refused(Json.Obj document) {
    CoverageGate.Outcome outcome = CoverageGate.of(document, demands(POSITIVE));
    assertThat(outcome).isInstanceOf(CoverageGate.Outcome.Refused.class);
    return ((CoverageGate.Outcome.Refused) outcome).problem().where().pointer();
  }

  private static CoverageGate judge(Json.Obj document, List<CoverageDemand> demands) {
    return ((CoverageGate.Outcome.Judged) CoverageGate.of(document, demands)).gate();
  }

  private static List<CoverageDemand> demands(String text) {
    return List.of(((CoverageDemand.Reading.Read) CoverageDemand.read(text)).demand());
  }

  private static Json.Obj document(List<? extends Json> cells, List<? extends Json> blocked) {
    return Json.object()
        .put("schema", DriftAnnotation.SCHEMA)
        .put("claim_cells", new Json.Arr(List.copyOf(cells)))
        .put("blocked_claims", new Json.Arr(List.copyOf(blocked)))
        .build();
  }

  private static Json.Obj cell(String type, String strength, String basis) {
    return Json.object()
        .put("schema", ClaimCell.SCHEMA)
        .put("claim_type", type)
        .put("artifact_role", "joined_artifacts")
        .put("claim_strength", strength)
        .put("claim_basis", basis)
        .put("evidence_refs", Json.Arr.ofStrings(List.of("report.json")))
        .put("notes", Json.Arr.EMPTY)
        .put("non_claims", Json.Arr.EMPTY)
        .build();
  }

  private static Json.Obj put(Json.Obj object, String name, Json value) {
    Json.ObjBuilder changed = Json.object();
    object.members().forEach(changed::put);
    return changed.put(name, value).build();
  }
}
