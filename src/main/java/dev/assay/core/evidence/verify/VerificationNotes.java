package dev.assay.core.evidence.verify;

import dev.assay.core.evidence.verify.BundleFacts.Check;
import dev.assay.core.evidence.verify.BundleFacts.CheckResult;
import dev.assay.core.evidence.verify.BundleFacts.CheckStatus;
import dev.assay.core.evidence.verify.BundleFacts.Oddity;
import dev.assay.core.evidence.verify.BundleProblem.Position;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one verification has noted so far. Bounded: at most {@value #MAX_PROBLEMS} problems, one
 * warning of a kind, the first difference from the canonical form.
 */
final class VerificationNotes {
  /** Enough to see what somebody changed; a broken bundle could hold one per line. */
  static final int MAX_PROBLEMS = 20;

  private final List<BundleProblem> problems = new ArrayList<>();
  private final Map<Oddity, BundleFacts.Warning> warnings = new EnumMap<>(Oddity.class);
  private final Map<Check, CheckStatus> checks = new EnumMap<>(Check.class);
  private @Nullable String firstDifference;
  private boolean stopped;

  /** Notes a problem after which reading can go on. */
  void problem(BundleCode code, String message, Position position) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new BundleProblem(code, message, position));
    }
  }

  /** Notes a problem that ends the reading; false, for the reader to hand on. */
  boolean stop(BundleCode code, String message, Position position) {
    if (!stopped) {
      stopped = true;
      if (problems.size() == MAX_PROBLEMS) {
        problems.removeLast();
      }
      problems.add(new BundleProblem(code, message, position));
    }
    return false;
  }

  /** Says whether reading ended early. */
  boolean stopped() {
    return stopped;
  }

  /** Says whether nothing was wrong so far. */
  boolean clean() {
    return problems.isEmpty();
  }

  void warn(Oddity oddity, long seq) {
    if (!warnings.containsKey(oddity)) {
      warnings.put(oddity, new BundleFacts.Warning(oddity, seq));
    }
  }

  void differs(String what) {
    if (firstDifference == null) {
      firstDifference = what;
    }
  }

  /** Says that a check ran to its end; it passed when nothing new was noted since it began. */
  void checked(Check check, boolean passed) {
    checks.put(check, passed ? CheckStatus.PASSED : CheckStatus.FAILED);
  }

  void failed(Check check) {
    checks.put(check, CheckStatus.FAILED);
  }

  List<BundleProblem> problems() {
    return problems;
  }

  BundleFacts.Canonical canonical() {
    return new BundleFacts.Canonical(firstDifference == null && clean(), firstDifference);
  }

  List<BundleFacts.Warning> warnings() {
    return List.copyOf(warnings.values());
  }

  List<CheckResult> checks() {
    List<CheckResult> results = new ArrayList<>();
    for (Check check : Check.values()) {
      results.add(new CheckResult(check, checks.getOrDefault(check, CheckStatus.NOT_RUN)));
    }
    return results;
  }
}
