package dev.assay.core.claim.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of the evidence speaks for and against a claim: counts, the first references, reason codes.
 * Never a ratio.
 *
 * @param candidates how many events were of the kind that could support it
 * @param supporting how many did
 * @param rejected how many were looked at and did not
 * @param evidence the first {@value #MAX_REFERENCES} supporting events
 * @param reasons why the level is what it is and not higher, from {@link LevelReason}; in order,
 *     each once
 */
public record Support(
    long candidates,
    long supporting,
    long rejected,
    List<Reference> evidence,
    List<String> reasons) {
  /** References kept of one claim. */
  public static final int MAX_REFERENCES = 16;

  /** Reason codes kept of one claim; they may hold member names of foreign payloads. */
  private static final int MAX_REASONS = 16;

  /** One event. */
  public record Reference(long seq, String contentHash) {}

  /** Nothing was seen. */
  public static final Support NOTHING = new Support(0, 0, 0, List.of(), List.of());

  /** Copies the lists. */
  public Support {
    evidence = List.copyOf(evidence);
    reasons = List.copyOf(reasons);
  }

  /** Gives the same with a further reason. */
  public Support because(String reason) {
    Set<String> more = new LinkedHashSet<>(reasons);
    more.add(reason);
    return new Support(candidates, supporting, rejected, evidence, List.copyOf(more));
  }

  /** Says whether something speaks for the claim and nothing against it. */
  public boolean isUnanimous() {
    return supporting > 0 && rejected == 0;
  }

  /** Counts, in constant memory. */
  static final class Counter {
    private final List<Reference> evidence = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private long candidates;
    private long supporting;
    private long rejected;

    void supports(ObservedEvent event) {
      candidates++;
      supporting++;
      if (evidence.size() < MAX_REFERENCES) {
        evidence.add(new Reference(event.seq(), event.contentHash()));
      }
    }

    void rejects(String reason) {
      rejects(reason, 1);
    }

    void rejects(String reason, long count) {
      candidates += count;
      rejected += count;
      if (reasons.size() < MAX_REASONS) {
        reasons.add(reason);
      }
    }

    Support total() {
      return new Support(candidates, supporting, rejected, evidence, new ArrayList<>(reasons));
    }
  }
}
