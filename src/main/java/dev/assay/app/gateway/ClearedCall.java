package dev.assay.app.gateway;

import dev.assay.app.record.Recorded;
import java.util.Optional;

/**
 * A tool call that may be sent: the only thing {@link Upstream#forward} takes.
 *
 * <p>Made in this package alone, after the decision was recorded or, under {@code evidence:
 * best_effort}, after its record failed and the gap was counted. It carries exactly the bytes that
 * were judged, or the call with the redacted arguments that were judged.
 */
public final class ClearedCall {
  private final Frame frame;
  private final Optional<Recorded> recorded;

  /**
   * Clears a call.
   *
   * @param recorded the recorder's token for the decision; whoever makes a call passes on what the
   *     recorder gave, nothing here compares the two. Empty only under {@code evidence:
   *     best_effort}, which counts a gap instead
   */
  ClearedCall(Frame frame, Optional<Recorded> recorded) {
    this.frame = frame;
    this.recorded = recorded;
  }

  /** Gives the judged bytes. */
  public Frame frame() {
    return frame;
  }

  /** Gives the recorder's token, unless the record failed and the policy lets the call pass. */
  public Optional<Recorded> recorded() {
    return recorded;
  }
}
