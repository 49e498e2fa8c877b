package dev.assay.core.evidence;

import dev.assay.core.problem.BugException;
import java.util.Optional;

/**
 * Size and root of the tree over the first envelope lines of one part of a recording ({@code
 * evidence.md} 9.3, 9.4).
 *
 * <p>Whoever keeps a head elsewhere notices when lines it covers are later changed or missing. It
 * says nothing about lines after them, nor about who recorded them.
 *
 * @param size number of lines
 * @param root RFC 9162 tree hash over them, 64 lower-case hex digits
 */
public record ChainHead(long size, String root) {
  /** Above every part a recorder writes; keeps the number readable everywhere. */
  public static final long MAX_SIZE = 999_999_999_999_999L;

  private static final int ROOT_DIGITS = 64;
  private static final int MAX_SIZE_DIGITS = 15;

  /** Checks both. */
  public ChainHead {
    if (size < 0 || size > MAX_SIZE || !isRoot(root)) {
      throw new BugException("a head is a size of at most 15 digits and 64 lower-case hex digits");
    }
  }

  /** Gives {@code SIZE:ROOT}. */
  public String text() {
    return size + ":" + root;
  }

  /** Reads {@code SIZE:ROOT}; empty when it is spelled in any other way. */
  public static Optional<ChainHead> read(String text) {
    int colon = text.indexOf(':');
    String root = text.substring(colon + 1);
    return colon < 0 || !isRoot(root)
        ? Optional.empty()
        : size(text.substring(0, colon)).map(size -> new ChainHead(size, root));
  }

  /** Reads a size: decimal, no sign, no leading zero. */
  private static Optional<Long> size(String text) {
    boolean digits = !text.isEmpty() && text.length() <= MAX_SIZE_DIGITS;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits && (text.length() == 1 || text.charAt(0) != '0')
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  private static boolean isRoot(String text) {
    boolean hex = text.length() == ROOT_DIGITS;
    for (int i = 0; hex && i < text.length(); i++) {
      char c = text.charAt(i);
      hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return hex;
  }
}
