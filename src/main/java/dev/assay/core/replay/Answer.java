package dev.assay.core.replay;

import dev.assay.core.policy.Redecision;

/** What a policy says to one recorded call. */
public sealed interface Answer {
  /** Gives the tool that was called, as recorded. */
  String tool();

  /** The call is decided. */
  record Decided(String tool, Redecision.Decided made) implements Answer {}

  /** Nobody can say. */
  record NotDecided(String tool, NotReplayable why) implements Answer {}
}
