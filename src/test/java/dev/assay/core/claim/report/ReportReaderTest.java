package dev.assay.core.claim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.HostileTexts;
import dev.assay.testkit.TrustReports;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReportReaderTest {
  private static final Json.Obj DOCUMENT = TrustReports.document(TrustReports.RICH);

  private record Bad(String name, Json.Obj document, String code, String says) {}

  @Test
  void what_the_compiler_writes_is_read_with_every_row() {
    byte[] file = TrustReports.bytes(TrustReports.RICH);
    ReadReport report = TrustReports.read(file);
    assertThat(report.digest()).isEqualTo(Sha256.text(file));
    assertThat(report.compiler().ruleset()).isEqualTo("assay-honest-v1");
    assertThat(report.rows()).hasSize(claims(DOCUMENT).size());
    assertThat(report.unknownClaims()).isEmpty();
    assertThat(report.extent()).isEqualTo(new ReadReport.Extent(false, false));
    ReportRow row = report.row(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE).orElseThrow();
    assertThat(row.level()).isEqualTo(Level.SELF_REPORTED);
    assertThat(row.counts().supporting()).isPositive();
    assertThat(report.scopes(Scope.Kind.SERVER)).isNotEmpty();
  }

  @Test
  void both_rulesets_are_read() {
    assertThat(
            TrustReports.read(TrustReports.bytes(TrustReports.RICH, Ruleset.V1))
                .row(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE)
                .map(ReportRow::level))
        .contains(Level.VERIFIED);
  }

  @Test
  void unknown_members_are_ignored_and_unknown_claims_kept_by_name() {
    Json.Obj strange =
        Json.object().put("id", "claim_of_tomorrow").put("level", "quantum_verified").build();
    List<Json> claims = new ArrayList<>(claims(DOCUMENT));
    claims.add(strange);
    Json.Obj document = TrustReports.with(DOCUMENT, "claims", new Json.Arr(claims));
    ReadReport report =
        TrustReports.read(
            TrustReports.file(TrustReports.with(document, "tomorrow", Json.Bool.TRUE)));
    assertThat(report.unknownClaims()).containsExactly("claim_of_tomorrow");
    assertThat(report.rows()).hasSize(claims(DOCUMENT).size());
  }

  @TestFactory
  Stream<DynamicTest> what_is_no_report_of_this_version_is_refused_with_a_place() {
    return Stream.of(
            bad("no schema", "schema", Json.Null.NULL, "trust_report.schema", "--report"),
            bad(
                "newer schema",
                "schema",
                new Json.Str("assay.trust_report.v3"),
                "trust_report.schema",
                "unknown schema `assay.trust_report.v3`"),
            bad("no compiler", "compiler", Json.Null.NULL, "trust_report.shape", "`compiler`"),
            bad("no subject", "subject", Json.Arr.EMPTY, "trust_report.shape", "`subject`"),
            bad("no claims", "claims", Json.Obj.EMPTY, "trust_report.shape", "array"),
            bad("empty claims", "claims", Json.Arr.EMPTY, "trust_report.shape", "is missing"),
            bad("no limits", "limits", Json.Null.NULL, "trust_report.shape", "`limits`"),
            bad(
                "another basis",
                "basis_sha256",
                new Json.Str("sha256:" + "0".repeat(64)),
                "trust_report.basis",
                "changed after it was written"),
            row("unknown level", "level", new Json.Str("certain"), "`level` must be"),
            row("raised level", "level", new Json.Str("absent"), "changed after it was written"),
            row("no scope", "scope", Json.Obj.EMPTY, "`scope` must"),
            row(
                "two scopes",
                "scope",
                Json.object().put("tool", "a").put("server", "b").build(),
                "`scope` must"),
            row("negative count", "counts", counts(-1), "from 0 up"),
            row("count as text", "counts", Json.object().put("candidates", "1").build(), "from 0"),
            row("no reasons", "reasons", Json.Null.NULL, "array of strings"),
            row("no source", "source", Json.Null.NULL, "`source` must be a string"),
            row("stands twice", "id", new Json.Str("signing_evidence_present"), "stands twice"))
        .map(bad -> DynamicTest.dynamicTest(bad.name, () -> check(bad)));
  }

  @Test
  void texts_that_are_no_object_are_refused() {
    for (String text : List.of("", "[]", "3", "{", "{\"schema\":1,\"schema\":2}", "\uFEFF{}")) {
      assertThat(refused(text.getBytes(StandardCharsets.UTF_8))).as(text).hasSize(1);
    }
  }

  @Test
  void a_foreign_file_is_not_answered_with_a_thousand_problems() {
    List<Json> claims = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      claims.add(Json.Null.NULL);
    }
    byte[] file = TrustReports.file(TrustReports.with(DOCUMENT, "claims", new Json.Arr(claims)));
    assertThat(refused(file)).hasSize(20);
  }

  @Test
  void hostile_names_are_read_as_they_are() {
    List<Json> claims = new ArrayList<>(claims(DOCUMENT));
    List<String> names = new ArrayList<>(HostileTexts.ALL);
    names.removeIf(name -> name.chars().anyMatch(c -> Character.isSurrogate((char) c)));
    names.add("x".repeat(1_000_000));
    Json.Obj row = (Json.Obj) claims.getFirst();
    for (String name : names) {
      claims.add(TrustReports.with(row, "scope", Json.object().put("tool", name).build()));
    }
    ReadReport report =
        TrustReports.read(
            TrustReports.file(TrustReports.with(DOCUMENT, "claims", new Json.Arr(claims))));
    assertThat(report.scopes(Scope.Kind.TOOL).stream().map(Scope::name)).containsAll(names);
  }

  private static List<Json> claims(Json.Obj document) {
    return ((Json.Arr) document.members().get("claims")).items();
  }

  private static Json.Obj counts(long candidates) {
    return Json.object()
        .put("candidates", candidates)
        .put("supporting", 0)
        .put("rejected", 0)
        .build();
  }

  private static Bad bad(String name, String member, Json value, String code, String says) {
    return new Bad(name, TrustReports.with(DOCUMENT, member, value), code, says);
  }

  /** Changes the first row. */
  private static Bad row(String name, String member, Json value, String says) {
    List<Json> claims = new ArrayList<>(claims(DOCUMENT));
    claims.set(0, TrustReports.with((Json.Obj) claims.getFirst(), member, value));
    String code = says.startsWith("changed") ? "trust_report.basis" : "trust_report.shape";
    return bad(name, "claims", new Json.Arr(claims), code, says);
  }

  private static void check(Bad bad) {
    List<Problem> problems = refused(TrustReports.file(bad.document));
    Problem problem = problems.getFirst();
    assertThat(problem.code()).isEqualTo(bad.code);
    assertThat(problem.text()).contains(bad.says);
    assertThat(problem.where().pointer()).isNotNull();
  }

  private static List<Problem> refused(byte[] file) {
    return switch (ReportReader.read(file)) {
      case ReportReading.Refused refused -> refused.problems();
      case ReportReading.Read read -> throw new AssertionError(read.report().rows());
    };
  }
}
