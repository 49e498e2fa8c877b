package dev.assay.core.evidence.verify;

import dev.assay.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a bundle is refused. The message holds positions, names of limits and hashes,
 * never payload values.
 *
 * @param code which rule is broken
 * @param message what is wrong, one line, lower case
 * @param position where
 */
public record BundleProblem(BundleCode code, String message, Position position) {

  /**
   * A place in a bundle; any part may be unknown.
   *
   * @param entry {@code manifest.json}, {@code events.ndjson}, or null when it is the archive
   * @param line first line is 1; 0 when unknown
   * @param seq the event's sequence number; -1 when unknown
   * @param offset byte offset inside the entry, or inside the decompressed archive when no entry is
   *     named; -1 when unknown
   */
  public record Position(@Nullable String entry, long line, long seq, long offset) {
    /** A place that cannot be told. */
    public static final Position UNKNOWN = new Position(null, 0, -1, -1);

    /** Gives the place in the decompressed archive. */
    static Position archive(long offset) {
      return new Position(null, 0, -1, offset);
    }

    /** Gives {@code entry}, {@code line}, {@code seq}, {@code byte}; unknown ones are left out. */
    public Json.Obj json() {
      Json.ObjBuilder json = Json.object().put("entry", entry);
      if (line > 0) {
        json.put("line", line);
      }
      if (seq >= 0) {
        json.put("seq", seq);
      }
      if (offset >= 0) {
        json.put("byte", offset);
      }
      return json.build();
    }

    /** Gives the place in words, such as {@code events.ndjson line 3 (seq 2)}; may be empty. */
    public String text() {
      String text = entry == null ? "" : entry;
      if (line > 0) {
        text += " line " + line;
      }
      if (seq >= 0) {
        text += " (seq " + seq + ")";
      }
      if (line == 0 && offset >= 0) {
        text += (text.isEmpty() ? "byte " : " byte ") + offset;
      }
      return text;
    }
  }

  /** Gives {@code Class: message (Code)}, with the place in front of the message when known. */
  public String text() {
    String place = position.text();
    return code.kind().wire()
        + ": "
        + (place.isEmpty() ? "" : place + ": ")
        + message
        + " ("
        + code.wire()
        + ")";
  }
}
