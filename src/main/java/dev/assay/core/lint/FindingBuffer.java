package dev.assay.core.lint;

import dev.assay.core.lint.pack.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Findings as they come, in bounded memory: of each severity the first ones, the others only
 * counted. Cutting later to as many as are kept here gives the same as if all had been kept.
 */
final class FindingBuffer {
  private final int keep;
  private final List<Finding> kept = new ArrayList<>();
  private final Map<Severity, Integer> keptBySeverity = new EnumMap<>(Severity.class);
  private long total;

  /** Makes one that keeps so many of each severity. */
  FindingBuffer(int keep) {
    this.keep = keep;
  }

  void add(Finding finding) {
    total++;
    if (keptBySeverity.merge(finding.severity(), 1, Integer::sum) <= keep) {
      kept.add(finding);
    }
  }

  /** Tells whether one more of a severity would only be counted; then it need not be made. */
  boolean isFull(Severity severity) {
    return keptBySeverity.getOrDefault(severity, 0) >= keep;
  }

  void countOne() {
    total++;
  }

  void addAll(FindingBuffer other) {
    long uncounted = other.total - other.kept.size();
    other.kept.forEach(this::add);
    total += uncounted;
  }

  /** In the order in which they came. */
  List<Finding> kept() {
    return kept;
  }

  long total() {
    return total;
  }
}
