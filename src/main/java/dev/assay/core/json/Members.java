package dev.assay.core.json;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Members of an object in their order, which whoever made them gives away for good, so that they
 * need no copy.
 *
 * <p>Most objects have a handful of members, and every call makes several: those few are found by
 * comparing names one after the other, without hashing and without an entry for each. An object
 * with more gets an index, so that looking up and adding stay constant. Nothing is ever removed,
 * and nothing is added once they are closed.
 */
final class Members extends AbstractMap<String, Json> {
  private static final int MAX_WITHOUT_INDEX = 8;

  private String[] names = new String[4];
  private Json[] values = new Json[4];
  private int count;
  private @Nullable Map<String, Integer> index;
  private boolean closed;

  /** Ends adding, for good. */
  Members close() {
    closed = true;
    return this;
  }

  boolean isClosed() {
    return closed;
  }

  /** Adds a member whose name is known not to be there. */
  void add(String name, Json value) {
    if (closed) {
      throw new UnsupportedOperationException("an object is never changed");
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    names[count] = name;
    values[count++] = value;
    if (index != null) {
      index.put(name, count - 1);
    } else if (count > MAX_WITHOUT_INDEX) {
      index = indexed();
    }
  }

  private int find(@Nullable Object name) {
    if (index != null) {
      Integer at = index.get(name);
      return at == null ? -1 : at;
    }
    for (int i = 0; i < count; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public @Nullable Json get(@Nullable Object name) {
    int at = find(name);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return find(name) >= 0;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public @Nullable Json put(String name, Json value) {
    int at = closed ? -1 : find(name);
    if (at < 0) {
      add(name, value);
      return null;
    }
    Json before = values[at];
    values[at] = value;
    return before;
  }

  private Map<String, Integer> indexed() {
    Map<String, Integer> all = new HashMap<>();
    for (int i = 0; i < count; i++) {
      all.put(names[i], i);
    }
    return all;
  }

  /** Written out because every call is walked by name, and needs no entry for each. */
  @Override
  public Set<String> keySet() {
    return new Names();
  }

  @Override
  public Set<Entry<String, Json>> entrySet() {
    return new Entries();
  }

  private final class Names extends AbstractSet<String> {
    @Override
    public int size() {
      return count;
    }

    @Override
    public boolean contains(@Nullable Object name) {
      return find(name) >= 0;
    }

    @Override
    public Iterator<String> iterator() {
      return new NameWalk();
    }
  }

  private final class NameWalk implements Iterator<String> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < count;
    }

    @Override
    public String next() {
      if (next == count) {
        throw new NoSuchElementException();
      }
      return names[next++];
    }
  }

  private final class Entries extends AbstractSet<Entry<String, Json>> {
    @Override
    public int size() {
      return count;
    }

    @Override
    public Iterator<Entry<String, Json>> iterator() {
      return new Walk();
    }
  }

  private final class Walk implements Iterator<Entry<String, Json>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < count;
    }

    @Override
    public Entry<String, Json> next() {
      if (next == count) {
        throw new NoSuchElementException();
      }
      int at = next++;
      return new SimpleImmutableEntry<>(names[at], values[at]);
    }
  }

  /**
   * Member names that nearly every message has, so that reading one makes no string: it is then
   * found by identity. What is not here is read like any other string; nothing depends on the list
   * but time.
   */
  static final class CommonNames {
    private static final int LONGEST = 9;

    /** By length, then in the order of messages. */
    private static final String[][] NAMES = {
      {},
      {},
      {"id"},
      {},
      {"name", "path"},
      {"_meta"},
      {"method", "params", "result"},
      {"jsonrpc"},
      {},
      {"arguments"}
    };

    private static final byte[][][] BYTES = bytes();

    private CommonNames() {}

    private static byte[][][] bytes() {
      byte[][][] all = new byte[NAMES.length][][];
      for (int length = 0; length < NAMES.length; length++) {
        all[length] = new byte[NAMES[length].length][];
        for (int i = 0; i < NAMES[length].length; i++) {
          all[length][i] = NAMES[length][i].getBytes(StandardCharsets.US_ASCII);
        }
      }
      return all;
    }

    /**
     * Gives the name whose characters and closing quote stand there; null when it is none of these.
     */
    static @Nullable String at(byte[] in, int from, int end) {
      int length = 0;
      while (from + length < end && in[from + length] != '"') {
        if (++length > LONGEST) {
          return null;
        }
      }
      if (from + length == end) {
        return null;
      }
      byte[][] candidates = BYTES[length];
      for (int i = 0; i < candidates.length; i++) {
        if (stands(candidates[i], in, from)) {
          return NAMES[length][i];
        }
      }
      return null;
    }

    private static boolean stands(byte[] name, byte[] in, int from) {
      for (int i = 0; i < name.length; i++) {
        if (in[from + i] != name[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
