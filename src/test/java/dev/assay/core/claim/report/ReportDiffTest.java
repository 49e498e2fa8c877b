package dev.assay.core.claim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.Polarity;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.json.Json;
import dev.assay.testkit.Seed;
import dev.assay.testkit.TrustReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReportDiffTest {
  private static final int ROUNDS = 300;
  private final RandomGenerator random = Seed.random();

  @Test
  void a_report_compared_with_itself_has_no_differences() {
    for (String bundle : List.of(TrustReports.RICH, TrustReports.POOR)) {
      ReadReport report = TrustReports.of(bundle);
      ReportDiff diff = ReportDiff.between(report, report);
      assertThat(diff.changes()).isEmpty();
      assertThat(diff.unchanged()).isEqualTo(report.rows().size());
    }
    for (int i = 0; i < ROUNDS; i++) {
      ReadReport report = some();
      assertThat(ReportDiff.between(report, report).changes()).isEmpty();
    }
  }

  @Test
  void the_other_way_round_what_was_worse_is_better_and_what_was_added_is_gone() {
    for (int i = 0; i < ROUNDS; i++) {
      ReadReport a = some();
      ReadReport b = some();
      ReportDiff there = ReportDiff.between(a, b);
      ReportDiff back = ReportDiff.between(b, a);
      assertThat(keys(there, ReportDiff.Kind.WORSENED))
          .as("seed %s", Seed.value())
          .isEqualTo(keys(back, ReportDiff.Kind.BETTERED));
      assertThat(keys(there, ReportDiff.Kind.ADDED)).isEqualTo(keys(back, ReportDiff.Kind.REMOVED));
      assertThat(there.unchanged()).isEqualTo(back.unchanged());
      assertThat(there.changes().size() + there.unchanged()).isEqualTo(union(a, b));
    }
  }

  @Test
  void good_and_bad_news_are_told_apart() {
    ReportDiff diff =
        ReportDiff.between(
            of(
                row(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE, Level.VERIFIED),
                row(ClaimId.EGRESS_DENIALS_OBSERVED, Scope.BUNDLE, Level.SELF_REPORTED)),
            of(
                row(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE, Level.ABSENT),
                row(ClaimId.EGRESS_DENIALS_OBSERVED, Scope.BUNDLE, Level.ABSENT)));
    assertThat(diff.changes().stream().map(ReportDiff.Change::kind))
        .containsExactly(ReportDiff.Kind.WORSENED, ReportDiff.Kind.BETTERED);
    assertThat(diff.regressions()).hasSize(1);
    assertThat(diff.changes().getFirst().sentence())
        .isEqualTo("delegation_context_visible: verified -> absent");
  }

  @Test
  void a_claim_that_is_gone_is_a_regression_and_a_tool_that_was_not_met_is_none() {
    ReportDiff diff =
        ReportDiff.between(
            of(
                row(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE, Level.ABSENT),
                row(ClaimId.DELEGATION_CONTEXT_VISIBLE, tool("a"), Level.VERIFIED)),
            of());
    assertThat(diff.regressions().stream().map(ReportDiff.Change::key))
        .containsExactly(new ReportRow.Key(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE));
  }

  @Test
  void something_adverse_where_nothing_was_is_a_regression() {
    ReadReport before = of();
    ReadReport now =
        of(
            row(ClaimId.CONTAINMENT_DEGRADATION_OBSERVED, tool("a"), Level.SELF_REPORTED),
            row(ClaimId.CONTAINMENT_DEGRADATION_OBSERVED, tool("b"), Level.ABSENT),
            row(ClaimId.DELEGATION_CONTEXT_VISIBLE, tool("a"), Level.SELF_REPORTED));
    assertThat(ReportDiff.between(before, now).regressions().stream().map(c -> c.key().scope()))
        .containsExactly(tool("a"));
  }

  @Test
  void another_source_is_metadata() {
    ReportRow row = row(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE, Level.ABSENT);
    ReportRow other =
        new ReportRow(
            row.id(), row.scope(), row.level(), row.counts(), "elsewhere", "narrow", List.of());
    ReportDiff diff = ReportDiff.between(of(row), of(other));
    assertThat(diff.changes().getFirst().kind()).isEqualTo(ReportDiff.Kind.METADATA);
    assertThat(diff.regressions()).isEmpty();
  }

  @Test
  void a_name_of_a_megabyte_stays_short_for_people() {
    ReportRow row =
        row(ClaimId.DELEGATION_CONTEXT_VISIBLE, tool("x".repeat(1_000_000)), Level.ABSENT);
    assertThat(ReportDiff.between(of(), of(row)).changes().getFirst().sentence())
        .hasSizeLessThan(200);
  }

  private ReadReport some() {
    List<ReportRow> rows = new ArrayList<>();
    for (ClaimId id : ClaimId.values()) {
      for (Scope scope : List.of(Scope.BUNDLE, tool("a"), tool("b"))) {
        if (random.nextInt(3) > 0) {
          rows.add(row(id, scope, Level.values()[random.nextInt(4)]));
        }
      }
    }
    return SupposedReport.of(rows, 1, false);
  }

  private static int union(ReadReport a, ReadReport b) {
    List<ReportRow.Key> keys = new ArrayList<>(a.rows().stream().map(ReportRow::key).toList());
    b.rows().stream().map(ReportRow::key).filter(key -> !keys.contains(key)).forEach(keys::add);
    return keys.size();
  }

  private static List<ReportRow.Key> keys(ReportDiff diff, ReportDiff.Kind kind) {
    return diff.of(kind).stream().map(ReportDiff.Change::key).toList();
  }

  private static ReadReport of(ReportRow... rows) {
    return SupposedReport.of(List.of(rows), 1, false);
  }

  private static Scope tool(String name) {
    return new Scope(Scope.Kind.TOOL, name);
  }

  private static ReportRow row(ClaimId id, Scope scope, Level level) {
    return new ReportRow(
        id, scope, level, new ReportRow.Counts(1, 1, 0), id.source(), id.boundary(), List.of());
  }

  /** The floor of many is the worst of them, whatever their order. */
  @Test
  void a_fold_does_not_depend_on_the_order_of_its_reports() {
    for (int i = 0; i < 50; i++) {
      List<ReadReport> reports = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        reports.add(some());
      }
      FleetFold first = fold(reports);
      FleetFold second = fold(reports.reversed());
      for (ClaimId id : ClaimId.values()) {
        assertThat(second.claim(id).floor()).isEqualTo(first.claim(id).floor());
        assertThat(first.claim(id).floor())
            .as("seed %s %s", Seed.value(), id)
            .isEqualTo(floor(reports, id));
        long all = first.claim(id).count(Optional.empty());
        for (Level level : Level.values()) {
          all += first.claim(id).count(Optional.of(level));
        }
        assertThat(all).isEqualTo(reports.size());
      }
      assertThat(second.json()).isEqualTo(first.json());
    }
  }

  @Test
  void ten_thousand_reports_leave_no_more_behind_than_a_hundred() {
    FleetFold few = new FleetFold();
    FleetFold many = new FleetFold();
    for (int i = 0; i < 10_000; i++) {
      ReadReport report =
          of(
              row(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE, Level.ABSENT),
              row(ClaimId.DELEGATION_CONTEXT_VISIBLE, tool("tool " + i), Level.ABSENT));
      many.add(report, "report " + i);
      if (i < 100) {
        few.add(report, "report " + i);
      }
    }
    assertThat(many.json().members().get("scopes_cut")).isEqualTo(Json.Bool.TRUE);
    assertThat(few.json().members().get("scopes_cut")).isEqualTo(Json.Bool.FALSE);
    assertThat(scopes(many)).isEqualTo(FleetFold.MAX_SCOPES);
    assertThat(scopes(few)).isEqualTo(100);
    assertThat(many.claim(ClaimId.DELEGATION_CONTEXT_VISIBLE).count(Optional.of(Level.ABSENT)))
        .isEqualTo(10_000);
    assertThat(many.json().members().get("claims").toString().length())
        .isLessThan(few.json().members().get("claims").toString().length() + 100);
  }

  private static int scopes(FleetFold fold) {
    return ((Json.Arr) fold.json().members().get("scopes")).items().size();
  }

  private static FleetFold fold(List<ReadReport> reports) {
    FleetFold fold = new FleetFold();
    for (ReadReport report : reports) {
      assertThat(fold.add(report, "same name")).isEqualTo(FleetFold.Adding.ADDED);
    }
    return fold;
  }

  /** The same, slow and obvious. */
  private static String floor(List<ReadReport> reports, ClaimId id) {
    List<Level> levels = new ArrayList<>();
    for (ReadReport report : reports) {
      Optional<ReportRow> row = report.row(id, Scope.BUNDLE);
      if (row.isEmpty()) {
        return "missing";
      }
      levels.add(row.get().level());
    }
    levels.sort(null);
    return (id.polarity() == Polarity.SUPPORTS ? levels.getFirst() : levels.getLast()).wire();
  }
}
