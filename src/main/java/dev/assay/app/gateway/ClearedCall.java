package dev.assay.app.gateway;

import dev.assay.app.record.Recorded;
import java.util.Optional;

/**
 * A tool call that was judged and whose decision is on record: the only thing {@link
 * Upstream#forward} takes.
 *
 * <p>Made by {@link ToolCallGateway} alone. It carries exactly the bytes that were judged, or the
 * call with the redacted arguments that were judged.
 */
public final class ClearedCall {
  private final Frame frame;
  private final Optional<Recorded> recorded;

  /**
   * Clears a call.
   *
   * @param recorded proof that the decision is on record; empty only under {@code evidence:
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

  /** Gives the proof of record. */
  public Optional<Recorded> recorded() {
    return recorded;
  }
}
