package dev.assay.core.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value. Objects keep member order, numbers keep their text; equality of numbers
 * is equality of text, so {@code 1.0} and {@code 1} differ here (a schema or canonical bytes
 * compare by value).
 */
public sealed interface Json {

  /** An object; names are unique, order is kept. */
  record Obj(Map<String, Json> members) implements Json {
    /** The object without members. */
    public static final Obj EMPTY = new Obj(Collections.emptyMap());

    /** Copies the members, keeping their order. */
    public Obj {
      members =
          members instanceof Members own
              ? own.close()
              : Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Gives the member, or null when there is none. */
    public @Nullable Json get(String name) {
      return members.get(name);
    }

    /** Gives the member when it is a string. */
    public Optional<String> string(String name) {
      return members.get(name) instanceof Str s ? Optional.of(s.value()) : Optional.empty();
    }

    /** Gives the member when it is an object. */
    public Optional<Obj> object(String name) {
      return members.get(name) instanceof Obj o ? Optional.of(o) : Optional.empty();
    }

    /** Gives the member when it is an integer in the range of a long. */
    public Optional<Long> integer(String name) {
      return members.get(name) instanceof Num n ? n.asLong() : Optional.empty();
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    /** The array without items. */
    public static final Arr EMPTY = new Arr(List.of());

    /** Copies the items. */
    public Arr {
      items =
          Collections.unmodifiableList(items instanceof OwnItems ? items : new ArrayList<>(items));
    }

    /** Gives an array of strings. */
    public static Arr ofStrings(Iterable<String> values) {
      List<Json> items = new ArrayList<>();
      values.forEach(v -> items.add(new Str(v)));
      return new Arr(items);
    }
  }

  /** A string without unpaired surrogates. */
  record Str(String value) implements Json {}

  /** A number in JSON grammar, as written; its magnitude fits a double. */
  record Num(String text) implements Json {
    /** Gives the number for a long. */
    public static Num of(long value) {
      return new Num(Long.toString(value));
    }

    /** Gives the nearest double. */
    public double asDouble() {
      return Double.parseDouble(text);
    }

    /**
     * Gives the value when it is written as an integer (no fraction, no exponent) that fits a long.
     */
    public Optional<Long> asLong() {
      if (text.length() > 20
          || text.indexOf('.') >= 0
          || text.indexOf('e') >= 0
          || text.indexOf('E') >= 0) {
        return Optional.empty();
      }
      try {
        return Optional.of(Long.parseLong(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** True or false. */
  enum Bool implements Json {
    /** The literal true. */
    TRUE,
    /** The literal false. */
    FALSE;

    /** Gives the literal for a boolean. */
    public static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }

    /** Gives the boolean. */
    public boolean value() {
      return this == TRUE;
    }
  }

  /** The literal null. */
  enum Null implements Json {
    /** The one null. */
    NULL
  }

  /** Items that whoever made them gives away for good, so that they need no copy. */
  final class OwnItems extends ArrayList<Json> {
    OwnItems() {}
  }

  /** Gives a new object builder; a convenience for documents we write. */
  static ObjBuilder object() {
    return new ObjBuilder();
  }

  /** Collects members in order; a value given as null leaves the member out. */
  final class ObjBuilder {
    private Members members = new Members();

    private ObjBuilder() {}

    /** Adds a member unless the value is null. */
    public ObjBuilder put(String name, @Nullable Json value) {
      if (value != null) {
        if (members.isClosed()) { // an object was made of them
          Members more = new Members();
          more.putAll(members);
          members = more;
        }
        members.put(name, value);
      }
      return this;
    }

    /** Adds a string member unless the value is null. */
    public ObjBuilder put(String name, @Nullable String value) {
      return put(name, value == null ? null : new Str(value));
    }

    /** Adds an integer member. */
    public ObjBuilder put(String name, long value) {
      return put(name, Num.of(value));
    }

    /** Adds a boolean member. */
    public ObjBuilder put(String name, boolean value) {
      return put(name, Bool.of(value));
    }

    /** Gives the object; what is added later does not change it. */
    public Obj build() {
      return new Obj(members);
    }
  }
}
