package dev.assay.core.tlog;

import dev.assay.core.problem.BugException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A file of a tiled log (C2SP tlog-tiles): up to 256 consecutive hashes of one level, or the
 * entries under them.
 *
 * @param level 0 for hashes of entries, one more for hashes of full tiles below; {@link #ENTRIES}
 *     for the entries themselves
 * @param index the tile's place within its level, from 0
 * @param width hashes or entries in it, 1 to 256
 */
public record Tile(int level, long index, int width) {
  /** Hashes in a full tile. */
  public static final int FULL_WIDTH = 256;

  /** Stands in place of a level for bundles of entries. */
  public static final int ENTRIES = -1;

  /** Levels that trees of up to 2^63 entries have. */
  static final int LEVELS = 8;

  /** Entries of full tiles at each level share this many bits of their place. */
  static final int LEVEL_BITS = 8;

  private static final int DIGITS = 1000;

  /** Checks the numbers. */
  public Tile {
    if (level < ENTRIES || level >= LEVELS || index < 0 || width < 1 || width > FULL_WIDTH) {
      throw new BugException("no tile is at level " + level + " with width " + width);
    }
  }

  /** Gives the path below the log's directory, parts separated by a slash. */
  public String path() {
    Deque<String> parts = new ArrayDeque<>();
    long rest = index;
    parts.addFirst(String.format(Locale.ROOT, "%03d", rest % DIGITS));
    for (rest /= DIGITS; rest > 0; rest /= DIGITS) {
      parts.addFirst(String.format(Locale.ROOT, "x%03d", rest % DIGITS));
    }
    String path = "tile/" + (level == ENTRIES ? "entries" : level) + '/' + String.join("/", parts);
    return width == FULL_WIDTH ? path : path + ".p/" + width;
  }

  /** Gives the tile with the given place at a level of a tree of this size; it must have one. */
  static Tile of(int level, long index, long treeSize) {
    long hashes = treeSize >>> (LEVEL_BITS * Math.max(level, 0));
    long width = Math.min(FULL_WIDTH, hashes - index * FULL_WIDTH);
    return new Tile(level, index, (int) width);
  }
}
