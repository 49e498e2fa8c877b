package dev.assay.core.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.compile.Compilation;
import dev.assay.core.claim.compile.JudgedClaim;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.claim.report.ReportReader;
import dev.assay.core.claim.report.ReportReading;
import dev.assay.core.claim.rule.ClaimCatalog;
import dev.assay.core.claim.rule.Finding;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.claim.rule.Support;
import dev.assay.core.json.Json;
import dev.assay.testkit.Seed;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The laws of claims over the published events, mixed at random. */
final class ClaimPropertiesTest {
  private static final int ROUNDS = 400;
  private static final List<ObservedEvent> RECORDED = RecordedEvents.all();
  private static final Ground SIGNED =
      new Ground(
          true,
          new Ground.Signature.Trusted(),
          Ground.Provenance.NONE,
          Optional.of("normal"),
          Ground.PackRun.NONE,
          Ground.SourceChecks.NONE);

  private final RandomGenerator random = Seed.random();
  private final List<ObservedEvent> pool = pool();

  @Test
  void the_catalogue_has_one_rule_for_each_claim_in_order() {
    assertThat(ClaimCatalog.rules().stream().map(rule -> rule.id()).toList())
        .isEqualTo(List.of(ClaimId.values()));
  }

  @Test
  void no_verified_without_corroboration() {
    for (int i = 0; i < ROUNDS; i++) {
      for (JudgedClaim row : compile(some()).rows()) {
        assertThat(row.level() == Level.VERIFIED)
            .as("seed %s, %s", Seed.value(), row)
            .isEqualTo(row.finding() instanceof Finding.Verified);
      }
    }
  }

  @Test
  void what_only_our_unsigned_record_says_is_never_verified() {
    for (int i = 0; i < ROUNDS; i++) {
      Compilation unsigned = compile(some());
      for (ClaimId id :
          List.of(
              ClaimId.DELEGATION_CONTEXT_VISIBLE,
              ClaimId.AUTHORIZATION_CONTEXT_VISIBLE,
              ClaimId.CONTAINMENT_DEGRADATION_OBSERVED,
              ClaimId.TOOL_MANIFEST_PINNED,
              ClaimId.CAPTURE_HEALTH_CLEAN)) {
        assertThat(unsigned.claim(id).level()).isNotEqualTo(Level.VERIFIED);
      }
      assertThat(unsigned.claim(ClaimId.EVERY_CALL_DECIDED).level()).isEqualTo(Level.ABSENT);
      assertThat(unsigned.claim(ClaimId.RAW_ARGUMENT_ABSENCE_CHECKED).level())
          .isIn(Level.ABSENT, Level.INFERRED);
    }
  }

  @Test
  void unrelated_events_change_nothing() {
    ObservedEvent unrelated =
        new ObservedEvent(
            0, "org.example.other", "urn:assay:pool", "sha256:0", Json.object().build());
    for (int i = 0; i < ROUNDS; i++) {
      List<ObservedEvent> events = some();
      Compilation before = compile(events);
      events.add(random.nextInt(events.size() + 1), unrelated);
      Compilation after = compile(events);
      assertThat(after.basis().bytes())
          .as("seed %s", Seed.value())
          .isEqualTo(before.basis().bytes());
      assertThat(rows(after)).as("seed %s", Seed.value()).isEqualTo(rows(before));
    }
  }

  @Test
  void compiling_twice_gives_the_same_bytes() {
    for (int i = 0; i < ROUNDS; i++) {
      List<ObservedEvent> events = some();
      assertThat(rows(compile(events))).isEqualTo(rows(compile(events)));
    }
  }

  /**
   * Whatever is recorded further lowers no claim but these, and each of these only by counter-
   * evidence. The first three are excluded by the design. The others speak of all of a recording
   * (every decision, every allowed call, every event of the gate) or of nothing having gone wrong
   * (no failed probe, no gap), so an event may be the one that they do not hold for; a claim that
   * stayed as it was would exceed its evidence.
   */
  private static final Set<ClaimId> REFUTABLE =
      EnumSet.of(
          ClaimId.EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE, // a rejected receipt
          ClaimId.EXTERNAL_DECISION_RECEIPT_BOUNDARY_VISIBLE,
          ClaimId.EXTERNAL_INVENTORY_RECEIPT_BOUNDARY_VISIBLE,
          ClaimId.POLICY_SNAPSHOT_BOUND, // a decision whose policy is not in the bundle
          ClaimId.TOOL_MANIFEST_PINNED, // an allowed call of a definition that was not listed
          ClaimId.EGRESS_ENFORCEMENT_ACTIVE, // a probe that failed, or lost records
          ClaimId.RAW_ARGUMENT_ABSENCE_CHECKED, // an event that has another member
          ClaimId.CAPTURE_HEALTH_CLEAN); // a gap

  @Test
  void further_evidence_never_lowers_a_claim_but_by_counter_evidence_for_what_is_named() {
    for (int i = 0; i < ROUNDS; i++) {
      List<ObservedEvent> events = some();
      Compilation before = compile(events, SIGNED);
      events.add(pool.get(random.nextInt(pool.size())));
      Compilation after = compile(events, SIGNED);
      for (ClaimId id : ClaimId.values()) {
        boolean refuted =
            after.claim(id).finding().support().rejected()
                > before.claim(id).finding().support().rejected();
        if (!(REFUTABLE.contains(id) && refuted)) {
          assertThat(after.claim(id).level())
              .as("seed %s, %s", Seed.value(), id)
              .isGreaterThanOrEqualTo(before.claim(id).level());
        }
      }
    }
  }

  /** One more event lowers each of the named claims of a recording that has them, and no other. */
  @Test
  void what_one_more_event_can_lower_is_exactly_what_is_named() {
    List<ObservedEvent> whole = whole();
    Compilation before = compile(whole, SIGNED);
    for (ClaimId id : REFUTABLE) {
      assertThat(before.claim(id).level()).as(id.wire()).isNotEqualTo(Level.ABSENT);
    }
    Set<ClaimId> lowered = EnumSet.noneOf(ClaimId.class);
    List<ObservedEvent> further = new ArrayList<>(pool);
    further.add(event("assay.enforcement.probe", "{\"passed\":false}"));
    for (ObservedEvent event : further) {
      List<ObservedEvent> more = new ArrayList<>(whole);
      more.add(event);
      Compilation after = compile(more, SIGNED);
      for (ClaimId id : ClaimId.values()) {
        if (after.claim(id).level().compareTo(before.claim(id).level()) < 0) {
          lowered.add(id);
        }
      }
    }
    assertThat(lowered).isEqualTo(REFUTABLE);
  }

  /** The recorded session without its gap, each call bound to a listed definition, and receipts. */
  private static List<ObservedEvent> whole() {
    String digest = "sha256:" + "d".repeat(64);
    List<ObservedEvent> whole = new ArrayList<>();
    whole.add(
        event("assay.tool.definitions", "{\"tools\":[{\"binding_digest\":\"" + digest + "\"}]}"));
    for (ObservedEvent event : RECORDED) {
      if (event.type().equals("assay.tool.decision")) {
        Json.ObjBuilder bound = Json.object().put("tool_definition_digest", digest);
        event.members().members().forEach(bound::put);
        whole.add(new ObservedEvent(0, event.type(), "urn:assay:pool", "sha256:0", bound.build()));
      } else if (!event.type().equals("assay.evidence.gap")) {
        whole.add(event);
      }
    }
    for (String receipt : List.of("eval-ok", "decision-ok", "inventory-ok")) {
      whole.add(named(receipt));
    }
    return whole;
  }

  private static ObservedEvent event(String type, String data) {
    return new ObservedEvent(0, type, "urn:assay:pool", "sha256:0", Vectors.parse(data));
  }

  /** What speaks for a claim and not against it raises it or leaves it, whichever claim it is. */
  @Test
  void supporting_evidence_never_lowers_a_claim_and_taking_it_away_never_raises_one() {
    long supported = 0;
    for (int i = 0; i < 4 * ROUNDS; i++) {
      List<ObservedEvent> without = some();
      List<ObservedEvent> with = new ArrayList<>(without);
      with.add(random.nextInt(with.size() + 1), pool.get(random.nextInt(pool.size())));
      for (Ground ground : List.of(Ground.VERIFIED_ONLY, SIGNED)) {
        Compilation less = compile(without, ground);
        Compilation more = compile(with, ground);
        for (ClaimId id : ClaimId.values()) {
          Support before = less.claim(id).finding().support();
          Support after = more.claim(id).finding().support();
          if (after.rejected() == before.rejected()) {
            assertThat(more.claim(id).level())
                .as("seed %s, %s", Seed.value(), id)
                .isGreaterThanOrEqualTo(less.claim(id).level());
            supported += after.supporting() > before.supporting() ? 1 : 0;
          }
        }
      }
    }
    assertThat(supported).as("the law was asked something").isPositive();
  }

  @Test
  void a_report_does_not_differ_from_itself() {
    for (int i = 0; i < ROUNDS; i++) {
      ReportReading reading =
          ReportReader.read(TrustReport.provisional("run", compile(some()), "0.0.0").bytes());
      assertThat(reading)
          .isInstanceOfSatisfying(
              ReportReading.Read.class,
              read ->
                  assertThat(ReportDiff.between(read.report(), read.report()).changes())
                      .as("seed %s", Seed.value())
                      .isEmpty());
    }
  }

  @Test
  void a_basis_does_not_differ_from_itself() {
    for (int i = 0; i < ROUNDS; i++) {
      TrustBasis basis = compile(some()).basis();
      assertThat(TrustBasisDiff.between(basis, basis).changes()).isEmpty();
    }
  }

  @Test
  void the_first_version_s_file_can_be_taken_from_the_report() {
    for (int i = 0; i < ROUNDS; i++) {
      List<ObservedEvent> events = some();
      List<Claim> rows = new ArrayList<>();
      for (JudgedClaim row : compile(events).rows()) {
        if (row.rule().id().isFrozen()
            && row.json().object("scope").orElseThrow().get("bundle") != null) {
          rows.add(
              Claim.of(
                  row.rule().id(),
                  Level.of(row.json().string("v1_level").orElseThrow()).orElseThrow()));
        }
      }
      TrustBasisCompiler compiler = new TrustBasisCompiler();
      events.forEach(compiler::see);
      assertThat(new TrustBasis(rows).bytes())
          .isEqualTo(compiler.compile(Ground.VERIFIED_ONLY, Ruleset.V1).basis().bytes());
    }
  }

  @Test
  void a_rejected_receipt_beside_good_ones_caps_the_level() {
    ObservedEvent good = named("eval-ok");
    ObservedEvent bad = named("eval-extra-field");
    JudgedClaim mixed =
        compile(List.of(good, bad, good)).claim(ClaimId.EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE);
    assertThat(mixed.level()).isEqualTo(Level.SELF_REPORTED);
    assertThat(mixed.v1Level()).isEqualTo(Level.VERIFIED);
    assertThat(mixed.finding().support().reasons()).contains("receipt_mixed_support");
    assertThat(mixed.finding().support().rejected()).isEqualTo(1);
  }

  @Test
  void a_trusted_signature_raises_the_recorder_s_word_only() {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    compiler.see(named("delegation-plain"));
    compiler.see(named("containment-any-payload"));
    Compilation compilation = compiler.compile(SIGNED, Ruleset.HONEST);
    assertThat(compilation.claim(ClaimId.SIGNING_EVIDENCE_PRESENT).level())
        .isEqualTo(Level.VERIFIED);
    assertThat(compilation.claim(ClaimId.CONTAINMENT_DEGRADATION_OBSERVED).level())
        .isEqualTo(Level.VERIFIED);
    assertThat(compilation.claim(ClaimId.DELEGATION_CONTEXT_VISIBLE).level())
        .isEqualTo(Level.SELF_REPORTED);
  }

  private static Json.Arr rows(Compilation compilation) {
    return new Json.Arr(compilation.rows().stream().<Json>map(JudgedClaim::json).toList());
  }

  private static Compilation compile(List<ObservedEvent> events) {
    return compile(events, Ground.VERIFIED_ONLY);
  }

  private static Compilation compile(List<ObservedEvent> events, Ground ground) {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    events.forEach(compiler::see);
    return compiler.compile(ground, Ruleset.HONEST);
  }

  private List<ObservedEvent> some() {
    List<ObservedEvent> events = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      events.add(pool.get(random.nextInt(pool.size())));
    }
    return events;
  }

  private static ObservedEvent named(String id) {
    for (Json.Obj row : Vectors.cases("trust/classify/cases.json", "cases")) {
      if (row.string("id").orElseThrow().equals(id)) {
        return event(Vectors.objects(row.get("events")).getFirst());
      }
    }
    throw new IllegalArgumentException(id);
  }

  private static List<ObservedEvent> pool() {
    List<ObservedEvent> events = new ArrayList<>();
    for (Json.Obj row : Vectors.cases("trust/classify/cases.json", "cases")) {
      Vectors.objects(row.get("events")).forEach(event -> events.add(event(event)));
    }
    for (int copies = 0; copies < 15; copies++) {
      events.addAll(RECORDED);
    }
    return events;
  }

  private static ObservedEvent event(Json.Obj event) {
    Json data = event.get("data");
    return new ObservedEvent(
        0,
        event.string("type").orElseThrow(),
        "urn:assay:pool",
        "sha256:0",
        data == null ? Json.Null.NULL : data);
  }
}
