package dev.assay.core.claim.rule;

/** The fold of one rule over events, in constant memory; one thread. */
public interface ClaimTally {
  /** Takes the next event. */
  void see(ObservedEvent event);

  /** Gives what the events so far support; may be asked again later. */
  Finding conclude(Ground ground);
}
