package dev.assay.core.schema.value;

import dev.assay.core.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Equality as JSON Schema has it: numbers by value, objects without order (core §4.2.2). */
public final class JsonEquality {
  /** Above this many items a set of keys is cheaper than comparing pairs. */
  private static final int FEW = 8;

  private JsonEquality() {}

  /** Says whether two values are one: members in any order, numbers by value. */
  public static boolean equal(Json a, Json b) {
    if (a instanceof Json.Num x) { // no type switch: ADR 0005
      return b instanceof Json.Num y && equal(x, y);
    }
    if (a instanceof Json.Str x) {
      return b instanceof Json.Str y && x.value().equals(y.value());
    }
    if (a instanceof Json.Arr x) {
      return b instanceof Json.Arr y && equal(x.items(), y.items());
    }
    if (a instanceof Json.Obj x) {
      return b instanceof Json.Obj y && equal(x.members(), y.members());
    }
    return a.equals(b); // true, false or null
  }

  private static boolean equal(Json.Num a, Json.Num b) {
    return a.text().equals(b.text()) || Decimal.of(a.text()).equals(Decimal.of(b.text()));
  }

  private static boolean equal(List<Json> a, List<Json> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(Map<String, Json> a, Map<String, Json> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<String, Json> member : a.entrySet()) {
      Json other = b.get(member.getKey());
      if (other == null || !equal(member.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  /** Whether no two items are equal; work grows with the text, not with the pairs. */
  public static boolean allDifferent(List<Json> items) {
    if (items.size() > FEW) {
      return allKeysDifferent(items);
    }
    for (int i = 0; i < items.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (equal(items.get(i), items.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean allKeysDifferent(List<Json> items) {
    // strings are comparable, so that chosen hash collisions cost a logarithm only
    Set<String> keys = new HashSet<>();
    StringBuilder key = new StringBuilder();
    for (Json item : items) {
      key.setLength(0);
      writeKey(item, key);
      if (!keys.add(key.toString())) {
        return false;
      }
    }
    return true;
  }

  /** Writes text that is the same exactly for equal values: each part says its kind and length. */
  private static void writeKey(Json value, StringBuilder out) {
    switch (value) {
      case Json.Null _ -> out.append('n');
      case Json.Bool b -> out.append(b.value() ? 't' : 'f');
      case Json.Str s -> writeText('s', s.value(), out);
      case Json.Num n -> {
        Decimal d = Decimal.of(n.text());
        out.append(d.sign());
        writeText('d', d.digits(), out);
        out.append(d.point());
      }
      case Json.Arr a -> {
        out.append('[').append(a.items().size()).append(':');
        a.items().forEach(item -> writeKey(item, out));
      }
      case Json.Obj o -> {
        out.append('{').append(o.members().size()).append(':');
        new TreeMap<>(o.members())
            .forEach(
                (name, member) -> {
                  writeText('m', name, out);
                  writeKey(member, out);
                });
      }
    }
  }

  private static void writeText(char kind, String text, StringBuilder out) {
    out.append(kind).append(text.length()).append(':').append(text);
  }
}
