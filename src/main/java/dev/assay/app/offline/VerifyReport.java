package dev.assay.app.offline;

import dev.assay.core.evidence.verify.BundleCode;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.BundleProblem;
import dev.assay.core.evidence.verify.BundleProblem.Position;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying one bundle. Exit codes and reason codes as in {@code cli.md} 2, the
 * document as in {@code evidence.md} 3.5.
 */
public sealed interface VerifyReport {
  /** The document's schema. */
  String SCHEMA = "assay.evidence.verify.report.v1";

  /** Gives the path the user named. */
  String path();

  /** Gives 0 when the bundle passed, else 2. */
  int exitCode();

  /** Gives the reason code; empty when the bundle passed. */
  String reasonCode();

  /** Gives what is wrong, in words; nothing when the bundle passed. */
  List<Problem> problems();

  /** Gives the document {@code assay.evidence.verify.report.v1}. */
  Json.Obj json();

  /** The structure is intact and every demand is met. */
  record Passed(String path, Verdict.Intact verdict) implements VerifyReport {
    @Override
    public int exitCode() {
      return 0;
    }

    @Override
    public String reasonCode() {
      return "";
    }

    @Override
    public List<Problem> problems() {
      return List.of();
    }

    @Override
    public Json.Obj json() {
      return document(this, null, verdict);
    }
  }

  /** The bundle is broken, or not what was demanded. */
  record Refused(String path, Refusal refusal, Verdict verdict) implements VerifyReport {
    @Override
    public int exitCode() {
      return 2;
    }

    @Override
    public String reasonCode() {
      return refusal.reason().wire();
    }

    @Override
    public List<Problem> problems() {
      return List.of(Problem.of(reasonCode(), refusal.text(), Where.document(path)));
    }

    @Override
    public Json.Obj json() {
      return document(this, refusal, verdict);
    }
  }

  /** Nothing was verified, because nothing could be read. */
  record NotRun(String path, String reasonCode, List<Problem> problems) implements VerifyReport {
    /** Copies the problems. */
    public NotRun {
      problems = List.copyOf(problems);
    }

    /** Gives the report on a bundle that could not be read. */
    static NotRun unreadable(String path, Problem problem) {
      return new NotRun(path, BundleCode.CliReason.UNREADABLE.wire(), List.of(problem));
    }

    @Override
    public int exitCode() {
      return 2;
    }

    @Override
    public Json.Obj json() {
      Json.ObjBuilder json = head(this);
      if (!problems.isEmpty()) {
        json.put("message", problems.getFirst().text());
      }
      return json.build();
    }
  }

  /**
   * Why a bundle is refused.
   *
   * @param code the broken rule, or null when the bundle is sound but not what was demanded
   * @param reason the reason code of the command
   * @param message one line
   * @param position where
   * @param layers the layers that were demanded and are not confirmed
   */
  record Refusal(
      @Nullable BundleCode code,
      BundleCode.CliReason reason,
      String message,
      Position position,
      List<VerdictLayer.Question> layers) {
    /** Copies the layers. */
    public Refusal {
      layers = List.copyOf(layers);
    }

    static Refusal of(BundleProblem problem) {
      return new Refusal(
          problem.code(),
          problem.code().reason(),
          problem.message(),
          problem.position(),
          List.of(VerdictLayer.Question.STRUCTURE));
    }

    static Refusal demanded(List<VerdictLayer> layers) {
      List<String> sentences = new ArrayList<>();
      for (VerdictLayer layer : layers) {
        sentences.add(
            "`"
                + layer.question().wire()
                + "` is required and is "
                + layer.status().wire()
                + " ("
                + layer.reason().wire()
                + "): "
                + layer.reason().sentence());
      }
      return new Refusal(
          null,
          BundleCode.CliReason.REQUIREMENT,
          String.join("; ", sentences),
          Position.UNKNOWN,
          layers.stream().map(VerdictLayer::question).toList());
    }

    /** Gives one line: place, message and code. */
    public String text() {
      return code == null ? message : new BundleProblem(code, message, position).text();
    }
  }

  private static Json.ObjBuilder head(VerifyReport report) {
    return Json.object()
        .put("schema", SCHEMA)
        .put("exit_code", report.exitCode())
        .put("reason_code", report.reasonCode())
        .put("path", report.path())
        .put("ok", report.exitCode() == 0);
  }

  private static Json.Obj document(
      VerifyReport report, @Nullable Refusal refusal, Verdict verdict) {
    Json.ObjBuilder json = head(report);
    if (refusal != null) {
      BundleCode code = refusal.code();
      json.put("class", code == null ? null : code.kind().wire())
          .put("code", code == null ? null : code.wire())
          .put("message", refusal.message())
          .put("position", refusal.position().json());
    }
    BundleFacts facts = verdict.facts();
    json.put("archive_sha256", facts.archive().sha256())
        .put("archive_bytes", facts.archive().bytes());
    BundleFacts.Manifest manifest = facts.manifest();
    if (manifest != null) {
      json.put("bundle_id", manifest.bundleId()).put("run_id", manifest.runId());
    }
    json.put("event_count", facts.events().count());
    String earliest = facts.events().earliest();
    String latest = facts.events().latest();
    if (earliest != null && latest != null) {
      json.put("time_range", Json.Arr.ofStrings(List.of(earliest, latest)));
    }
    json.put("producer", manifest == null ? null : manifest.producer())
        .put("canonical", canonical(facts.canonical()))
        .put("warnings", warnings(facts))
        .put("checks", checks(facts));
    if (verdict instanceof Verdict.Broken broken && broken.problems().size() > 1) {
      json.put("problems", problems(broken));
    }
    return json.put("trust", trust(verdict)).build();
  }

  private static Json.Obj canonical(BundleFacts.Canonical canonical) {
    return Json.object()
        .put("ok", canonical.ok())
        .put("first_difference", canonical.firstDifference())
        .build();
  }

  private static Json.Arr warnings(BundleFacts facts) {
    List<Json> warnings = new ArrayList<>();
    for (BundleFacts.Warning warning : facts.warnings()) {
      warnings.add(
          Json.object()
              .put("id", warning.oddity().wire())
              .put("seq", warning.seq())
              .put("message", warning.oddity().sentence())
              .build());
    }
    return new Json.Arr(warnings);
  }

  private static Json.Arr checks(BundleFacts facts) {
    List<Json> checks = new ArrayList<>();
    for (BundleFacts.CheckResult result : facts.checks()) {
      checks.add(
          Json.object()
              .put("id", result.check().wire())
              .put("status", result.status().wire())
              .build());
    }
    return new Json.Arr(checks);
  }

  private static Json.Arr problems(Verdict.Broken broken) {
    List<Json> problems = new ArrayList<>();
    for (BundleProblem problem : broken.problems()) {
      problems.add(
          Json.object()
              .put("class", problem.code().kind().wire())
              .put("code", problem.code().wire())
              .put("message", problem.message())
              .put("position", problem.position().json())
              .build());
    }
    return new Json.Arr(problems);
  }

  private static Json.Obj trust(Verdict verdict) {
    Json.ObjBuilder trust = Json.object();
    for (VerdictLayer layer : verdict.layers()) {
      trust.put(layer.question().wire(), layer.json());
    }
    return trust.build();
  }
}
