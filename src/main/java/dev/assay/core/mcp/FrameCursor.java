package dev.assay.core.mcp;

import dev.assay.core.json.Utf8;
import java.util.Arrays;

/**
 * A position in a frame and the lexical rules of strict JSON, without allocation. Each method gives
 * false for what it does not accept or is not sure of; the caller then leaves the frame to {@link
 * McpReader}.
 */
final class FrameCursor {
  private static final int MAX_NUMBER_CHARS = 300;

  byte[] in = new byte[0];
  int at;
  int end;

  /** Bounds, hash and kind of the string that {@link #plainString} read last. */
  int nameFrom;

  int nameTo;
  long nameHash;
  boolean nameAscii;

  void start(byte[] frame, int from, int to) {
    in = frame;
    at = from;
    end = to;
  }

  /** Reads a string without escapes, noting its bounds, hash and whether it is ASCII. */
  boolean plainString() {
    if (!take('"')) {
      return false;
    }
    nameFrom = at;
    nameAscii = true;
    long hash = FoldedNames.HASH_START;
    while (at < end) {
      byte c = in[at];
      if (c == '"') {
        nameTo = at++;
        nameHash = hash;
        return true;
      }
      if (c == '\\' || (c >= 0 && c < 0x20)) {
        return false;
      }
      int length = 1;
      if (c < 0) {
        nameAscii = false;
        length = Utf8.sequenceLength(in, at, end);
        if (length == 0) {
          return false;
        }
      }
      for (int i = 0; i < length; i++) {
        hash = FoldedNames.hash(hash, in[at++]);
      }
    }
    return false;
  }

  boolean string() {
    at++;
    while (at < end) {
      byte c = in[at];
      if (c >= 0x20 && c != '"' && c != '\\') {
        at++;
      } else if (c == '"') {
        at++;
        return true;
      } else if (c == '\\') {
        if (!escape()) {
          return false;
        }
      } else {
        int length = c < 0 ? Utf8.sequenceLength(in, at, end) : 0;
        if (length == 0) {
          return false;
        }
        at += length;
      }
    }
    return false;
  }

  /** Accepts escapes that cannot be half of a surrogate pair; pairs are left to the reader. */
  boolean escape() {
    at++;
    int c = peek();
    at++;
    if (c != 'u') {
      return c == '"' || c == '\\' || c == '/' || c == 'b' || c == 'f' || c == 'n' || c == 'r'
          || c == 't';
    }
    if (at + 4 > end || (in[at] | 0x20) == 'd') {
      return false;
    }
    for (int i = 0; i < 4; i++, at++) {
      int lower = in[at] | 0x20;
      if (!isDigit() && (lower < 'a' || lower > 'f')) {
        return false;
      }
    }
    return true;
  }

  boolean number() {
    int from = at;
    take('-');
    int digits = at;
    while (isDigit()) {
      at++;
    }
    if (at == digits || (in[digits] == '0' && at - digits > 1)) {
      return false;
    }
    if (take('.')) {
      int fraction = at;
      while (isDigit()) {
        at++;
      }
      if (at == fraction) {
        return false;
      }
    }
    return !isNumberPart() && at - from <= MAX_NUMBER_CHARS;
  }

  boolean word(String word) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (peek() != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean isDigit() {
    return at < end && in[at] >= '0' && in[at] <= '9';
  }

  boolean isNumberPart() {
    int c = peek();
    return c == '.' || c == 'e' || c == 'E';
  }

  /** Skips white space; a carriage return is accepted only as the last byte. */
  boolean space() {
    while (at < end) {
      byte c = in[at];
      if (c == '\r') {
        if (at != end - 1) {
          return false;
        }
      } else if (c != ' ' && c != '\t' && c != '\n') {
        return true;
      }
      at++;
    }
    return true;
  }

  boolean colon() {
    return space() && take(':') && space();
  }

  boolean take(char c) {
    if (at < end && in[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  int peek() {
    return at < end ? in[at] : -1;
  }

  /** Says whether these bytes come next. */
  boolean startsWith(byte[] bytes) {
    return end - at >= bytes.length
        && Arrays.equals(in, at, at + bytes.length, bytes, 0, bytes.length);
  }

  boolean nameIs(String name) {
    return rangeIs(nameFrom, nameTo, name);
  }

  boolean rangeIs(int from, int to, String text) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (in[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
