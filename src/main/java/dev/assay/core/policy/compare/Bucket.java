package dev.assay.core.policy.compare;

import dev.assay.core.policy.decision.Decision;

/**
 * What becomes of a call when one policy takes the place of another. The version and the digest of
 * the policies, which always differ, do not count. Source: {@code policy.md} 5.3.
 */
public enum Bucket {
  /** Nothing changes. */
  UNCHANGED("unchanged", "decided alike, for the same reason"),
  /** Only what the record says beside the decision. */
  EVIDENCE_ONLY("evidence_only", "decided alike; the record names another rule or other details"),
  /** Allowed before, denied then. */
  STRICTER("stricter", "allowed by the first policy, denied by the second"),
  /** Denied before, allowed then. */
  LOOSER("looser", "denied by the first policy, allowed by the second"),
  /** The same answer for another reason. */
  RECLASSIFIED("reclassified", "the same answer for another reason, or with a warning");

  private final String wire;
  private final String sentence;

  Bucket(String wire, String sentence) {
    this.wire = wire;
    this.sentence = sentence;
  }

  /** Gives the bucket of two decisions about one call. */
  public static Bucket of(Decision before, Decision after) {
    boolean allowed = before instanceof Decision.Allow;
    if (allowed != after instanceof Decision.Allow) {
      return allowed ? STRICTER : LOOSER;
    }
    if (before.reason() != after.reason() || !before.typed().equals(after.typed())) {
      return RECLASSIFIED;
    }
    return before.equals(after) ? UNCHANGED : EVIDENCE_ONLY;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Gives what it means, one sentence. */
  public String sentence() {
    return sentence;
  }
}
