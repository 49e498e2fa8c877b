package dev.assay.adapter.cli.ci;

import dev.assay.adapter.cli.evidence.attest.TrustOptions;
import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.trust.BaselineFiles;
import dev.assay.adapter.cli.trust.BasisFile;
import dev.assay.adapter.cli.trust.CompileOptions;
import dev.assay.adapter.cli.trust.TrustPolicyFile;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.adapter.store.document.ApprovedTools;
import dev.assay.adapter.store.document.TraceFile;
import dev.assay.app.offline.ValidatePolicy;
import dev.assay.core.claim.policy.TrustPolicy;
import dev.assay.core.claim.report.BaselineFault;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.claim.report.ReportReader;
import dev.assay.core.claim.report.ReportReading;
import dev.assay.core.claim.report.SupposedReport;
import dev.assay.core.gate.GateCase;
import dev.assay.core.gate.GateRun;
import dev.assay.core.gate.ReplayCases;
import dev.assay.core.gate.TraceCases;
import dev.assay.core.gate.TrustCases;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.replay.ReplayReport;
import dev.assay.core.trace.TraceReading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of the gate while its inputs are read. An input that cannot be used is a case of its own
 * and makes the run broken; the others are still looked at, so that everything is said at once.
 */
final class CiRun {
  private static final String POLICY = "policy";
  private static final String BUNDLE = "bundle";

  private final CiInputs inputs;
  private final CiOutputs outputs;
  private final Instant now;
  private final List<GateCase> cases = new ArrayList<>();
  private final List<String> caveats = new ArrayList<>();
  private final Set<String> files = new LinkedHashSet<>();
  private final Json.ObjBuilder provenance =
      Json.object().put("assay_version", AssayVersion.NUMBER);
  private final List<Problem> problems = new ArrayList<>();
  private Optional<CommandReason> reason = Optional.empty();
  private Optional<ReportDiff> changes = Optional.empty();
  private Optional<List<GateCase>> before = Optional.empty();
  private Optional<Policy> policy = Optional.empty();

  /** Why nothing can be said: the first reason, and every problem. */
  record Broken(CommandReason reason, List<Problem> problems) {
    /** Copies the problems. */
    Broken {
      problems = List.copyOf(problems);
    }
  }

  CiRun(CiInputs inputs, CiOutputs outputs, Instant now) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.now = now;
  }

  /** Gives the files that results stand on. */
  List<String> files() {
    return new ArrayList<>(files);
  }

  /** Gives why the run is broken; empty when it is not. */
  Optional<Broken> broken() {
    return reason.map(why -> new Broken(why, problems));
  }

  /** Gives the files that the policy names and that are read with it. */
  List<String> besidePolicy() {
    return policy.flatMap(ApprovedTools::lock).map(Path::toString).stream().toList();
  }

  /** Gives what was looked at. */
  GateRun result(boolean strict) {
    return new GateRun(cases, strict, provenance.build(), changes, caveats, before);
  }

  /** Reads the policy and decides the trace by it. */
  void readPolicy() {
    if (inputs.policy().isEmpty()) {
      return;
    }
    String file = inputs.policy().get();
    files.add(file);
    switch (PolicyFile.read(Path.of(file))) {
      case PolicyFile.Result.NotRead(Problem problem) ->
          unusable(POLICY, file, CommandReason.MISSING_CONFIG, List.of(problem));
      case PolicyFile.Result.Read read -> {
        switch (ValidatePolicy.validate(read.yaml(), read.name(), false)) {
          case ValidatePolicy.Result.Invalid invalid ->
              unusable(POLICY, file, CommandReason.POLICY_PARSE, invalid.problems());
          case ValidatePolicy.Result.Valid valid -> {
            policy = Optional.of(valid.policy());
            provenance.put("policy_digest", valid.policy().digest());
            for (Problem warning : valid.warnings()) {
              cases.add(warning(warning, file));
            }
            cases.add(
                GateCase.passed(
                    POLICY, "loads", "digest " + valid.policy().digest(), anchor(file)));
            inputs.trace().ifPresent(trace -> readTrace(trace, valid.policy()));
          }
        }
      }
    }
  }

  private static GateCase warning(Problem warning, String file) {
    int line = Math.max(1, warning.where().line());
    return new GateCase(
        POLICY,
        warning.code(),
        GateCase.Status.WARNED,
        warning.message(),
        new GateCase.Details(
            warning.hint() == null ? "" : warning.hint(),
            new GateCase.Anchor(file, line),
            warning.where().pointer() == null ? "" : warning.where().pointer(),
            null));
  }

  private void readTrace(String file, Policy policy) {
    files.add(file);
    TraceCases decided = new TraceCases(new PolicyEngine(policy));
    switch (TraceFile.read(file, System.in, decided::see)) {
      case TraceReading.Refused refused ->
          unusable(TraceCases.TRACE, file, CommandReason.TRACE_NOT_FOUND, refused.problems());
      case TraceReading.Read _ -> {
        cases.addAll(decided.cases(file));
        if (decided.differing() > 0) {
          caveats.add(
              decided.differing() + " of " + decided.seen() + " recorded calls come out otherwise");
        }
      }
    }
  }

  /**
   * Compiles the bundle, judges its report by the trust policy and compares it with the baseline.
   */
  void readTrust(CompileOptions compile, TrustOptions trust) throws IOException {
    Optional<TrustPolicy> trustPolicy = readTrustPolicy();
    if (inputs.bundle().isEmpty()) {
      return;
    }
    String file = inputs.bundle().get();
    switch (compile.compile(file, trust)) {
      case CompileOptions.Result.Failed failed -> {
        unusable(BUNDLE, file, failed.reason(), failed.problems());
        OutputFile.removeOld(outputs.report()).ifPresent(problem -> unavailable(file, problem));
      }
      case CompileOptions.Result.Compiled compiled -> {
        byte[] bytes = compiled.basis().report().bytes();
        Optional<Problem> unwritten = OutputFile.write(outputs.report(), bytes);
        unwritten.ifPresent(problem -> unavailable(file, problem));
        switch (ReportReader.read(bytes)) {
          case ReportReading.Refused refused ->
              unusable(BUNDLE, file, CommandReason.INTERNAL, refused.problems());
          case ReportReading.Read read -> judge(read.report(), file, trustPolicy);
        }
      }
    }
  }

  private Optional<TrustPolicy> readTrustPolicy() {
    if (inputs.trustPolicy().isEmpty()) {
      return Optional.empty();
    }
    String file = inputs.trustPolicy().get();
    files.add(file);
    return switch (TrustPolicyFile.read(file)) {
      case TrustPolicyFile.Result.Refused refused -> {
        unusable(TrustCases.RULES, file, refused.reason(), refused.problems());
        yield Optional.empty();
      }
      case TrustPolicyFile.Result.Read read -> Optional.of(read.policy());
    };
  }

  private void judge(ReadReport report, String bundle, Optional<TrustPolicy> trustPolicy)
      throws IOException {
    String archive = report.subject().archiveSha256();
    if (archive == null) {
      throw new BugException("a report of a bundle names its archive");
    }
    provenance.put("bundle_digest", archive).put("report_digest", report.digest());
    cases.add(GateCase.passed(BUNDLE, "verifies", "digest " + archive, anchor(bundle)));
    if (policy.isPresent()) {
      replay(bundle, archive, policy.get());
    }
    trustPolicy.ifPresent(rules -> provenance.put("trust_policy_digest", rules.digest()));
    cases.addAll(rules(report, trustPolicy));
    inputs.baseline().ifPresent(file -> compare(file, report, trustPolicy));
    cases.addAll(adverse(report, bundle));
  }

  private List<GateCase> rules(ReadReport report, Optional<TrustPolicy> trustPolicy) {
    return trustPolicy
        .map(rules -> TrustCases.rules(rules.judge(report, now), rules.document()))
        .orElse(List.of());
  }

  /** They stand on a committed file where one is named, else on the bundle. */
  private List<GateCase> adverse(ReadReport report, String bundle) {
    return TrustCases.adverse(report, anchor(files.stream().findFirst().orElse(bundle)));
  }

  /**
   * Decides the recorded calls again; the counts go into the document, so that a reader sees them.
   */
  private void replay(String bundle, String archive, Policy by) throws IOException {
    switch (CiReplay.of(bundle, archive, by)) {
      case CiReplay.Result.Refused refused ->
          unusable(ReplayCases.REPLAY, bundle, refused.reason(), refused.problems());
      case CiReplay.Result.Replayed(ReplayReport replayed) -> {
        provenance.put("replay", counts(replayed));
        cases.addAll(
            ReplayCases.of(replayed, inputs.replayFailOn(), inputs.policy().orElseThrow()));
        if (replayed.notReplayable() > 0) {
          caveats.add(
              replayed.notReplayable()
                  + " of "
                  + replayed.decisions()
                  + " recorded decisions cannot be decided again by the policy, which is not equal");
        }
      }
    }
  }

  private static Json.Obj counts(ReplayReport replayed) {
    return Json.object()
        .put("decisions", replayed.decisions())
        .put("equal", replayed.equal())
        .put("equal_resting_on", replayed.restingOn())
        .put("different", replayed.different())
        .put("not_replayable", replayed.notReplayable())
        .build();
  }

  private void compare(String file, ReadReport report, Optional<TrustPolicy> trustPolicy) {
    files.add(file);
    switch (inputs.baselineFormat()) {
      case v1 -> compareBasis(file, report);
      case report -> {
        switch (BaselineFiles.read(file)) {
          case BaselineFiles.Result.Refused refused ->
              unusable(
                  TrustCases.BASELINE, file, CommandReason.BASELINE_INVALID, refused.problems());
          case BaselineFiles.Result.Read read -> {
            List<BaselineFault> faults =
                new ArrayList<>(
                    BaselineFault.of(
                        read.acceptance(),
                        read.report(),
                        trustPolicy.map(TrustPolicy::digest),
                        now,
                        Duration.ofDays(inputs.maxAgeDays())));
            faults.addAll(BaselineFault.between(read.report(), report));
            if (faults.isEmpty()) {
              provenance.put("baseline_digest", read.report().digest());
              difference(ReportDiff.between(read.report(), report), file);
              List<GateCase> accepted = new ArrayList<>(rules(read.report(), trustPolicy));
              accepted.addAll(adverse(read.report(), file));
              before = Optional.of(accepted);
            } else {
              unusable(
                  TrustCases.BASELINE,
                  file,
                  CommandReason.BASELINE_STALE,
                  faults.stream().map(fault -> fault.problem(file)).toList());
            }
          }
        }
      }
    }
  }

  private void compareBasis(String file, ReadReport report) {
    switch (BasisFile.read(Path.of(file), "baseline")) {
      case BasisFile.Result.Refused refused ->
          unusable(TrustCases.BASELINE, file, CommandReason.BASELINE_INVALID, refused.problems());
      case BasisFile.Result.Read read when SupposedReport.lacking(read.basis()).isPresent() ->
          unusable(
              TrustCases.BASELINE,
              file,
              CommandReason.BASELINE_INVALID,
              List.of(
                  Problem.of(
                      "trust_basis.missing",
                      "the baseline lacks the claim `"
                          + SupposedReport.lacking(read.basis()).get().wire()
                          + "`, so nothing could be worse than it",
                      Where.document(file))));
      case BasisFile.Result.Read read -> {
        caveats.add(
            "the baseline is a v1 file: origin not checkable, it names neither its bundle nor its"
                + " rules");
        difference(
            ReportDiff.between(SupposedReport.of(read.basis()), SupposedReport.frozen(report)),
            file);
      }
    }
  }

  private void difference(ReportDiff diff, String file) {
    changes = Optional.of(diff);
    cases.addAll(TrustCases.baseline(diff, anchor(file)));
    if (!diff.notCompared().isEmpty()) {
      caveats.add("claims that are not compared: " + ReportDiff.shown(diff.notCompared()));
    }
  }

  private void unusable(String check, String file, CommandReason why, List<Problem> what) {
    broken(why, what);
    for (Problem problem : what) {
      GateCase.Anchor anchor = new GateCase.Anchor(file, Math.max(1, problem.where().line()));
      cases.add(
          new GateCase(
              check,
              problem.code(),
              GateCase.Status.UNUSABLE_INPUT,
              problem.message(),
              new GateCase.Details(
                  problem.hint() == null ? "" : problem.hint(),
                  anchor,
                  problem.where().pointer() == null ? "" : problem.where().pointer(),
                  null)));
    }
  }

  /** The report of a bundle cannot be had: every file says so, not only the exit code. */
  private void unavailable(String bundle, Problem problem) {
    broken(CommandReason.OUTPUT_FAILED, List.of(problem));
    cases.add(
        new GateCase(
            BUNDLE,
            "report",
            GateCase.Status.UNAVAILABLE,
            problem.message(),
            GateCase.Details.at(anchor(bundle), "")));
  }

  private void broken(CommandReason why, List<Problem> what) {
    reason = reason.or(() -> Optional.of(why));
    problems.addAll(what);
  }

  private static GateCase.Anchor anchor(String file) {
    return new GateCase.Anchor(file, 1);
  }
}
