package dev.assay.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.report.SarifPlace;
import dev.assay.testkit.Sarif;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How results stand to the accepted report, told by fingerprint. */
class GateBaselineTest {
  private static GateCase one(String check, String id, GateCase.Status status, String message) {
    return new GateCase(
        check,
        id,
        status,
        message,
        GateCase.Details.at(new GateCase.Anchor("trust-policy.yaml", id.length()), "key"));
  }

  private static final GateCase BROKEN =
      one("trust-policy", "signed", GateCase.Status.WARNED, "is absent");
  private static final GateCase HOLDS =
      one("trust-policy", "signed", GateCase.Status.PASSED, "holds");
  private static final GateCase ADVERSE =
      one("claims", "egress_denials_observed", GateCase.Status.NOTED, "is self_reported");
  private static final GateCase WORSE =
      one("baseline", "capture_health_clean", GateCase.Status.FAILED, "verified -> absent");
  private static final GateCase TRACE = one("trace", "DENY", GateCase.Status.FAILED, "differs");

  private static Json.Obj log(List<GateCase> now, List<GateCase> before, boolean withAbsent) {
    GateRun run =
        new GateRun(
            now, false, Json.Obj.EMPTY, Optional.empty(), List.of(), Optional.ofNullable(before));
    return Sarif.valid(
        GateSarif.log(
                run,
                GateSarif.Source.gate("1.0.0", ""),
                withAbsent,
                anchor -> SarifPlace.line(anchor.file(), anchor.line()))
            .text());
  }

  private static Map<String, String> states(Json.Obj log) {
    Map<String, String> states = new LinkedHashMap<>();
    for (Json.Obj result : Sarif.results(log)) {
      states.put(
          result.string("ruleId").orElseThrow(), result.string("baselineState").orElse("none"));
    }
    return states;
  }

  @Test
  void a_result_is_new_unchanged_updated_or_absent() {
    GateCase more = one("trust-policy", "signed", GateCase.Status.FAILED, "is absent, 2 rejected");
    assertThat(states(log(List.of(BROKEN), List.of(HOLDS), true)))
        .containsExactly(Map.entry("trust-policy/signed", "new"));
    assertThat(states(log(List.of(BROKEN), List.of(BROKEN), true)))
        .containsExactly(Map.entry("trust-policy/signed", "unchanged"));
    assertThat(states(log(List.of(more), List.of(BROKEN), true)))
        .containsExactly(Map.entry("trust-policy/signed", "updated"));
    assertThat(states(log(List.of(HOLDS), List.of(BROKEN, ADVERSE), true)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("trust-policy/signed", "absent", "claims/egress_denials_observed", "absent"));
  }

  @Test
  void what_is_gone_is_counted_and_listed_only_when_asked() {
    Json.Obj log = log(List.of(HOLDS), List.of(BROKEN, ADVERSE), false);
    assertThat(Sarif.results(log)).isEmpty();
    assertThat(Sarif.run(log).object("properties").orElseThrow().integer("absent_count"))
        .contains(2L);
  }

  @Test
  void a_regression_is_new_and_of_a_trace_the_baseline_says_nothing() {
    assertThat(states(log(List.of(WORSE, TRACE), List.of(), true)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("baseline/capture_health_clean", "new", "trace/DENY", "none"));
  }

  @Test
  void without_an_accepted_report_nothing_is_said() {
    Json.Obj log = log(List.of(BROKEN, WORSE), null, true);
    assertThat(states(log)).containsValue("none").doesNotContainValue("new");
    assertThat(Sarif.run(log).object("properties").orElseThrow().get("absent_count")).isNull();
  }

  @Test
  void a_run_compared_with_itself_has_nothing_but_what_is_unchanged() {
    List<GateCase> cases =
        List.of(BROKEN, ADVERSE, one("claims", "other", GateCase.Status.NOTED, ""));
    assertThat(states(log(cases, cases, true)).values()).hasSize(3).containsOnly("unchanged");
  }

  @Test
  void a_line_that_moves_changes_no_state() {
    GateCase moved =
        new GateCase(
            "trust-policy",
            "signed",
            GateCase.Status.WARNED,
            "is absent",
            GateCase.Details.at(new GateCase.Anchor("elsewhere.yaml", 700), "key"));
    assertThat(states(log(List.of(moved), List.of(BROKEN), true)))
        .containsExactly(Map.entry("trust-policy/signed", "unchanged"));
  }

  @Test
  void a_broken_run_says_of_nothing_that_it_is_gone() {
    List<GateCase> broken = new ArrayList<>();
    broken.add(one("policy", "policy.syntax", GateCase.Status.UNUSABLE_INPUT, "no YAML"));
    assertThat(states(log(broken, List.of(BROKEN), true)))
        .containsExactly(Map.entry("policy/policy.syntax", "none"));
  }
}
