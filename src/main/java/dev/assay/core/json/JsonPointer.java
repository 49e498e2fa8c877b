package dev.assay.core.json;

import org.jspecify.annotations.Nullable;

/** JSON Pointers (RFC 6901): their tokens, and what they point at. */
public final class JsonPointer {
  private JsonPointer() {}

  /** Gives the pointer of a member, or of an item by its number, below another pointer. */
  public static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Gives what a pointer points at, or null when nothing is there. */
  public static @Nullable Json find(Json value, String pointer) {
    Json at = value;
    int from = 1;
    while (at != null && from <= pointer.length()) {
      int slash = pointer.indexOf('/', from);
      int to = slash < 0 ? pointer.length() : slash;
      String token = pointer.substring(from, to).replace("~1", "/").replace("~0", "~");
      at = step(at, token);
      from = to + 1;
    }
    return at;
  }

  private static @Nullable Json step(Json value, String token) {
    return switch (value) {
      case Json.Obj object -> object.get(token);
      case Json.Arr array -> item(array, token);
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> null;
    };
  }

  private static @Nullable Json item(Json.Arr array, String token) {
    boolean index =
        !token.isEmpty() && token.length() < 8 && token.chars().allMatch(c -> c >= '0' && c <= '9');
    int at = index ? Integer.parseInt(token) : Integer.MAX_VALUE;
    return at < array.items().size() ? array.items().get(at) : null;
  }
}
