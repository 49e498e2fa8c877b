package dev.assay.app.record;

import dev.assay.core.evidence.ChainHead;

/**
 * Where heads go while and after a part is recorded. Port.
 *
 * <p>Called on background threads, several at once, never on the path of a call. A sink that fails
 * says so itself: calls do not depend on checkpoints.
 */
public interface CheckpointSink {
  /** Takes a head of a part. */
  void checkpoint(String run, ChainHead head);
}
