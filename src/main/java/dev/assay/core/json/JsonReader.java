package dev.assay.core.json;

import java.nio.charset.StandardCharsets;

/**
 * The strict JSON reader, the only one in the program.
 *
 * <p>Guarantees: never throws on any bytes; accepts only valid UTF-8 without byte order mark,
 * exactly one JSON text of RFC 8259, no duplicate member name at any depth after unescaping, no
 * unpaired surrogate, no number beyond a double; keeps numbers as written. It does not bound the
 * input's length: callers bound the frame before they buffer it.
 *
 * <p>Source: {@code mcp-gateway.md} W-1, {@code policy.md} 3.3, {@code evidence.md} 3.3.
 */
public final class JsonReader {
  private final byte[] in;
  private final int end;
  private final int start;
  private final JsonLimits limits;
  private final boolean lastWins;
  private int at;
  private int depth;
  private int values;

  private JsonReader(byte[] in, int start, int end, JsonLimits limits, boolean lastWins) {
    this.in = in;
    this.start = start;
    this.at = start;
    this.end = end;
    this.limits = limits;
    this.lastWins = lastWins;
  }

  /** Reads one JSON text from all the bytes. */
  public static JsonReading read(byte[] text, JsonLimits limits) {
    return read(text, 0, text.length, limits);
  }

  /** Reads one JSON text from {@code text[from, to)}. */
  public static JsonReading read(byte[] text, int from, int to, JsonLimits limits) {
    return new JsonReader(text, from, to, limits, false).reading();
  }

  /**
   * Reads a text of somebody else's program, in which the last of several members with one name
   * counts. Only for importing results that nothing is decided by; everything else is as strict.
   */
  public static JsonReading readLastWins(byte[] text, int from, int to, JsonLimits limits) {
    return new JsonReader(text, from, to, limits, true).reading();
  }

  private JsonReading reading() {
    try {
      return new JsonReading.Read(document());
    } catch (Stop stop) {
      return new JsonReading.Refused(stop.fault, stop.offset - start);
    }
  }

  private Json document() throws Stop {
    Json value = value();
    space();
    if (at != end) {
      throw unexpected();
    }
    return value;
  }

  private Json value() throws Stop {
    if (++values > limits.maxValues()) {
      throw stop(JsonFault.TOO_MANY_ITEMS);
    }
    space();
    if (at == end) {
      throw stop(JsonFault.PARSE_ERROR);
    }
    return switch (in[at]) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Str(string());
      case 't' -> literal("true", Json.Bool.TRUE);
      case 'f' -> literal("false", Json.Bool.FALSE);
      case 'n' -> literal("null", Json.Null.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected();
    };
  }

  private Json object() throws Stop {
    enter();
    Members members = new Members();
    space();
    if (peek() == '}') {
      at++;
    } else {
      while (true) {
        member(members);
        space();
        int c = peek();
        if (c == '}') {
          at++;
          break;
        }
        expect(',');
        space();
      }
    }
    depth--;
    return new Json.Obj(members);
  }

  private void member(Members members) throws Stop {
    int nameAt = at;
    if (peek() != '"') {
      throw unexpected();
    }
    String name = Members.CommonNames.at(in, at + 1, end);
    if (name == null) {
      name = string();
    } else {
      at += name.length() + 2;
    }
    boolean known = members.containsKey(name);
    if (known && !lastWins) {
      throw new Stop(JsonFault.DUPLICATE_KEY, nameAt);
    }
    if (members.size() == limits.maxMembers()) {
      throw new Stop(JsonFault.TOO_MANY_KEYS, nameAt);
    }
    space();
    expect(':');
    Json value = value();
    if (known) {
      members.put(name, value);
    } else {
      members.add(name, value);
    }
  }

  private Json array() throws Stop {
    enter();
    Json.OwnItems items = new Json.OwnItems();
    space();
    if (peek() == ']') {
      at++;
    } else {
      while (true) {
        if (items.size() == limits.maxItems()) {
          throw stop(JsonFault.TOO_MANY_ITEMS);
        }
        items.add(value());
        space();
        int c = peek();
        if (c == ']') {
          at++;
          break;
        }
        expect(',');
      }
    }
    depth--;
    return new Json.Arr(items);
  }

  private void enter() throws Stop {
    if (++depth > limits.maxDepth()) {
      throw stop(JsonFault.NESTING_TOO_DEEP);
    }
    at++;
  }

  private Json literal(String word, Json value) throws Stop {
    for (int i = 0; i < word.length(); i++, at++) {
      if (peek() != word.charAt(i)) {
        throw unexpected();
      }
    }
    return value;
  }

  private Json number() throws Stop {
    int from = at;
    boolean scientific = false;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      scientific = true;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    String text = new String(in, from, at - from, StandardCharsets.ISO_8859_1);
    if ((scientific || text.length() > 308) && Double.isInfinite(Double.parseDouble(text))) {
      throw new Stop(JsonFault.PARSE_ERROR, from);
    }
    return new Json.Num(text);
  }

  private void digits() throws Stop {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == from) {
      throw unexpected();
    }
  }

  private String string() throws Stop {
    int from = ++at;
    while (at < end) {
      byte b = in[at];
      if (b == '"') {
        String plain = new String(in, from, at - from, StandardCharsets.ISO_8859_1);
        at++;
        return checkedLength(plain, plain.length(), from - 1);
      }
      if (b == '\\' || b < 0x20) {
        break; // includes every byte of 0x80 and above: bytes are signed
      }
      at++;
    }
    return richString(from);
  }

  /**
   * Reads the rest of a string that has escapes or characters beyond ASCII; plain text of it may
   * lie before {@link #at}.
   */
  private String richString(int from) throws Stop {
    StringBuilder text = new StringBuilder(Math.min(end - from, 4 * (at - from) + 64));
    text.append(new String(in, from, at - from, StandardCharsets.ISO_8859_1));
    int codePoints = at - from;
    while (at < end) {
      int b = in[at];
      if (b == '"') {
        at++;
        return checkedLength(text.toString(), codePoints, from - 1);
      } else if (b == '\\') {
        text.appendCodePoint(escape());
      } else if (b >= 0x20) {
        text.append((char) b);
        at++;
      } else if (b >= 0) {
        throw stop(JsonFault.PARSE_ERROR);
      } else {
        int length = Utf8.sequenceLength(in, at, end);
        if (length == 0) {
          throw stop(JsonFault.INVALID_UTF8);
        }
        text.appendCodePoint(Utf8.codePoint(in, at, length));
        at += length;
      }
      codePoints++;
    }
    throw stop(JsonFault.PARSE_ERROR);
  }

  private String checkedLength(String text, int codePoints, int stringAt) throws Stop {
    if (codePoints > limits.maxStringCodePoints()) {
      throw new Stop(JsonFault.STRING_TOO_LONG, stringAt);
    }
    return text;
  }

  private int escape() throws Stop {
    int escapeAt = at++;
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicodeEscape(escapeAt);
      default -> throw new Stop(JsonFault.PARSE_ERROR, escapeAt);
    };
  }

  private int unicodeEscape(int escapeAt) throws Stop {
    char first = hex4(escapeAt);
    if (!Character.isSurrogate(first)) {
      return first;
    }
    if (Character.isLowSurrogate(first) || peek() != '\\' || at + 1 >= end || in[at + 1] != 'u') {
      throw new Stop(JsonFault.LONE_SURROGATE, escapeAt);
    }
    int secondAt = at;
    at += 2;
    char second = hex4(secondAt);
    if (!Character.isLowSurrogate(second)) {
      throw new Stop(JsonFault.LONE_SURROGATE, escapeAt);
    }
    return Character.toCodePoint(first, second);
  }

  private char hex4(int escapeAt) throws Stop {
    int value = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = at < end ? hexDigit(in[at]) : -1;
      if (digit < 0) {
        throw new Stop(JsonFault.INVALID_UNICODE_ESCAPE, escapeAt);
      }
      value = (value << 4) | digit;
    }
    return (char) value;
  }

  private static int hexDigit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private void space() {
    while (at < end) {
      byte b = in[at];
      if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
        return;
      }
      at++;
    }
  }

  private int peek() {
    return at < end ? in[at] : -1;
  }

  private void expect(char c) throws Stop {
    if (peek() != c) {
      throw unexpected();
    }
    at++;
  }

  /**
   * A byte that fits no rule here: a broken encoding is reported as such, anything else as a syntax
   * error.
   */
  private Stop unexpected() {
    boolean broken = at < end && in[at] < 0 && Utf8.sequenceLength(in, at, end) == 0;
    return stop(broken ? JsonFault.INVALID_UTF8 : JsonFault.PARSE_ERROR);
  }

  private Stop stop(JsonFault fault) {
    return new Stop(fault, Math.max(at, start));
  }

  /** Leaves the descent; never leaves this class. */
  private static final class Stop extends Exception {
    private final JsonFault fault;
    private final int offset;

    Stop(JsonFault fault, int offset) {
      super(null, null, false, false);
      this.fault = fault;
      this.offset = offset;
    }
  }
}
