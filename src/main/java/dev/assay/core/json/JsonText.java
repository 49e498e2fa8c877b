package dev.assay.core.json;

import java.util.HexFormat;
import java.util.Map;

/**
 * JSON for people: two-space indent, member order as given, numbers as written, a final newline
 * left to the caller.
 */
public final class JsonText {
  private JsonText() {}

  /** Gives the indented text. */
  public static String pretty(Json value) {
    StringBuilder out = new StringBuilder();
    write(out, value, 0);
    return out.toString();
  }

  /** Gives the text on one line, member order and number text as given. */
  public static String compact(Json value) {
    StringBuilder out = new StringBuilder();
    write(out, value, -1);
    return out.toString();
  }

  /**
   * Gives the same JSON text with every character that could act on a terminal or hide text written
   * as an escape: controls, format and bidirectional marks, line separators, private and unassigned
   * characters. The value it stands for does not change.
   */
  public static String escaped(String json) {
    int at = 0;
    while (at < json.length() && json.charAt(at) < 0x7F) {
      at++;
    }
    if (at == json.length()) {
      return json;
    }
    StringBuilder out = new StringBuilder(json.length() + 16).append(json, 0, at);
    while (at < json.length()) {
      int c = json.codePointAt(at);
      int length = Character.charCount(c);
      for (int i = at; i < at + length; i++) {
        if (acts(c)) {
          out.append("\\u").append(HexFormat.of().toHexDigits(json.charAt(i)));
        } else {
          out.append(json.charAt(i));
        }
      }
      at += length;
    }
    return out.toString();
  }

  private static boolean acts(int c) {
    return c >= 0x7F && ActingCharacters.acts(c);
  }

  private static void write(StringBuilder out, Json value, int indent) {
    if (value instanceof Json.Str string) {
      out.append(CanonicalJson.quote(string.value()));
    } else if (value instanceof Json.Obj object) {
      writeObject(out, object, indent);
    } else if (value instanceof Json.Num number) {
      out.append(number.text());
    } else if (value instanceof Json.Arr array) {
      writeArray(out, array, indent);
    } else if (value instanceof Json.Bool bool) {
      out.append(bool.value());
    } else {
      out.append("null");
    }
  }

  private static void writeObject(StringBuilder out, Json.Obj object, int indent) {
    int inner = indent < 0 ? -1 : indent + 1;
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      newLine(out.append(separator), inner);
      out.append(CanonicalJson.quote(member.getKey())).append(indent < 0 ? ":" : ": ");
      write(out, member.getValue(), inner);
      separator = ",";
    }
    close(out, object.members().isEmpty() ? -1 : indent, '}');
  }

  private static void writeArray(StringBuilder out, Json.Arr array, int indent) {
    int inner = indent < 0 ? -1 : indent + 1;
    out.append('[');
    String separator = "";
    for (Json item : array.items()) {
      newLine(out.append(separator), inner);
      write(out, item, inner);
      separator = ",";
    }
    close(out, array.items().isEmpty() ? -1 : indent, ']');
  }

  private static void close(StringBuilder out, int indent, char bracket) {
    newLine(out, indent);
    out.append(bracket);
  }

  private static void newLine(StringBuilder out, int indent) {
    if (indent >= 0) {
      out.append('\n').append("  ".repeat(indent));
    }
  }
}
