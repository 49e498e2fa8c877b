package dev.assay.core.claim.rule;

import dev.assay.core.claim.Level;
import java.util.List;

/**
 * What evidence would raise a claim.
 *
 * @param to the level it would reach
 * @param by what is needed, as codes; empty when nothing raises it
 */
public record Raise(Level to, List<String> by) {
  /** Copies the codes. */
  public Raise {
    by = List.copyOf(by);
  }

  /** Gives the raise to verified by any of these. */
  static Raise toVerified(String... by) {
    return new Raise(Level.VERIFIED, List.of(by));
  }

  /** Gives, for the recorder's word: first an event at all, then a signature over it. */
  static Raise ofOurRecord(Finding finding, String event) {
    return finding.level() == Level.ABSENT
        ? new Raise(Level.SELF_REPORTED, List.of(event))
        : toVerified("envelope_with_trusted_key");
  }

  /** Gives that nothing raises it further. */
  static Raise none(Finding finding) {
    return new Raise(finding.level(), List.of());
  }
}
