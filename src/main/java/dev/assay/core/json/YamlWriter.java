package dev.assay.core.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as YAML 1.2 for people, with what {@link YamlNotes} says about it: two blanks a
 * level, members in their order, a collection on one line where its notes say so and it fits.
 *
 * <p>Guarantees: {@link YamlReader} reads the same value again, as long as it reads one so deep and
 * large at all; every comment about a part that exists is written; writing a mapping that was read
 * again gives the same bytes. Nothing hidden is in the text: control and format characters are
 * escaped.
 */
public final class YamlWriter {
  /** A line that people still read without turning their head. */
  private static final int MAX_LINE = 100;

  /** Readers need not accept a longer key without its mark. */
  private static final int MAX_KEY = 900;

  private final YamlNotes notes;
  private final List<String> lines = new ArrayList<>();

  private YamlWriter(YamlNotes notes) {
    this.notes = notes;
  }

  /** Gives the text, with a final line end. */
  public static String write(Json value, YamlNotes notes) {
    YamlWriter writer = new YamlWriter(notes);
    writer.lines.addAll(notes.head());
    if (!notes.head().isEmpty()) {
      writer.lines.add("");
    }
    writer.document(value);
    if (!notes.foot().isEmpty()) {
      writer.lines.add("");
      writer.lines.addAll(notes.foot());
    }
    return String.join("\n", writer.lines) + "\n";
  }

  private void document(Json value) {
    if (isEmpty(value)) {
      lines.add(YamlScalar.of(value, false));
    } else {
      block(value, "", 0);
    }
  }

  private void block(Json value, String pointer, int indent) {
    if (value instanceof Json.Obj object) {
      boolean first = true;
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        String at = JsonPointer.below(pointer, member.getKey());
        before(at, indent, first);
        member(member.getKey(), member.getValue(), at, indent);
        first = false;
      }
    } else if (value instanceof Json.Arr array) {
      for (int i = 0; i < array.items().size(); i++) {
        String at = pointer + "/" + i;
        before(at, indent, i == 0);
        item(array.items().get(i), at, indent);
      }
    }
  }

  private void before(String pointer, int indent, boolean first) {
    YamlNotes.Note note = notes.of(pointer);
    if (note.gap() && !first) {
      blank();
    }
    comments(note.above(), indent);
  }

  private void blank() {
    if (!lines.isEmpty() && !lines.getLast().isEmpty()) {
      lines.add("");
    }
  }

  private void comments(List<String> comments, int indent) {
    for (String comment : comments) {
      if (comment.isEmpty()) {
        blank();
      } else {
        lines.add(" ".repeat(indent) + comment);
      }
    }
  }

  private void member(String name, Json value, String pointer, int indent) {
    String key = " ".repeat(indent) + YamlScalar.text(name, false);
    if (key.length() - indent > MAX_KEY) {
      lines.add(" ".repeat(indent) + "? " + key.substring(indent));
      key = " ".repeat(indent);
    }
    String line = key + ":";
    String inline = inline(value, pointer, line.length());
    if (inline != null) {
      lines.add(beside(line + " " + inline, pointer));
      return;
    }
    if (value instanceof Json.Str text) {
      literal(line + " ", text.value(), pointer, indent + 2);
      return;
    }
    lines.add(beside(line, pointer));
    block(value, pointer, indent + 2);
  }

  private void item(Json value, String pointer, int indent) {
    String line = " ".repeat(indent) + "-";
    String inline = inline(value, pointer, line.length());
    if (inline != null) {
      lines.add(beside(line + " " + inline, pointer));
      return;
    }
    if (value instanceof Json.Str text) {
      literal(line + " ", text.value(), pointer, indent + 2);
      return;
    }
    String remark = notes.of(pointer).beside();
    if (remark != null) {
      lines.add(" ".repeat(indent) + remark);
    }
    nested(value, pointer, indent, line);
  }

  /** Writes a collection whose first line takes the place behind the dash. */
  private void nested(Json value, String pointer, int indent, String dash) {
    YamlWriter inner = new YamlWriter(notes);
    inner.block(value, pointer, indent + 2);
    int at = 0;
    while (inner.lines.get(at).isEmpty() || inner.lines.get(at).strip().startsWith("#")) {
      if (!inner.lines.get(at).isEmpty()) {
        lines.add(" ".repeat(indent) + inner.lines.get(at).strip());
      }
      at++;
    }
    lines.add(dash + inner.lines.get(at).substring(indent + 1));
    lines.addAll(inner.lines.subList(at + 1, inner.lines.size()));
  }

  private String beside(String line, String pointer) {
    String remark = notes.of(pointer).beside();
    return remark == null ? line : line + " " + remark;
  }

  /** Gives a value on the line of its key, or null when it takes lines of its own. */
  private @Nullable String inline(Json value, String pointer, int column) {
    if (value instanceof Json.Str text && isLiteral(text.value())) {
      return null;
    }
    if (isEmpty(value)) {
      return YamlScalar.of(value, false);
    }
    if (!notes.of(pointer).flow() || notes.speaksInside(pointer)) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    flow(value, text, MAX_LINE - column - 1);
    return text.length() > MAX_LINE - column - 1 ? null : text.toString();
  }

  private static boolean isEmpty(Json value) {
    return switch (value) {
      case Json.Obj object -> object.members().isEmpty();
      case Json.Arr array -> array.items().isEmpty();
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> true;
    };
  }

  /** Appends a value on one line; stops soon after the text is too long to be used. */
  private static void flow(Json value, StringBuilder text, int most) {
    if (text.length() > most) {
      return;
    }
    if (value instanceof Json.Obj object && !isEmpty(value)) {
      String separator = "{ ";
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        text.append(separator).append(YamlScalar.text(member.getKey(), true)).append(": ");
        flow(member.getValue(), text, most);
        separator = ", ";
      }
      text.append(" }");
    } else if (value instanceof Json.Arr array && !isEmpty(value)) {
      String separator = "[";
      for (Json item : array.items()) {
        text.append(separator);
        flow(item, text, most);
        separator = ", ";
      }
      text.append(']');
    } else {
      text.append(YamlScalar.of(value, true));
    }
  }

  /** Whether a text is written on lines of its own, as it stands. */
  private static boolean isLiteral(String text) {
    int end = text.indexOf('\n');
    if (end < 1 || text.endsWith("\n\n") || Character.isWhitespace(text.charAt(0))) {
      return false;
    }
    for (String line : text.split("\n", -1)) {
      if (!line.stripTrailing().equals(line) || line.codePoints().anyMatch(c -> odd(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean odd(int c) {
    return c == '\t' || YamlScalar.isHidden(c);
  }

  private void literal(String start, String text, String pointer, int indent) {
    boolean ends = text.endsWith("\n");
    lines.add(beside(start + (ends ? "|" : "|-"), pointer));
    String body = ends ? text.substring(0, text.length() - 1) : text;
    for (String line : body.split("\n", -1)) {
      lines.add(line.isEmpty() ? "" : " ".repeat(indent) + line);
    }
  }
}
