package dev.assay.core.schema.pattern;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * An immutable set of Unicode scalar values: sorted, disjoint, inclusive ranges as {@code from, to}
 * pairs. Surrogates are never members, since no string we judge holds an unpaired one.
 */
final class CharSet {
  static final CharSet NONE = new CharSet(new int[0]);
  static final CharSet ALL = of(0, Character.MAX_CODE_POINT);
  static final CharSet DIGIT = of('0', '9');
  static final CharSet WORD = of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
  static final CharSet LINE_END = of('\n', '\n', '\r', '\r', 0x2028, 0x2029);

  /** What {@code .} matches without the flag {@code s}. */
  static final CharSet DOT = LINE_END.negate();

  /** ECMA-262 {@code WhiteSpace} and {@code LineTerminator}. */
  static final CharSet SPACE =
      of(
          9, 13, ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F,
          0x202F, 0x205F, 0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF);

  private final int[] ranges;
  private final long low;
  private final long high;

  private CharSet(int[] ranges) {
    this.ranges = ranges;
    this.low = bits(ranges, 0);
    this.high = bits(ranges, 64);
  }

  /** Gives the union of inclusive ranges in any order. */
  static CharSet of(int... pairs) {
    int[][] sorted = new int[pairs.length / 2][];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = new int[] {pairs[2 * i], pairs[2 * i + 1]};
    }
    Arrays.sort(sorted, (a, b) -> Integer.compare(a[0], b[0]));
    int[] out = new int[pairs.length + 4];
    int size = 0;
    for (int[] range : sorted) {
      if (range[0] <= 0xD7FF && range[1] >= 0xD800) {
        size = append(out, size, range[0], 0xD7FF);
        size = append(out, size, 0xE000, range[1]);
      } else if (range[0] >= 0xD800 && range[0] <= 0xDFFF) {
        size = append(out, size, 0xE000, range[1]);
      } else {
        size = append(out, size, range[0], range[1]);
      }
    }
    return new CharSet(Arrays.copyOf(out, size));
  }

  /** Gives the set of one character. */
  static CharSet of(int codePoint) {
    return of(codePoint, codePoint);
  }

  /** Gives the assigned and unassigned characters a test holds for. */
  static CharSet where(IntPredicate test) {
    int[] pairs = new int[64];
    int size = 0;
    int from = -1;
    for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
      boolean in = c <= Character.MAX_CODE_POINT && test.test(c);
      if (in && from < 0) {
        from = c;
      } else if (!in && from >= 0) {
        if (size == pairs.length) {
          pairs = Arrays.copyOf(pairs, size * 2);
        }
        pairs[size++] = from;
        pairs[size++] = c - 1;
        from = -1;
      }
    }
    return of(Arrays.copyOf(pairs, size));
  }

  private static int append(int[] out, int size, int from, int to) {
    if (from > to) {
      return size;
    }
    if (size > 0 && from <= out[size - 1] + 1) {
      out[size - 1] = Math.max(out[size - 1], to);
      return size;
    }
    out[size] = from;
    out[size + 1] = to;
    return size + 2;
  }

  private static long bits(int[] ranges, int from) {
    long bits = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      for (int c = Math.max(ranges[i], from); c <= Math.min(ranges[i + 1], from + 63); c++) {
        bits |= 1L << (c - from);
      }
    }
    return bits;
  }

  CharSet union(CharSet other) {
    int[] pairs = Arrays.copyOf(ranges, ranges.length + other.ranges.length);
    System.arraycopy(other.ranges, 0, pairs, ranges.length, other.ranges.length);
    return of(pairs);
  }

  CharSet negate() {
    int[] pairs = new int[ranges.length + 2];
    int size = 0;
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (next < ranges[i]) {
        pairs[size++] = next;
        pairs[size++] = ranges[i] - 1;
      }
      next = ranges[i + 1] + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      pairs[size++] = next;
      pairs[size++] = Character.MAX_CODE_POINT;
    }
    return of(Arrays.copyOf(pairs, size));
  }

  boolean contains(int c) {
    if (c < 64) {
      return (low >>> c & 1) != 0;
    }
    if (c < 128) {
      return (high >>> (c - 64) & 1) != 0;
    }
    int from = 0;
    int to = ranges.length / 2 - 1;
    while (from <= to) {
      int mid = (from + to) >>> 1;
      if (c < ranges[2 * mid]) {
        to = mid - 1;
      } else if (c > ranges[2 * mid + 1]) {
        from = mid + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  boolean intersects(CharSet other) {
    for (int i = 0, j = 0; i < ranges.length && j < other.ranges.length; ) {
      if (ranges[i + 1] < other.ranges[j]) {
        i += 2;
      } else if (other.ranges[j + 1] < ranges[i]) {
        j += 2;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Gives the only member, or -1 when there are none or several. */
  int single() {
    return ranges.length == 2 && ranges[0] == ranges[1] ? ranges[0] : -1;
  }

  boolean isDot() {
    return Arrays.equals(ranges, DOT.ranges) || Arrays.equals(ranges, ALL.ranges);
  }

  /** Writes the set as an RE2 character class. */
  void write(StringBuilder out) {
    if (ranges.length == 0) {
      out.append("[^\\x{0}-\\x{10FFFF}]");
      return;
    }
    out.append('[');
    for (int i = 0; i < ranges.length; i += 2) {
      out.append("\\x{").append(Integer.toHexString(ranges[i])).append('}');
      if (ranges[i] != ranges[i + 1]) {
        out.append("-\\x{").append(Integer.toHexString(ranges[i + 1])).append('}');
      }
    }
    out.append(']');
  }
}
