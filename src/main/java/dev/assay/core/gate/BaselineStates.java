package dev.assay.core.gate;

import dev.assay.core.report.SarifBaseline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the results of a run stand to the accepted report. Told by fingerprint, which has no run, no
 * line and no count in it. Nothing is said about what an accepted report cannot tell: results of a
 * policy or a trace. Source: {@code trust-basis.md} 17.7.
 */
final class BaselineStates {
  /** What an accepted report was judged for again. */
  private static final List<String> TOLD = List.of(TrustCases.RULES, TrustCases.CLAIMS);

  private final GateRun run;
  private final Map<String, GateCase> before = new LinkedHashMap<>();

  private BaselineStates(GateRun run) {
    this.run = run;
    for (GateCase one : run.before().orElse(List.of())) {
      if (one.status() != GateCase.Status.PASSED) {
        before.put(GateSarif.fingerprint(one), one);
      }
    }
  }

  static BaselineStates of(GateRun run) {
    return new BaselineStates(run);
  }

  /** Gives the state of a result of the run; empty when the baseline cannot tell. */
  Optional<SarifBaseline> state(GateCase one) {
    if (run.before().isEmpty()) {
      return Optional.empty();
    }
    if (one.check().equals(TrustCases.BASELINE)) {
      return Optional.of(SarifBaseline.NEW);
    }
    if (!TOLD.contains(one.check())) {
      return Optional.empty();
    }
    GateCase earlier = before.get(GateSarif.fingerprint(one));
    if (earlier == null) {
      return Optional.of(SarifBaseline.NEW);
    }
    boolean same = earlier.status() == one.status() && earlier.message().equals(one.message());
    return Optional.of(same ? SarifBaseline.UNCHANGED : SarifBaseline.UPDATED);
  }

  /**
   * Gives the results that the accepted report had and this run has not, in their order; none when
   * a broken input kept the run from looking.
   */
  List<GateCase> absent() {
    Map<String, GateCase> gone = new LinkedHashMap<>(before);
    for (GateCase one : run.cases()) {
      if (one.status() == GateCase.Status.UNUSABLE_INPUT) {
        return List.of();
      }
      if (one.status() != GateCase.Status.PASSED) {
        gone.remove(GateSarif.fingerprint(one));
      }
    }
    return new ArrayList<>(gone.values());
  }
}
