package dev.assay.core.claim.rule;

import dev.assay.core.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * The members that an object may have, at every depth. A member with a shape of its own is an
 * object of it, a list of such objects, or null; any other is a scalar or a list of scalars. Says
 * where members may stand, nothing of what they hold: a string may be any text.
 */
final class ClosedShape {
  private final Map<String, Optional<ClosedShape>> members = new HashMap<>();

  private ClosedShape() {}

  /** Reads a shape: names, and after those of objects their shapes, as {@code a b { c d }}. */
  static ClosedShape of(String text) {
    return read(new StringTokenizer(text));
  }

  private static ClosedShape read(StringTokenizer words) {
    ClosedShape shape = new ClosedShape();
    String name = "";
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      switch (word) {
        case "}" -> {
          return shape;
        }
        case "{" -> shape.members.put(name, Optional.of(read(words)));
        default -> {
          name = word;
          shape.members.put(name, Optional.empty());
        }
      }
    }
    return shape;
  }

  /** Says whether a value is an object of this shape. */
  boolean holds(Json value) {
    return value instanceof Json.Obj object
        && object.members().entrySet().stream()
            .allMatch(member -> permits(member.getKey(), member.getValue()));
  }

  private boolean permits(String name, Json value) {
    Optional<ClosedShape> inner = members.get(name);
    if (inner == null) {
      return false;
    }
    return inner.isPresent()
        ? value == Json.Null.NULL || isOf(inner.get(), value)
        : isFlat(value)
            || (value instanceof Json.Arr list
                && list.items().stream().allMatch(ClosedShape::isFlat));
  }

  private static boolean isOf(ClosedShape shape, Json value) {
    return value instanceof Json.Arr list
        ? list.items().stream().allMatch(shape::holds)
        : shape.holds(value);
  }

  private static boolean isFlat(Json value) {
    return !(value instanceof Json.Obj) && !(value instanceof Json.Arr);
  }
}
