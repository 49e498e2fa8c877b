package dev.assay.adapter.cli.ci;

import dev.assay.adapter.cli.trust.BaselineFiles;
import dev.assay.core.gate.ReplayCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What the gate looks at. */
final class CiInputs {
  /** Days in which a team should have looked at its baseline again. */
  private static final int MAX_AGE_DAYS = 90;

  /** Forms of a baseline. */
  enum BaselineFormat {
    /** A trust-report.json with its acceptance. */
    report,
    /** A trust-basis.json, which names nothing that it is about. */
    v1
  }

  /** What of a replay fails. */
  enum ReplayFailOn {
    /** What comes out otherwise. */
    different(ReplayCases.FailOn.DIFFERENT),
    /** Also what cannot be decided again. */
    any(ReplayCases.FailOn.ANY),
    /** Nothing. */
    none(ReplayCases.FailOn.NONE);

    private final ReplayCases.FailOn meaning;

    ReplayFailOn(ReplayCases.FailOn meaning) {
      this.meaning = meaning;
    }
  }

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "the policy of the gate at run time: it must be one that the gate starts with")
  private Optional<String> policy = Optional.empty();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "tool calls (docs/reference/trace.md) that --policy must decide as they say, or allow")
  private Optional<String> trace = Optional.empty();

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description =
          "a bundle: it must verify; its recorded decisions are decided again by --policy, and its"
              + " trust report is what --trust-policy and --baseline are about")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--replay-fail-on",
      paramLabel = "different|any|none",
      defaultValue = "different",
      description = {
        "with --policy and --bundle: exit 1 when recorded decisions come out otherwise, or not one can"
            + " be decided again (default: ${DEFAULT-VALUE})",
        "any: also for each that cannot be; otherwise those are warnings. none: all of it is noted"
      })
  private ReplayFailOn replayFailOn = ReplayFailOn.different;

  @Option(
      names = "--trust-policy",
      paramLabel = "FILE",
      description = "rules that the trust report must satisfy")
  private Optional<String> trustPolicy = Optional.empty();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "the accepted trust-report.json that no claim may be worse than, usually "
              + BaselineFiles.DIRECTORY
              + "/trust-report.json")
  private Optional<String> baseline = Optional.empty();

  @Option(
      names = "--baseline-format",
      paramLabel = "report|v1",
      defaultValue = "report",
      description =
          "v1: the baseline is a trust-basis.json, whose origin cannot be checked (default:"
              + " ${DEFAULT-VALUE})")
  private BaselineFormat baselineFormat = BaselineFormat.report;

  @Option(
      names = "--max-baseline-age",
      paramLabel = "DAYS",
      defaultValue = "" + MAX_AGE_DAYS,
      description = "how long an accepted baseline counts (default: ${DEFAULT-VALUE})")
  private int maxAgeDays = MAX_AGE_DAYS;

  Optional<String> policy() {
    return policy;
  }

  Optional<String> trace() {
    return trace;
  }

  Optional<String> bundle() {
    return bundle;
  }

  ReplayCases.FailOn replayFailOn() {
    return replayFailOn.meaning;
  }

  Optional<String> trustPolicy() {
    return trustPolicy;
  }

  Optional<String> baseline() {
    return baseline;
  }

  BaselineFormat baselineFormat() {
    return baselineFormat;
  }

  int maxAgeDays() {
    return maxAgeDays;
  }

  /** Gives the files that are read beside those that compiling the bundle reads. */
  List<String> files() {
    List<String> files = new ArrayList<>();
    Stream.of(policy, trace, bundle, trustPolicy, baseline)
        .flatMap(Optional::stream)
        .forEach(files::add);
    if (baselineFormat == BaselineFormat.report) {
      baseline.map(BaselineFiles::acceptanceOf).ifPresent(files::add);
    }
    return files;
  }

  /** Gives what is wrong with the combination; empty when it can be run. */
  Optional<String> misuse() {
    if (policy.isEmpty() && bundle.isEmpty()) {
      return Optional.of("there is nothing to check: give `--policy` or `--bundle`");
    }
    if (trace.isPresent() && policy.isEmpty()) {
      return Optional.of("`--trace` goes with `--policy`");
    }
    if (bundle.isEmpty() && (trustPolicy.isPresent() || baseline.isPresent())) {
      return Optional.of("`--trust-policy` and `--baseline` go with `--bundle`");
    }
    if (policy.isPresent() && bundle.filter("-"::equals).isPresent()) {
      return Optional.of(
          "with `--policy` the bundle is read more than once: give it as a file, not as input");
    }
    if (replayFailOn != ReplayFailOn.different && (policy.isEmpty() || bundle.isEmpty())) {
      return Optional.of("`--replay-fail-on` goes with `--policy` and `--bundle`");
    }
    if (baseline.isEmpty() && baselineFormat == BaselineFormat.v1) {
      return Optional.of("`--baseline-format` goes with `--baseline`");
    }
    return maxAgeDays < 1 || maxAgeDays > 3_650
        ? Optional.of("`--max-baseline-age` is from 1 to 3650 days")
        : Optional.empty();
  }
}
