package dev.assay.core.evidence.verify;

import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Recognises a line that is an object in canonical JSON, and where its envelope members lie,
 * without building a tree.
 *
 * <p>It answers yes only for text that the strict reader accepts within its limits and that is its
 * own RFC 8785 form. It may answer no for rare forms of such text (names beyond plain ASCII,
 * unicode escapes, numbers that are not short integers); the strict reader then decides. Holds no
 * copy of the line. Not thread-safe.
 */
final class CanonicalLine {
  /** The envelope members, sorted; the index of a name is its slot. */
  private static final String[] NAMES = {
    "assaycontenthash",
    "assaydigestprofile",
    "assaygit",
    "assaypii",
    "assaypolicyid",
    "assayproducer",
    "assayproducerversion",
    "assayrunid",
    "assaysecrets",
    "assaysemanticdigest",
    "assayseq",
    "data",
    "datacontenttype",
    "id",
    "source",
    "specversion",
    "subject",
    "time",
    "traceparent",
    "tracestate",
    "type"
  };

  private static final byte[][] NAME_BYTES = new byte[NAMES.length][];
  private static final byte[] DECISION = bytes("decision");
  private static final byte[] TRUE = bytes("true");
  private static final byte[] FALSE = bytes("false");
  private static final byte[] NULL = bytes("null");
  private static final int DATA = slot("data");

  /** Fifteen digits are below 2^53, so the text is the double's own. */
  private static final int SAFE_DIGITS = 15;

  static {
    for (int i = 0; i < NAMES.length; i++) {
      NAME_BYTES[i] = bytes(NAMES[i]);
    }
  }

  private final JsonLimits limits;
  private final int[] from = new int[NAMES.length];
  private final int[] to = new int[NAMES.length];
  private final boolean[] plain = new boolean[NAMES.length];
  private byte[] in = new byte[0];
  private int at;
  private int end;
  private int decisionFrom;
  private int decisionTo;

  /** Whether the string read last has neither escapes nor characters beyond ASCII. */
  private boolean plainString;

  CanonicalLine(JsonLimits limits) {
    this.limits = limits;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Gives the slot of an envelope member. */
  static int slot(String name) {
    return Arrays.binarySearch(NAMES, name);
  }

  /** Reads {@code line[start, stop)}; slots are valid until the next reading. */
  boolean read(byte[] line, int start, int stop) {
    in = line;
    at = start;
    end = stop;
    decisionFrom = 0;
    decisionTo = 0;
    Arrays.fill(to, 0);
    return at < end && in[at] == '{' && topLevel() && at == end;
  }

  boolean has(int slot) {
    return to[slot] > 0;
  }

  /** Gives where the value begins, quotes included. */
  int from(int slot) {
    return from[slot];
  }

  /** Gives where the value ends. */
  int to(int slot) {
    return to[slot];
  }

  /** Says whether the member is a string. */
  boolean isString(int slot) {
    return has(slot) && in[from[slot]] == '"';
  }

  /** Says whether the member is a string of ASCII without escapes. */
  boolean isPlainString(int slot) {
    return isString(slot) && plain[slot];
  }

  /** Says whether the member is true or false. */
  boolean isFlag(int slot) {
    return has(slot) && (in[from[slot]] == 't' || in[from[slot]] == 'f');
  }

  /** Says whether the value, quotes included, is exactly this. */
  boolean is(int slot, byte[] value) {
    return has(slot) && Arrays.equals(in, from[slot], to[slot], value, 0, value.length);
  }

  /** Says whether the member {@code decision} of {@code data} is this text, quotes included. */
  boolean decisionIs(byte[] value) {
    return Arrays.equals(in, decisionFrom, decisionTo, value, 0, value.length);
  }

  /** Gives the text of a plain string. */
  String text(int slot) {
    return new String(in, from[slot] + 1, to[slot] - from[slot] - 2, StandardCharsets.US_ASCII);
  }

  /** The line itself: like any object, and its known members are remembered. */
  private boolean topLevel() {
    if (limits.maxDepth() < 1) {
      return false;
    }
    at++;
    int nameFrom = at;
    int nameTo = at;
    int members = 0;
    int next = 0;
    while (true) {
      int previousFrom = nameFrom;
      int previousTo = nameTo;
      nameFrom = at + 1;
      if (!name()) {
        return false;
      }
      nameTo = at - 2;
      if (members > 0 && !ascending(previousFrom, previousTo, nameFrom, nameTo)) {
        return false;
      }
      while (next < NAMES.length && compare(NAME_BYTES[next], nameFrom, nameTo) < 0) {
        next++;
      }
      boolean known = next < NAMES.length && compare(NAME_BYTES[next], nameFrom, nameTo) == 0;
      boolean isData = known && next == DATA;
      int valueAt = at;
      plainString = true;
      if (++members > limits.maxMembers() || !(isData ? data() : value(1))) {
        return false;
      }
      if (known) {
        from[next] = valueAt;
        to[next] = at;
        plain[next] = plainString;
      }
      if (at == end || in[at] != ',') {
        return take('}');
      }
      at++;
    }
  }

  private int compare(byte[] known, int nameFrom, int nameTo) {
    return Arrays.compare(known, 0, known.length, in, nameFrom, nameTo);
  }

  private boolean data() {
    boolean isObject = at < end && in[at] == '{';
    return isObject ? object(2, true) : value(1);
  }

  private boolean value(int depth) {
    if (at == end) {
      return false;
    }
    return switch (in[at]) {
      case '"' -> string();
      case '{' -> object(depth + 1, false);
      case '[' -> array(depth + 1);
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> number();
    };
  }

  private boolean object(int depth, boolean isData) {
    if (depth > limits.maxDepth()) {
      return false;
    }
    at++;
    if (at < end && in[at] == '}') {
      at++;
      return true;
    }
    int nameFrom = at;
    int nameTo = at;
    int members = 0;
    while (true) {
      int previousFrom = nameFrom;
      int previousTo = nameTo;
      nameFrom = at + 1;
      if (!name()) {
        return false;
      }
      nameTo = at - 2;
      if (members > 0 && !ascending(previousFrom, previousTo, nameFrom, nameTo)) {
        return false;
      }
      int valueAt = at;
      if (++members > limits.maxMembers() || !value(depth)) {
        return false;
      }
      if (isData && compare(DECISION, nameFrom, nameTo) == 0) {
        decisionFrom = valueAt;
        decisionTo = at;
      }
      if (at == end || in[at] != ',') {
        return take('}');
      }
      at++;
    }
  }

  private boolean array(int depth) {
    if (depth > limits.maxDepth()) {
      return false;
    }
    at++;
    if (at < end && in[at] == ']') {
      at++;
      return true;
    }
    while (value(depth)) {
      if (at == end || in[at] != ',') {
        return take(']');
      }
      at++;
    }
    return false;
  }

  /** A member name of plain ASCII, and the colon behind it. */
  private boolean name() {
    plainString = true;
    return at < end && in[at] == '"' && string() && plainString && take(':');
  }

  /** Bytes of ASCII order as UTF-16 code units do; ascending also means no name twice. */
  private boolean ascending(int aFrom, int aTo, int bFrom, int bTo) {
    return Arrays.compare(in, aFrom, aTo, in, bFrom, bTo) < 0;
  }

  private boolean take(char c) {
    if (at == end || in[at] != c) {
      return false;
    }
    at++;
    return true;
  }

  private boolean string() {
    int start = ++at;
    while (at < end) {
      byte b = in[at];
      if (b == '"') {
        at++;
        return at - 1 - start <= limits.maxStringCodePoints(); // bytes bound code points
      }
      if (b >= 0x20 && b != '\\') {
        at++;
      } else if (!special(b)) {
        return false;
      }
    }
    return false;
  }

  /** An escape that RFC 8785 writes, or a character beyond ASCII. */
  private boolean special(byte b) {
    plainString = false;
    if (b < 0) {
      int length = Utf8.sequenceLength(in, at, end);
      at += length;
      return length > 0;
    }
    if (b != '\\' || at + 1 >= end) {
      return false;
    }
    byte escaped = in[at + 1];
    at += 2;
    return switch (escaped) {
      case '"', '\\', 'b', 't', 'n', 'f', 'r' -> true;
      default -> false;
    };
  }

  private boolean literal(byte[] word) {
    int stop = at + word.length;
    if (stop > end || !Arrays.equals(in, at, stop, word, 0, word.length)) {
      return false;
    }
    at = stop;
    return true;
  }

  /** An integer short enough to be its own canonical form. */
  private boolean number() {
    if (in[at] == '-') {
      at++;
      if (at == end || in[at] == '0') {
        return false;
      }
    }
    int first = at;
    while (at < end && in[at] >= '0' && in[at] <= '9') {
      at++;
    }
    int digits = at - first;
    boolean leadingZero = digits > 1 && in[first] == '0';
    return digits > 0 && digits <= SAFE_DIGITS && !leadingZero && !goesOn();
  }

  private boolean goesOn() {
    return at < end && (in[at] == '.' || in[at] == 'e' || in[at] == 'E');
  }
}
