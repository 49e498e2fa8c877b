package dev.assay.core.surface;

import dev.assay.core.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that grows as UTF-8 bytes. */
final class ByteLine {
  private byte[] bytes;
  private int count;

  ByteLine(int firstBytes) {
    bytes = new byte[firstBytes];
  }

  /** Adds text as it is. */
  ByteLine put(String text) {
    int length = text.length();
    reserve(length);
    int at = count;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return putEncoded(text);
      }
      bytes[at++] = (byte) c;
    }
    count = at;
    return this;
  }

  private ByteLine putEncoded(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, count, encoded.length);
    count += encoded.length;
    return this;
  }

  private void reserve(int more) {
    if (count + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + more));
    }
  }

  /** Adds text as a JSON string. */
  ByteLine putQuoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') {
        return put(CanonicalJson.quote(text));
      }
    }
    return put("\"").put(text).put("\"");
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, count);
  }
}
