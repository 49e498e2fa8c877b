package dev.assay.app.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.app.offline.VerifyBundle.Demands;
import dev.assay.app.offline.VerifyBundle.Request;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifyBundleTest {
  private static final byte[] SEALED = Vectors.bytes("evidence/sealed/ok.tar.gz");
  private static final byte[] UNSEALED = Vectors.bytes("evidence/sealed/unsealed.tar.gz");
  private static final byte[] FORGED = Vectors.bytes("evidence/sealed/time-changed.tar.gz");

  /** Finds that no bundle is in a log. */
  private static final LayerCheck LOGGED =
      new LayerCheck() {
        @Override
        public Question question() {
          return Question.LOGGED;
        }

        @Override
        public VerdictLayer check(VerifiedBundle bundle) {
          return new VerdictLayer(
              Question.LOGGED,
              Status.FAILED,
              Reason.NO_LOG_PROOF_GIVEN,
              Json.object().put("archive", bundle.archiveDigest()).build());
        }
      };

  private final FakeBundleFiles files =
      new FakeBundleFiles()
          .with("sealed", SEALED)
          .with("unsealed", UNSEALED)
          .with("forged", FORGED)
          .with("odd", tamper("083-pretty"))
          .with("broken", tamper("100-data-naive"))
          .with("traversal", tamper("028-traversal"))
          .with("replay", tamper("067-missing-root"));

  private static byte[] tamper(String id) {
    return Vectors.bytes("evidence/tamper/" + id + ".tar.gz");
  }

  private VerifyReport verify(String path, List<LayerCheck> checks, Demands demands) {
    return new VerifyBundle(files).verify(new Request(path, BundleLimits.DEFAULT, checks, demands));
  }

  private static List<LayerCheck> expecting(@Nullable String digest, @Nullable String id) {
    return switch (ExpectedBundle.read(digest, id)) {
      case ExpectedBundle.Reading.Read read -> List.of(read.expected());
      case ExpectedBundle.Reading.Refused refused ->
          throw new AssertionError(refused.problems().getFirst().text());
    };
  }

  private VerifyReport verify(String path) {
    return new VerifyBundle(files).verify(Request.of(path));
  }

  private static Demands sealed(boolean acceptRecovered) {
    return new Demands(false, EnumSet.of(Question.SEALED), acceptRecovered);
  }

  @Test
  void an_intact_bundle_passes_with_exit_0_and_says_what_was_not_checked() {
    VerifyReport report = verify("sealed");
    assertThat(report).isInstanceOf(VerifyReport.Passed.class);
    assertThat(report.exitCode()).isZero();
    Json.Obj json = report.json();
    assertThat(json.members().keySet())
        .containsExactly(
            "schema",
            "exit_code",
            "reason_code",
            "path",
            "ok",
            "archive_sha256",
            "archive_bytes",
            "bundle_id",
            "run_id",
            "event_count",
            "time_range",
            "producer",
            "canonical",
            "warnings",
            "checks",
            "trust");
    assertThat(json.string("schema")).contains("assay.evidence.verify.report.v1");
    assertThat(json.string("reason_code")).contains("");
    assertThat(status(json, "structure")).isEqualTo("confirmed structure_holds");
    assertThat(status(json, "sealed")).isEqualTo("confirmed seal_holds");
    assertThat(status(json, "expected")).isEqualTo("not_checked nothing_expected");
    assertThat(status(json, "signed")).isEqualTo("not_checked no_signature_given");
    assertThat(json.object("trust").orElseThrow().members().keySet())
        .containsExactly(
            "structure", "sealed", "expected", "signed", "timestamped", "logged", "observed");
  }

  @Test
  void a_broken_bundle_exits_2_with_code_position_and_what_is_known() {
    VerifyReport report = verify("broken");
    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.reasonCode()).isEqualTo("E_EVIDENCE_INTEGRITY");
    Json.Obj json = report.json();
    assertThat(json.get("ok")).isEqualTo(Json.Bool.FALSE);
    assertThat(json.string("class")).contains("Integrity");
    assertThat(json.string("code")).contains("IntegrityEventHash");
    Json.Obj position = json.object("position").orElseThrow();
    assertThat(position.string("entry")).contains("events.ndjson");
    assertThat(position.integer("line")).isPresent();
    assertThat(position.integer("seq")).isPresent();
    assertThat(position.integer("byte")).isPresent();
    assertThat(json.string("archive_sha256")).isPresent();
    assertThat(json.string("bundle_id")).isPresent();
    assertThat(status(json, "structure")).isEqualTo("failed structure_broken");
    assertThat(status(json, "sealed")).isEqualTo("not_checked structure_first");
    assertThat(checks(json))
        .containsExactly(
            "manifest passed",
            "events failed",
            "file_hash failed",
            "event_count passed",
            "run_root passed",
            "bundle_id passed",
            "gzip passed",
            "tar passed");
  }

  @Test
  void each_class_of_refusal_has_its_reason_code() {
    assertThat(verify("traversal").reasonCode()).isEqualTo("E_EVIDENCE_PATH_REJECTED");
    assertThat(verify("replay").reasonCode()).isEqualTo("E_EVIDENCE_CONTRACT");
    BundleLimits tiny = new BundleLimits(100, 1, 1, 1, 1, 1, 1, 1);
    assertThat(
            new VerifyBundle(files)
                .verify(new Request("sealed", tiny, List.of(), Demands.STRUCTURE))
                .reasonCode())
        .isEqualTo("E_EVIDENCE_LIMIT_EXCEEDED");
    assertThat(verify("nowhere").reasonCode()).isEqualTo("E_EVIDENCE_UNREADABLE");
    assertThat(verify("nowhere").exitCode()).isEqualTo(2);
  }

  @Test
  void reading_that_fails_half_way_is_not_a_verdict_on_the_bundle() {
    files.failingHalfWay("sealed");
    VerifyReport report = verify("sealed");
    assertThat(report.reasonCode()).isEqualTo("E_EVIDENCE_UNREADABLE");
    assertThat(report.json().string("code")).contains("IntegrityIo");
    assertThat(report.json().get("archive_sha256")).isNull();
  }

  @Test
  void the_expected_digest_tells_a_consistent_rewrite_apart() {
    String digest = verify("sealed").json().string("archive_sha256").orElseThrow();
    VerifyReport same = verify("sealed", expecting(digest, null), Demands.STRUCTURE);
    assertThat(status(same.json(), "expected")).isEqualTo("confirmed expectation_met");
    VerifyReport other = verify("forged", expecting(digest, null), Demands.STRUCTURE);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.reasonCode()).isEqualTo("E_EVIDENCE_REQUIREMENT");
    assertThat(status(other.json(), "expected")).isEqualTo("failed digest_differs");
    VerifyReport broken = verify("broken", expecting(digest, null), Demands.STRUCTURE);
    assertThat(status(broken.json(), "expected")).isEqualTo("not_checked structure_first");
  }

  @Test
  void the_expected_bundle_id_does_not_fix_times() {
    String id = verify("sealed").json().string("bundle_id").orElseThrow();
    assertThat(verify("forged", expecting(null, id), Demands.STRUCTURE).exitCode()).isZero();
    assertThat(verify("unsealed", expecting(null, id), Demands.STRUCTURE).exitCode()).isEqualTo(2);
  }

  @Test
  void an_expectation_that_is_no_digest_is_refused_before_reading() {
    for (String bad : List.of("abc", "sha256:" + "A".repeat(64), "sha256:" + "a".repeat(63))) {
      assertThat(ExpectedBundle.read(bad, bad))
          .isInstanceOfSatisfying(
              ExpectedBundle.Reading.Refused.class,
              refused ->
                  assertThat(refused.problems())
                      .extracting(Problem::message)
                      .containsExactly(
                          "the expected digest must be `sha256:` and 64 lower-case hex digits",
                          "the expected bundle id must be `sha256:` and 64 lower-case hex digits"));
    }
  }

  @Test
  void a_check_answers_its_layer_of_an_intact_bundle() {
    VerifyReport report = verify("sealed", List.of(LOGGED), Demands.STRUCTURE);
    assertThat(status(report.json(), "logged")).isEqualTo("failed no_log_proof_given");
    assertThat(
            report
                .json()
                .object("trust")
                .flatMap(t -> t.object("logged"))
                .flatMap(l -> l.object("details"))
                .flatMap(d -> d.string("archive")))
        .isEqualTo(report.json().string("archive_sha256"));
    assertThat(report.exitCode()).isZero();
    assertThat(
            verify(
                    "sealed",
                    List.of(LOGGED),
                    new Demands(false, EnumSet.of(Question.LOGGED), false))
                .reasonCode())
        .isEqualTo("E_EVIDENCE_REQUIREMENT");
  }

  @Test
  void no_check_is_asked_about_a_broken_bundle() {
    VerifyReport report = verify("broken", List.of(LOGGED), Demands.STRUCTURE);
    assertThat(status(report.json(), "logged")).isEqualTo("not_checked structure_first");
    assertThat(status(report.json(), "timestamped")).isEqualTo("not_checked no_timestamp_given");
  }

  @Test
  void two_checks_for_one_layer_are_a_defect_of_the_caller() {
    assertThatExceptionOfType(BugException.class)
        .isThrownBy(() -> verify("sealed", List.of(LOGGED, LOGGED), Demands.STRUCTURE));
  }

  @Test
  void a_failed_seal_refuses_only_who_requires_it() {
    assertThat(verify("forged").exitCode()).isZero();
    assertThat(status(verify("forged").json(), "sealed")).isEqualTo("failed seal_root_differs");
    assertThat(verify("forged", List.of(), sealed(true)).exitCode()).isEqualTo(2);
    assertThat(verify("unsealed", List.of(), sealed(true)).reasonCode())
        .isEqualTo("E_EVIDENCE_REQUIREMENT");
    assertThat(verify("sealed", List.of(), sealed(false)).exitCode()).isZero();
  }

  @Test
  void a_seal_written_by_recovery_must_be_accepted_by_name() {
    List<Json.Obj> events = new ArrayList<>();
    BundleArchives.verify(SEALED, BundleLimits.DEFAULT, (_, event, _, _, _) -> events.add(event));
    Json.Obj seal = events.removeLast();
    Json.Obj data = seal.object("data").orElseThrow();
    Json.Obj recovered = BundleArchives.with(data, "close_reason", new Json.Str("recovered"));
    events.add(BundleArchives.with(seal, "data", recovered));
    Json.Obj producer =
        Json.object().put("name", "vector-producer").put("version", "0.0.1").build();
    files.with("recovered", BundleArchives.bundle(events, producer));
    assertThat(verify("recovered", List.of(), sealed(false)).exitCode()).isEqualTo(2);
    VerifyReport accepted = verify("recovered", List.of(), sealed(true));
    assertThat(accepted.exitCode()).isZero();
    assertThat(status(accepted.json(), "sealed")).isEqualTo("confirmed closed_by_recovery");
  }

  @Test
  void a_layer_that_cannot_be_checked_does_not_pass_as_required() {
    Demands signed = new Demands(false, EnumSet.of(Question.SIGNED), false);
    VerifyReport report = verify("sealed", List.of(), signed);
    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.json().string("message").orElseThrow()).contains("`signed` is required");
  }

  @Test
  void canonical_form_is_demanded_only_on_request() {
    assertThat(verify("odd").exitCode()).isZero();
    VerifyReport report =
        verify("odd", List.of(), new Demands(true, EnumSet.noneOf(Question.class), false));
    assertThat(report.json().string("code")).contains("ContractNotCanonical");
    assertThat(report.reasonCode()).isEqualTo("E_EVIDENCE_CONTRACT");
    assertThat(report.exitCode()).isEqualTo(2);
  }

  private static String status(Json.Obj json, String layer) {
    Json.Obj answer = json.object("trust").flatMap(t -> t.object(layer)).orElseThrow();
    assertThat(answer.string("says").orElseThrow()).isNotBlank();
    return answer.string("status").orElseThrow() + " " + answer.string("reason_code").orElseThrow();
  }

  private static List<String> checks(Json.Obj json) {
    return Vectors.objects(json.get("checks")).stream()
        .map(c -> c.string("id").orElseThrow() + " " + c.string("status").orElseThrow())
        .toList();
  }
}
