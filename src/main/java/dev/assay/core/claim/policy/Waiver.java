package dev.assay.core.claim.policy;

import java.time.Instant;

/**
 * Somebody answers for a rule that does not hold, until a moment.
 *
 * @param id what it is referred to by
 * @param reason why
 * @param owner who
 * @param expires the first moment at which it does not count any more
 */
public record Waiver(String id, String reason, String owner, Instant expires) {
  /** Says whether it counts at a moment. */
  public boolean countsAt(Instant now) {
    return now.isBefore(expires);
  }
}
