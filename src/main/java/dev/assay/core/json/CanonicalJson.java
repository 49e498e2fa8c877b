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
  /** Room for the arguments of most calls. */
  private static final int FIRST_BYTES = 128;

  /** The longest integer a double can be has 309 digits. */
  private static final int MAX_EXACT_CHARS = 400;

  private final ByteLine out = new ByteLine(FIRST_BYTES);

  private CanonicalJson() {}

  /** Gives the canonical UTF-8 bytes of a value. */
  public static byte[] canonicalBytes(Json value) {
    CanonicalJson writer = new CanonicalJson();
    writer.write(value);
    return writer.out.bytes();
  }

  /** Gives the canonical text of a value. */
  public static String canonicalText(Json value) {
    return new String(canonicalBytes(value), StandardCharsets.UTF_8);
  }

  /** Gives a string as canonical JSON text, quotes included. */
  public static String quote(String text) {
    return new String(
        new ByteLine(text.length() + 2).putQuoted(text).bytes(), StandardCharsets.UTF_8);
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

  /**
   * Says whether the canonical form keeps every number of a value, so that its digest is of no
   * other value.
   */
  public static boolean keepsNumbersOf(Json value) {
    if (value instanceof Json.Obj object) {
      for (Json member : object.members().values()) {
        if (!keepsNumbersOf(member)) {
          return false;
        }
      }
      return true;
    }
    if (value instanceof Json.Arr array) {
      for (Json item : array.items()) {
        if (!keepsNumbersOf(item)) {
          return false;
        }
      }
      return true;
    }
    return !(value instanceof Json.Num number) || keeps(number);
  }

  private void write(Json value) {
    if (value instanceof Json.Str string) {
      out.putQuoted(string.value());
    } else if (value instanceof Json.Obj object) {
      writeObject(object);
    } else if (value instanceof Json.Num number) {
      out.put(CanonicalNumber.text(number));
    } else if (value instanceof Json.Arr array) {
      writeArray(array);
    } else if (value instanceof Json.Bool bool) {
      out.put(bool.value() ? "true" : "false");
    } else {
      out.put("null");
    }
  }

  private void writeArray(Json.Arr array) {
    out.put('[');
    boolean first = true;
    for (Json item : array.items()) {
      if (!first) {
        out.put(',');
      }
      first = false;
      write(item);
    }
    out.put(']');
  }

  private void writeObject(Json.Obj object) {
    if (isSorted(object)) {
      writeSorted(object);
      return;
    }
    String[] names = object.members().keySet().toArray(new String[0]);
    Arrays.sort(names);
    Map<String, Json> members = object.members();
    out.put('{');
    for (int i = 0; i < names.length; i++) {
      if (i > 0) {
        out.put(',');
      }
      out.putQuoted(names[i]);
      out.put(':');
      Json member = members.get(names[i]);
      if (member != null) {
        write(member);
      }
    }
    out.put('}');
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
    out.put('{');
    boolean first = true;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!first) {
        out.put(',');
      }
      first = false;
      out.putQuoted(member.getKey());
      out.put(':');
      write(member.getValue());
    }
    out.put('}');
  }
}
