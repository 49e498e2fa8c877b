package dev.assay.core.mcp;

import dev.assay.core.json.JsonLimits;
import java.nio.charset.StandardCharsets;

/**
 * Validates and routes a frame without building a tree and without allocating.
 *
 * <p>Guarantee: whatever it gives a shape other than {@link Shape#NEEDS_READING}, {@link McpReader}
 * reads as that same shape with the same id and method; a test compares the two on mutated traffic.
 * One limit is the reader's alone: the number of values, because only a tree costs memory.
 * Everything it is not sure of, every {@code tools/call} included, needs reading. Owned by one
 * thread; the positions are valid until the next scan.
 */
public final class MessageScanner {
  /** What a frame is. */
  public enum Shape {
    /** A request other than {@code tools/call}. */
    REQUEST,
    /** A notification other than {@code tools/call}. */
    NOTIFICATION,
    /** A successful answer. */
    RESPONSE,
    /** An error answer with an id. */
    FAILURE,
    /** Not decided here: read it. */
    NEEDS_READING
  }

  /** Where in the message a value stands; only these places have names of their own meaning. */
  private enum Place {
    ELSEWHERE,
    PARAMS,
    META,
    RESULT
  }

  private static final int MAX_NAMES_IN_OBJECT = 64;
  private static final int MAX_SAFE_DIGITS = 15;
  private static final byte[] TOOLS_CALL = McpReader.TOOLS_CALL.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COMPLETE = "\"complete\"".getBytes(StandardCharsets.US_ASCII);
  private static final FoldedNames KNOWN = new FoldedNames(Lookalikes.KNOWN);
  private static final FoldedNames ASKING =
      new FoldedNames(new String[] {"inputRequests", "task", "error"});
  private static final FoldedNames UNFINISHED =
      new FoldedNames(new String[] {"resultType", "inputRequests", "task"});
  private static final FoldedNames KNOWN_META = new FoldedNames(Lookalikes.KNOWN_META);

  private final long[] nameHashes = new long[1024];
  private int nameTop;
  private final FrameCursor c = new FrameCursor();
  private int depth;

  private int idFrom;
  private int idTo;
  private boolean idNumber;
  private int methodFrom;
  private int methodTo;
  private int tokenFrom;
  private int tokenTo;
  private boolean toolError;
  private boolean asksForInput;
  private boolean interim;
  private Shape shape = Shape.NEEDS_READING;

  /** Scans {@code frame[from, to)}, one line without its line feed. */
  public Shape scan(byte[] frame, int from, int to) {
    c.start(frame, from, to);
    depth = 1;
    nameTop = 0;
    idFrom = methodFrom = tokenFrom = -1;
    toolError = false;
    asksForInput = false;
    interim = false;
    return message() ? shape : Shape.NEEDS_READING;
  }

  private boolean message() {
    boolean version = false;
    boolean params = false;
    boolean result = false;
    boolean error = false;
    if (!c.space() || !c.take('{') || !c.space()) {
      return false;
    }
    int firstName = nameTop;
    do {
      if (!c.space() || !name(firstName) || !c.colon()) {
        return false;
      }
      boolean good;
      if (c.nameIs("jsonrpc")) {
        good = version = versionTwo();
      } else if (c.nameIs("id")) {
        good = id();
      } else if (c.nameIs("method")) {
        good = methodName();
      } else if (c.nameIs("params")) {
        good = params = c.peek() == '{' && value(Place.PARAMS);
      } else if (c.nameIs("result")) {
        good = result = value(Place.RESULT);
      } else if (c.nameIs("error")) {
        good = error = value(Place.ELSEWHERE);
      } else {
        good = false;
      }
      if (!good || !c.space()) {
        return false;
      }
    } while (c.take(','));
    if (!c.take('}') || !c.space() || c.at != c.end || !version) {
      return false;
    }
    return classify(params, result, error);
  }

  private boolean classify(boolean params, boolean result, boolean error) {
    if (methodFrom >= 0) {
      shape = idFrom >= 0 ? Shape.REQUEST : Shape.NOTIFICATION;
      return !result && !error;
    }
    shape = result ? Shape.RESPONSE : Shape.FAILURE;
    return result != error && idFrom >= 0 && !params;
  }

  private boolean versionTwo() {
    if (c.at + 5 > c.end
        || c.in[c.at] != '"'
        || c.in[c.at + 1] != '2'
        || c.in[c.at + 2] != '.'
        || c.in[c.at + 3] != '0'
        || c.in[c.at + 4] != '"') {
      return false;
    }
    c.at += 5;
    return true;
  }

  private boolean id() {
    int from = c.at;
    if (c.peek() == '"') {
      if (!c.plainString() || c.nameTo - c.nameFrom > MessageId.MAX_CHARS || !c.nameAscii) {
        return false;
      }
      idFrom = c.nameFrom;
      idTo = c.nameTo;
      idNumber = false;
      return true;
    }
    if (c.peek() == '-') {
      c.at++;
    }
    int digits = c.at;
    while (c.isDigit()) {
      c.at++;
    }
    boolean zero = c.in[Math.min(digits, c.end - 1)] == '0';
    if (c.at == digits
        || c.at - digits > MAX_SAFE_DIGITS
        || (zero && c.at - from > 1)
        || c.isNumberPart()) {
      return false;
    }
    idFrom = from;
    idTo = c.at;
    idNumber = true;
    return true;
  }

  private boolean methodName() {
    if (!c.plainString() || !c.nameAscii) {
      return false;
    }
    boolean governed = c.nameTo - c.nameFrom == TOOLS_CALL.length;
    for (int i = c.nameFrom; i < c.nameTo; i++) {
      byte b = c.in[i];
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '-' && b <= '9')
              || b == '_'
              || b == '$';
      if (!plain) {
        return false;
      }
      governed = governed && (b | 0x20) == (TOOLS_CALL[i - c.nameFrom] | 0x20);
    }
    methodFrom = c.nameFrom;
    methodTo = c.nameTo;
    return !governed;
  }

  private boolean value(Place place) {
    return switch (c.peek()) {
      case '{' -> object(place);
      case '[' -> array();
      case '"' -> c.string();
      case 't' -> c.word("true");
      case 'f' -> c.word("false");
      case 'n' -> c.word("null");
      default -> c.number();
    };
  }

  private boolean object(Place place) {
    c.at++;
    if (++depth > JsonLimits.MCP.maxDepth() || !c.space()) {
      return false;
    }
    int firstName = nameTop;
    if (!c.take('}')) {
      do {
        if (!c.space() || !name(firstName) || !c.colon() || !member(place) || !c.space()) {
          return false;
        }
      } while (c.take(','));
      if (!c.take('}')) {
        return false;
      }
    }
    nameTop = firstName;
    depth--;
    return true;
  }

  private boolean member(Place place) {
    return switch (place) {
      case ELSEWHERE -> value(Place.ELSEWHERE);
      case PARAMS -> undisguised(KNOWN) && value(c.nameIs("_meta") ? Place.META : Place.ELSEWHERE);
      case META -> undisguised(KNOWN_META) && metaMember();
      case RESULT -> {
        boolean flag = c.nameIs("isError");
        toolError = toolError || (flag && c.peek() == 't');
        asksForInput = asksForInput || mayAsk();
        interim = interim || isInterim();
        yield value(Place.ELSEWHERE);
      }
    };
  }

  /** Whether this member of a result can be read as one that holds requests of the server. */
  private boolean mayAsk() {
    return !c.nameAscii || ASKING.mayHold(c.in, c.nameFrom, c.nameTo);
  }

  /** Whether this member of a result says that it is no end; see {@link McpMessage.Response}. */
  private boolean isInterim() {
    if (c.nameAscii && !UNFINISHED.mayHold(c.in, c.nameFrom, c.nameTo)) {
      return false;
    }
    boolean finished =
        (c.nameIs("resultType") && c.startsWith(COMPLETE)) || (c.nameIs("task") && c.peek() != '{');
    return !finished;
  }

  private boolean metaMember() {
    boolean token = c.nameIs("progressToken");
    int from = c.at;
    boolean good = value(Place.ELSEWHERE);
    if (token) {
      tokenFrom = from;
      tokenTo = c.at;
    }
    return good;
  }

  private boolean undisguised(FoldedNames known) {
    return c.nameAscii && known.isExactOrUnlike(c.in, c.nameFrom, c.nameTo);
  }

  private boolean array() {
    c.at++;
    if (++depth > JsonLimits.MCP.maxDepth() || !c.space()) {
      return false;
    }
    int items = 0;
    if (!c.take(']')) {
      do {
        if (++items > JsonLimits.MCP.maxItems()
            || !c.space()
            || !value(Place.ELSEWHERE)
            || !c.space()) {
          return false;
        }
      } while (c.take(','));
      if (!c.take(']')) {
        return false;
      }
    }
    depth--;
    return true;
  }

  /**
   * Reads a member name and refuses to decide when an earlier name of this object may be the same.
   */
  private boolean name(int firstName) {
    if (!c.plainString()
        || nameTop == nameHashes.length
        || nameTop - firstName == MAX_NAMES_IN_OBJECT) {
      return false;
    }
    for (int i = firstName; i < nameTop; i++) {
      if (nameHashes[i] == c.nameHash) {
        return false;
      }
    }
    nameHashes[nameTop++] = c.nameHash;
    return true;
  }

  /** Says whether the scanned method is this one; only after a shape with a method. */
  public boolean methodIs(String method) {
    return c.rangeIs(methodFrom, methodTo, method);
  }

  /** Gives the scanned method; allocates. */
  public String method() {
    return new String(c.in, methodFrom, methodTo - methodFrom, StandardCharsets.ISO_8859_1);
  }

  /** Gives the scanned id; allocates. Only after a shape with an id. */
  public MessageId messageId() {
    return new MessageId(
        new String(c.in, idFrom, idTo - idFrom, StandardCharsets.ISO_8859_1), idNumber);
  }

  /** Gives the JSON text of the request's progress token, or the empty string when it has none. */
  public String progressToken() {
    return tokenFrom < 0
        ? ""
        : new String(c.in, tokenFrom, tokenTo - tokenFrom, StandardCharsets.UTF_8);
  }

  /** Says whether a result said {@code "isError": true}. */
  public boolean saysToolError() {
    return toolError;
  }

  /**
   * Says whether a result may be no end; only {@link McpMessage.Response#isInterim} knows, where a
   * word is written with escapes.
   */
  public boolean mayBeInterim() {
    return interim;
  }

  /**
   * Says whether a result has a member that can be read as holding something asked of the agent.
   */
  public boolean asksForInput() {
    return asksForInput;
  }
}
