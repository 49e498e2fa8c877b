package dev.assay.core.coverage.declared;

/** What an observed action is to a declaration. Source: {@code trust-basis.md} 10.9. */
public enum DeclaredOutcome {
  /** It was declared. */
  DECLARED("none", "it was declared"),
  /** It was refused and is not declared. */
  DENIED("attempted_privileged_tool_action_denied", "nobody declared it, and it was refused"),
  /** It was let through and is not declared. */
  NEW("new_privileged_tool_action", "nobody declared it, and it was let through"),
  /** It may be declared; what it acted on is not known. */
  TARGET("inconclusive_tool_target", "what it acted on is not known well enough to compare"),
  /** Nobody could tell what it is. */
  UNCLASSIFIED("unclassified_tool_action", "nobody could tell what kind of action it is"),
  /** Part of the recording is missing. */
  GAP("inconclusive_observation_gap", "part of what happened is not on record");

  private final String wire;
  private final String sentence;

  DeclaredOutcome(String wire, String sentence) {
    this.wire = wire;
    this.sentence = sentence;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Gives the outcome in words. */
  public String sentence() {
    return sentence;
  }
}
