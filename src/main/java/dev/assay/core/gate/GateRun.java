package dev.assay.core.gate;

import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.json.Json;
import dev.assay.core.report.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of the gate.
 *
 * @param cases in the order in which they were looked at
 * @param strict whether warnings fail
 * @param provenance digests of what was looked at, by name, so that a reader can check that it was
 *     theirs, and how many recorded decisions were decided again
 * @param changes the difference to the baseline, when there is one
 * @param caveats what a reader must know about the run itself
 * @param before the cases about trust rules and adverse claims as they would be for the accepted
 *     report, when there is one
 */
public record GateRun(
    List<GateCase> cases,
    boolean strict,
    Json.Obj provenance,
    Optional<ReportDiff> changes,
    List<String> caveats,
    Optional<List<GateCase>> before) {

  /** Copies the lists. */
  public GateRun {
    cases = List.copyOf(cases);
    caveats = caveats.stream().map(Redaction::of).toList();
    before = before.map(List::copyOf);
  }

  /** Gives a run without an accepted report. */
  public GateRun(
      List<GateCase> cases,
      boolean strict,
      Json.Obj provenance,
      Optional<ReportDiff> changes,
      List<String> caveats) {
    this(cases, strict, provenance, changes, caveats, Optional.empty());
  }

  /** Gives what the run comes to. */
  public GateVerdict verdict() {
    return GateVerdict.of(cases, strict);
  }

  /** Gives the parts of the gate that were run, in order. */
  public List<String> checks() {
    Set<String> checks = new LinkedHashSet<>();
    cases.forEach(one -> checks.add(one.check()));
    return new ArrayList<>(checks);
  }

  /** Gives the cases of one part. */
  public List<GateCase> of(String check) {
    return cases.stream().filter(one -> one.check().equals(check)).toList();
  }

  /** Gives how many cases ended so. */
  public long count(GateCase.Status status) {
    return cases.stream().filter(one -> one.status() == status).count();
  }

  /** Says whether the case is one the gate stops at. */
  public boolean blocks(GateCase one) {
    return switch (one.status()) {
      case FAILED, UNUSABLE_INPUT, UNAVAILABLE -> true;
      case WARNED -> strict;
      case PASSED, NOTED, WAIVED -> false;
    };
  }
}
