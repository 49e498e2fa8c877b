package dev.assay.core.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.compile.Compilation;
import dev.assay.core.claim.compile.JudgedClaim;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.claim.report.ReportReader;
import dev.assay.core.claim.report.ReportReading;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.json.Json;
import dev.assay.testkit.Seed;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The laws of a basis that is taken while events still come. */
final class ProvisionalBasisTest {
  private static final int ROUNDS = 300;
  private static final Ground SEALED =
      new Ground(
          true,
          Ground.Signature.NONE,
          Ground.Provenance.NONE,
          Optional.of("normal"),
          Ground.PackRun.NONE,
          Ground.SourceChecks.NONE);

  private final RandomGenerator random = Seed.random();
  private final List<ObservedEvent> pool = pool();

  @Test
  void a_prefix_and_then_the_rest_is_the_same_as_the_whole() {
    for (int i = 0; i < ROUNDS; i++) {
      List<ObservedEvent> events = some();
      int cut = random.nextInt(events.size() + 1);
      TrustBasisCompiler resumed = new TrustBasisCompiler();
      events.subList(0, cut).forEach(resumed::see);
      Compilation prefix = resumed.compile(Ground.PROVISIONAL, Ruleset.HONEST);
      assertThat(rows(prefix))
          .as("seed %s", Seed.value())
          .isEqualTo(rows(whole(events.subList(0, cut), Ground.PROVISIONAL)));
      events.subList(cut, events.size()).forEach(resumed::see);
      for (Ground ground : List.of(Ground.PROVISIONAL, SEALED)) {
        assertThat(rows(resumed.compile(ground, Ruleset.HONEST)))
            .as("seed %s", Seed.value())
            .isEqualTo(rows(whole(events, ground)));
      }
    }
  }

  @Test
  void asking_after_each_event_changes_nothing() {
    for (int i = 0; i < ROUNDS; i++) {
      List<ObservedEvent> events = some();
      TrustBasisCompiler asked = new TrustBasisCompiler();
      for (ObservedEvent event : events) {
        asked.see(event);
        asked.compile(Ground.PROVISIONAL, Ruleset.HONEST);
      }
      assertThat(rows(asked.compile(SEALED, Ruleset.HONEST)))
          .as("seed %s", Seed.value())
          .isEqualTo(rows(whole(events, SEALED)));
    }
  }

  @Test
  void a_provisional_level_is_never_above_the_one_of_the_same_events_sealed() {
    for (int i = 0; i < ROUNDS; i++) {
      List<ObservedEvent> events = some();
      Map<String, Level> sealed = new HashMap<>();
      List<ObservedEvent> ended = new ArrayList<>(events);
      ended.add(seal(events.size()));
      for (JudgedClaim row : whole(ended, SEALED).rows()) {
        sealed.put(key(row), row.level());
      }
      for (JudgedClaim row : whole(events, Ground.PROVISIONAL).rows()) {
        assertThat(row.level())
            .as("seed %s, %s", Seed.value(), key(row))
            .isLessThanOrEqualTo(sealed.get(key(row)));
      }
    }
  }

  @Test
  void the_bundle_is_never_verified_and_no_seal_is_believed_before_it_was_checked() {
    List<ObservedEvent> events = some();
    events.add(seal(events.size()));
    Compilation provisional = whole(events, Ground.PROVISIONAL);
    assertThat(provisional.claim(ClaimId.BUNDLE_VERIFIED).level()).isEqualTo(Level.ABSENT);
    assertThat(provisional.claim(ClaimId.BUNDLE_VERIFIED).finding().support().reasons())
        .contains("provisional");
    assertThat(provisional.claim(ClaimId.CAPTURE_HEALTH_CLEAN).level()).isEqualTo(Level.ABSENT);
    assertThat(provisional.claim(ClaimId.SIGNING_EVIDENCE_PRESENT).level()).isEqualTo(Level.ABSENT);
  }

  @Test
  void the_report_says_that_it_is_provisional_and_as_of_when() {
    List<ObservedEvent> events = some();
    TrustReport report =
        TrustReport.provisional("run_1", whole(events, Ground.PROVISIONAL), "0.0.0");
    assertThat(report.json().get("provisional")).isEqualTo(Json.Bool.TRUE);
    assertThat(report.json().integer("as_of_seq"))
        .isEqualTo(events.isEmpty() ? Optional.empty() : Optional.of(events.size() - 1L));
    assertThat(report.json().object("subject").orElseThrow().get("archive_sha256"))
        .isEqualTo(Json.Null.NULL);
    assertThat(report.json().get("basis_sha256")).as("there is no basis yet").isNull();
    assertThat(ReportReader.read(report.bytes()))
        .isInstanceOfSatisfying(
            ReportReading.Read.class,
            read -> assertThat(read.report().extent().provisional()).isTrue());
  }

  private static String key(JudgedClaim row) {
    return row.rule().id().wire() + row.scope().json();
  }

  private static Json.Arr rows(Compilation compilation) {
    return new Json.Arr(compilation.rows().stream().<Json>map(JudgedClaim::json).toList());
  }

  private static Compilation whole(List<ObservedEvent> events, Ground ground) {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    events.forEach(compiler::see);
    return compiler.compile(ground, Ruleset.HONEST);
  }

  private static ObservedEvent seal(int seq) {
    Json.Obj data = Json.object().put("schema", "assay.session_sealed.v1").build();
    return new ObservedEvent(seq, "assay.session.sealed", "urn:assay:pool", "sha256:0", data);
  }

  private List<ObservedEvent> some() {
    List<ObservedEvent> events = new ArrayList<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      ObservedEvent event = pool.get(random.nextInt(pool.size()));
      events.add(
          new ObservedEvent(i, event.type(), event.source(), event.contentHash(), event.data()));
    }
    return events;
  }

  /** Published events, those of a recorded session, and what the kernel layer would write. */
  private static List<ObservedEvent> pool() {
    List<ObservedEvent> events = new ArrayList<>();
    for (Json.Obj row : Vectors.cases("trust/classify/cases.json", "cases")) {
      for (Json.Obj event : Vectors.objects(row.get("events"))) {
        Json data = event.get("data");
        events.add(
            new ObservedEvent(
                0,
                event.string("type").orElseThrow(),
                "urn:assay:pool",
                "sha256:0",
                data == null ? Json.Null.NULL : data));
      }
    }
    for (int copies = 0; copies < 20; copies++) {
      events.addAll(RecordedEvents.all());
    }
    return events;
  }
}
