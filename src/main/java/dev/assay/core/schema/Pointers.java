package dev.assay.core.schema;

import dev.assay.core.json.Json;
import org.jspecify.annotations.Nullable;

/** JSON Pointers (RFC 6901). */
final class Pointers {
  private Pointers() {}

  static String escape(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }

  static String child(String pointer, String name) {
    return pointer + '/' + escape(name);
  }

  /** Gives what the pointer names, or null when there is nothing. */
  static @Nullable Json find(Json document, String pointer) {
    Json at = document;
    int from = 0;
    while (at != null && from < pointer.length()) {
      int next = pointer.indexOf('/', from + 1);
      int to = next < 0 ? pointer.length() : next;
      String name = pointer.substring(from + 1, to).replace("~1", "/").replace("~0", "~");
      at =
          switch (at) {
            case Json.Obj o -> o.get(name);
            case Json.Arr a -> item(a, name);
            case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> null;
          };
      from = to;
    }
    return at;
  }

  private static @Nullable Json item(Json.Arr array, String index) {
    if (index.isEmpty() || index.length() > 9 || (index.length() > 1 && index.charAt(0) == '0')) {
      return null;
    }
    for (int i = 0; i < index.length(); i++) {
      if (index.charAt(i) < '0' || index.charAt(i) > '9') {
        return null;
      }
    }
    int at = Integer.parseInt(index);
    return at < array.items().size() ? array.items().get(at) : null;
  }

  /** Undoes percent encoding (RFC 3986); null when it is not UTF-8 or not well formed. */
  static @Nullable String decodeFragment(String fragment) {
    if (fragment.indexOf('%') < 0) {
      return fragment;
    }
    byte[] in = fragment.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int size = 0;
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out[size++] = in[i];
        continue;
      }
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out[size++] = (byte) (high << 4 | low);
      i += 2;
    }
    String text = new String(out, 0, size, java.nio.charset.StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') >= 0 ? null : text;
  }
}
