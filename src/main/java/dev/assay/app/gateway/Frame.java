package dev.assay.app.gateway;

import java.nio.charset.StandardCharsets;

/**
 * One line without its line feed, inside a buffer that its transport owns. Valid until the
 * transport reads on; nobody changes it.
 *
 * @param bytes the buffer
 * @param from first byte of the frame
 * @param to one past its last byte
 */
@SuppressWarnings("ArrayRecordComponent") // a view on a transport's buffer, never compared
public record Frame(byte[] bytes, int from, int to) {

  /** Gives a frame that is a whole array. */
  public static Frame of(byte[] bytes) {
    return new Frame(bytes, 0, bytes.length);
  }

  /** Gives the length in bytes. */
  public int length() {
    return to - from;
  }

  /** Says whether the frame is white space only. */
  public boolean isBlank() {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Gives the first characters, for a diagnostic; not for records. */
  String beginning(int maxBytes) {
    return new String(bytes, from, Math.min(length(), maxBytes), StandardCharsets.UTF_8);
  }
}
