package dev.assay.core.lint;

/**
 * The event a finding is about.
 *
 * @param seq its sequence number, from 0
 * @param type its type
 */
public record EventPlace(long seq, String type) {
  /** Gives its line in {@code events.ndjson}, from 1. */
  public long line() {
    return seq + 1;
  }
}
