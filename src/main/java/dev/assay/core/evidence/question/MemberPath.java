package dev.assay.core.evidence.question;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A place inside an event: names joined by dots, such as {@code data.upstream.argv0}, or a JSON
 * Pointer (RFC 6901) when it begins with {@code /}. An item of an array is named by its number.
 *
 * @param text the path as written
 * @param names the steps from the event down
 */
public record MemberPath(String text, List<String> names) {
  /** Deeper than any event the verifier takes. */
  private static final int MAX_STEPS = 64;

  /** Copies the names. */
  public MemberPath {
    names = Collections.unmodifiableList(new ArrayList<>(names));
  }

  /** Reads a path; empty when it has no steps, an empty step between dots, or too many of them. */
  public static Optional<MemberPath> read(String text) {
    boolean pointer = text.startsWith("/");
    List<String> names = new ArrayList<>();
    for (String name : text.substring(pointer ? 1 : 0).split(pointer ? "/" : "\\.", -1)) {
      if (name.isEmpty() && !pointer) {
        return Optional.empty();
      }
      names.add(pointer ? name.replace("~1", "/").replace("~0", "~") : name);
    }
    return names.size() > MAX_STEPS ? Optional.empty() : Optional.of(new MemberPath(text, names));
  }

  /** Gives what an event has there. */
  public Optional<Json> of(Json.Obj event) {
    Json value = event;
    for (String name : names) {
      Optional<Json> next = step(value, name);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      value = next.get();
    }
    return Optional.of(value);
  }

  private static Optional<Json> step(Json value, String name) {
    if (value instanceof Json.Obj object) {
      return Optional.ofNullable(object.get(name));
    }
    if (value instanceof Json.Arr array && name.matches("0|[1-9][0-9]{0,8}")) {
      int index = Integer.parseInt(name);
      return index < array.items().size()
          ? Optional.of(array.items().get(index))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Gives a value as one text: a string as it is, everything else as JSON on one line. */
  public static String textOf(Json value) {
    return value instanceof Json.Str string ? string.value() : JsonText.compact(value);
  }
}
