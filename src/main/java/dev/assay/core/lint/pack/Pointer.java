package dev.assay.core.lint.pack;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Pointer (RFC 6901) as packs write it: a missing first slash is added; the empty text and
 * {@code /} are the whole document. An array index has no leading zeros. Source: {@code
 * evidence.md} 6.3.
 *
 * @param text the pointer as written
 * @param tokens its parts, unescaped
 */
public record Pointer(String text, List<String> tokens) {
  private static final int MAX_INDEX_DIGITS = 9;

  /** Copies the tokens. */
  public Pointer {
    tokens = Collections.unmodifiableList(new ArrayList<>(tokens));
  }

  /** Gives the pointer for a text. */
  public static Pointer of(String text) {
    String path = text.startsWith("/") ? text.substring(1) : text;
    List<String> tokens = new ArrayList<>();
    if (!path.isEmpty()) {
      for (String token : path.split("/", -1)) {
        tokens.add(token.replace("~1", "/").replace("~0", "~"));
      }
    }
    return new Pointer(text, tokens);
  }

  /** Gives what it points to; a {@code null} in the document is something. */
  public Optional<Json> find(Json document) {
    Json at = document;
    for (String token : tokens) {
      Json next =
          switch (at) {
            case Json.Obj object -> object.get(token);
            case Json.Arr array -> item(array, token);
            case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> null;
          };
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }

  private static @Nullable Json item(Json.Arr array, String token) {
    boolean digits = !token.isEmpty() && token.length() <= MAX_INDEX_DIGITS;
    for (int i = 0; digits && i < token.length(); i++) {
      digits = token.charAt(i) >= '0' && token.charAt(i) <= '9';
    }
    if (!digits || (token.length() > 1 && token.charAt(0) == '0')) {
      return null;
    }
    int index = Integer.parseInt(token);
    return index < array.items().size() ? array.items().get(index) : null;
  }
}
