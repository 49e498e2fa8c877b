package dev.assay.core.json;

import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines and columns in JSON texts, for documents that people write. A second pass over a text that
 * {@link JsonReader} has read; messages between programs do without.
 */
public final class JsonSources {
  private final byte[] text;
  private int at;
  private int line = 1;
  private int column = 1;

  private JsonSources(byte[] text) {
    this.text = text;
  }

  /** Gives the places of the parts of a text that the strict reader accepts. */
  public static SourceMap of(byte[] text) {
    return new SourceMap(new JsonSources(text).value());
  }

  /** Gives the place of a byte of any text; line ends are line feeds. */
  public static Where at(byte[] text, int offset) {
    JsonSources scan = new JsonSources(text);
    while (scan.at < Math.min(offset, text.length)) {
      scan.step();
    }
    return new Where(null, null, scan.line, scan.column);
  }

  /** Goes on by one byte; bytes inside a character of UTF-8 take no column. */
  private void step() {
    byte b = text[at++];
    if (b == '\n') {
      line++;
      column = 1;
    } else if ((b & 0xC0) != 0x80) {
      column++;
    }
  }

  private SourceMap.Spot value() {
    space();
    int startLine = line;
    int startColumn = column;
    List<SourceMap.Spot> items = new ArrayList<>();
    Map<String, SourceMap.Member> members = new LinkedHashMap<>();
    switch (text[at]) {
      case '{' -> object(members);
      case '[' -> array(items);
      case '"' -> string();
      default -> scalar();
    }
    return new SourceMap.Spot(startLine, startColumn, items, members);
  }

  private void object(Map<String, SourceMap.Member> members) {
    step();
    space();
    while (text[at] != '}') {
      int startLine = line;
      int startColumn = column;
      String name = string();
      space();
      step(); // the colon
      members.put(name, new SourceMap.Member(startLine, startColumn, value()));
      separator();
    }
    step();
  }

  private void array(List<SourceMap.Spot> items) {
    step();
    space();
    while (text[at] != ']') {
      items.add(value());
      separator();
    }
    step();
  }

  private void separator() {
    space();
    if (text[at] == ',') {
      step();
      space();
    }
  }

  private String string() {
    int from = at;
    step();
    while (text[at] != '"') {
      if (text[at] == '\\') {
        step();
      }
      step();
    }
    step();
    byte[] quoted = new byte[at - from];
    System.arraycopy(text, from, quoted, 0, quoted.length);
    return JsonReader.read(quoted, UNBOUNDED) instanceof JsonReading.Read(Json.Str(String value))
        ? value
        : new String(quoted, StandardCharsets.UTF_8);
  }

  private static final JsonLimits UNBOUNDED =
      new JsonLimits(1, 1, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private void scalar() {
    while (at < text.length && ",]} \n\t\r".indexOf(text[at]) < 0) {
      step();
    }
  }

  private void space() {
    while (at < text.length && " \n\t\r".indexOf(text[at]) >= 0) {
      step();
    }
  }
}
