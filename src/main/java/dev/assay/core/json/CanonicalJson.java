package dev.assay.core.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Canonical bytes by RFC 8785 (JCS).
 *
 * <p>Members are sorted by UTF-16 code units, numbers are written as ECMAScript writes the nearest
 * double. Integers beyond 2^53 lose digits: two different values can have one canonical form, so
 * who must not lose them refuses them first.
 */
public final class CanonicalJson {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The longest integer a double can be has 309 digits. */
  private static final int MAX_EXACT_CHARS = 400;

  private final Buffer out = new Buffer();

  private CanonicalJson() {}

  /** Gives the canonical UTF-8 bytes of a value. */
  public static byte[] canonicalBytes(Json value) {
    CanonicalJson writer = new CanonicalJson();
    writer.write(value);
    return writer.out.toByteArray();
  }

  /** Gives the canonical text of a value. */
  public static String canonicalText(Json value) {
    return new String(canonicalBytes(value), StandardCharsets.UTF_8);
  }

  /** Gives a string as canonical JSON text, quotes included. */
  public static String quote(String text) {
    return canonicalText(new Json.Str(text));
  }

  /**
   * Says whether the canonical form of a number is the same number. Where it is not, two values
   * that a validator tells apart share their canonical bytes; a number of more than {@value
   * #MAX_EXACT_CHARS} characters counts as one of those.
   */
  public static boolean keeps(Json.Num number) {
    String text = number.text();
    if (text.length() <= 15 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
      return true;
    }
    if (text.length() > MAX_EXACT_CHARS) {
      return false;
    }
    try {
      return new BigDecimal(text).compareTo(new BigDecimal(CanonicalNumber.text(number))) == 0;
    } catch (NumberFormatException e) {
      return false; // an exponent beyond what anybody computes with
    }
  }

  private void write(Json value) {
    if (value instanceof Json.Str string) {
      writeString(string.value());
    } else if (value instanceof Json.Obj object) {
      writeObject(object);
    } else if (value instanceof Json.Num number) {
      out.ascii(CanonicalNumber.text(number));
    } else if (value instanceof Json.Arr array) {
      writeArray(array);
    } else if (value instanceof Json.Bool bool) {
      out.ascii(bool.value() ? "true" : "false");
    } else {
      out.ascii("null");
    }
  }

  private void writeArray(Json.Arr array) {
    out.write('[');
    boolean first = true;
    for (Json item : array.items()) {
      if (!first) {
        out.write(',');
      }
      first = false;
      write(item);
    }
    out.write(']');
  }

  private void writeObject(Json.Obj object) {
    if (isSorted(object)) {
      writeSorted(object);
      return;
    }
    String[] names = object.members().keySet().toArray(new String[0]);
    Arrays.sort(names);
    Map<String, Json> members = object.members();
    out.write('{');
    for (int i = 0; i < names.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      writeString(names[i]);
      out.write(':');
      Json member = members.get(names[i]);
      if (member != null) {
        write(member);
      }
    }
    out.write('}');
  }

  /** What we build ourselves is in order already. */
  private static boolean isSorted(Json.Obj object) {
    String last = null;
    for (String name : object.members().keySet()) {
      if (last != null && last.compareTo(name) >= 0) {
        return false;
      }
      last = name;
    }
    return true;
  }

  private void writeSorted(Json.Obj object) {
    out.write('{');
    boolean first = true;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!first) {
        out.write(',');
      }
      first = false;
      writeString(member.getKey());
      out.write(':');
      write(member.getValue());
    }
    out.write('}');
  }

  private void writeString(String text) {
    out.write('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
        out.write(c);
      } else if (c < 0x80) {
        writeEscaped(c);
      } else {
        int codePoint = text.codePointAt(i);
        i += Character.charCount(codePoint) - 1;
        out.codePoint(codePoint);
      }
    }
    out.write('"');
  }

  private void writeEscaped(char c) {
    out.write('\\');
    switch (c) {
      case '"', '\\' -> out.write(c);
      case '\b' -> out.write('b');
      case '\t' -> out.write('t');
      case '\n' -> out.write('n');
      case '\f' -> out.write('f');
      case '\r' -> out.write('r');
      default -> {
        out.ascii("u00");
        out.write(HEX[c >> 4]);
        out.write(HEX[c & 0xF]);
      }
    }
  }

  /** A growing byte buffer without locks. */
  private static final class Buffer {
    private byte[] bytes = new byte[512];
    private int count;

    void write(int b) {
      if (count == bytes.length) {
        bytes = Arrays.copyOf(bytes, count * 2);
      }
      bytes[count++] = (byte) b;
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, count);
    }

    void ascii(String text) {
      for (int i = 0; i < text.length(); i++) {
        write(text.charAt(i));
      }
    }

    void codePoint(int c) {
      if (c < 0x800) {
        write(0xC0 | (c >> 6));
      } else if (c < 0x10000) {
        write(0xE0 | (c >> 12));
        write(0x80 | ((c >> 6) & 0x3F));
      } else {
        write(0xF0 | (c >> 18));
        write(0x80 | ((c >> 12) & 0x3F));
        write(0x80 | ((c >> 6) & 0x3F));
      }
      write(0x80 | (c & 0x3F));
    }
  }
}
