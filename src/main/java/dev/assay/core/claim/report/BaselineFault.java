package dev.assay.core.claim.report;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a baseline must not be compared with a report: one is foreign, out of date or not whole. */
public enum BaselineFault {
  /** The report beside the acceptance is not the accepted one. */
  CHANGED(
      "baseline_foreign.report",
      "the baseline is not the report that was accepted",
      "restore the file, or accept the new one with `assay trust-basis accept`"),
  /** Other programs made the bundles. */
  PRODUCER(
      "baseline_foreign.producer",
      "the baseline is of a bundle that other programs made",
      "accept a report of this kind of bundle"),
  /** Levels of two rulesets mean different things. */
  RULESET(
      "baseline_foreign.ruleset",
      "the baseline was judged under another ruleset",
      "compile both with the same --ruleset"),
  /** The rules changed. */
  RULES(
      "baseline_stale.rules",
      "the rules of the compiler changed since the baseline was made",
      "compile a bundle with this version and accept its report"),
  /** The trust policy changed. */
  POLICY(
      "baseline_stale.policy",
      "the trust policy demands something else than when the baseline was accepted",
      "look at the report under the new policy and accept it again"),
  /** Too long ago. */
  AGE(
      "baseline_stale.age",
      "the baseline was accepted too long ago",
      "accept a newer report, or allow more days with --max-baseline-age"),
  /** Not yet. */
  FUTURE(
      "baseline_stale.future",
      "the baseline says that it was accepted in the future",
      "set the clock, or accept it again"),
  /** A recording that went on. */
  PROVISIONAL(
      "baseline_stale.provisional",
      "the report is of a recording that went on",
      "seal the bundle and compile it"),
  /** Rows are missing, and whoever caused so many chose which. */
  SCOPES_CUT(
      "report_cut.scopes",
      "the report has more servers, tools and sessions than rows, so that what got worse may be"
          + " among those it lacks",
      "judge the parts of the recording by themselves, or see what called so many tools");

  private final String code;
  private final String sentence;
  private final String nextStep;

  BaselineFault(String code, String sentence, String nextStep) {
    this.code = code;
    this.sentence = sentence;
    this.nextStep = nextStep;
  }

  /** Gives the code in problems. */
  public String code() {
    return code;
  }

  /** Gives what is wrong, one sentence. */
  public String sentence() {
    return sentence;
  }

  /** Gives what to do about it. */
  public String nextStep() {
    return nextStep;
  }

  /** Gives the problem about a document. */
  public Problem problem(String document) {
    return new Problem(code, sentence, Where.document(document), nextStep);
  }

  /**
   * Gives why two reports cannot be compared, whoever accepted what; empty when they can.
   *
   * @param baseline the report that was there before
   * @param candidate the report to judge
   */
  public static List<BaselineFault> between(ReadReport baseline, ReadReport candidate) {
    List<BaselineFault> faults = new ArrayList<>();
    if (!baseline.compiler().ruleset().equals(candidate.compiler().ruleset())
        || !baseline.compiler().name().equals(candidate.compiler().name())) {
      faults.add(RULESET);
    } else if (!baseline.compiler().rulesetDigest().equals(candidate.compiler().rulesetDigest())) {
      faults.add(RULES);
    }
    List<String> before = baseline.subject().producers();
    List<String> now = candidate.subject().producers();
    if (!before.isEmpty() && !now.isEmpty() && before.stream().noneMatch(now::contains)) {
      faults.add(PRODUCER);
    }
    if (baseline.extent().provisional()) {
      faults.add(PROVISIONAL);
    }
    if (candidate.extent().scopesCut()) {
      faults.add(SCOPES_CUT);
    }
    return faults;
  }

  /**
   * Gives why an accepted baseline does not count; empty when it does.
   *
   * @param acceptance what was accepted
   * @param baseline the report that lies beside it
   * @param policyDigest digest of the trust policy that is in force, when one is
   * @param now the moment of judging
   * @param maxAge how long an acceptance counts
   */
  public static List<BaselineFault> of(
      Acceptance acceptance,
      ReadReport baseline,
      Optional<String> policyDigest,
      Instant now,
      Duration maxAge) {
    List<BaselineFault> faults = new ArrayList<>();
    if (!acceptance.report().equals(Acceptance.Accepted.of(baseline))) {
      faults.add(CHANGED);
    }
    Optional<String> accepted = acceptance.policyDigest();
    if (accepted.isPresent() && policyDigest.isPresent() && !accepted.equals(policyDigest)) {
      faults.add(POLICY);
    }
    if (acceptance.at().isAfter(now)) {
      faults.add(FUTURE);
    } else if (Duration.between(acceptance.at(), now).compareTo(maxAge) > 0) {
      faults.add(AGE);
    }
    return faults;
  }
}
