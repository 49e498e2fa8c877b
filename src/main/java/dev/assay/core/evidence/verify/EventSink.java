package dev.assay.core.evidence.verify;

import dev.assay.core.json.Json;

/**
 * Takes events while a bundle is read.
 *
 * <p>An event given to {@link #event} has passed its own checks and nothing was wrong before it;
 * the bundle as a whole is verified only when the verdict says so. Nothing may be presented as
 * verified earlier.
 */
public interface EventSink {
  /** Takes nothing. */
  EventSink NONE =
      new EventSink() {
        @Override
        public void event(long seq, Json.Obj envelope, byte[] line, int from, int to) {}

        @Override
        public boolean wantsEvents() {
          return false;
        }
      };

  /**
   * Takes an event that is in order so far. {@code line[from, to)} is its text without the line
   * end; it is only valid during the call.
   */
  void event(long seq, Json.Obj envelope, byte[] line, int from, int to);

  /** Takes an event that could be read, at or after the first problem; not verified. */
  default void doubtful(long line, Json.Obj envelope) {}

  /** Says whether events are wanted; if not, most need not be read into values. */
  default boolean wantsEvents() {
    return true;
  }
}
