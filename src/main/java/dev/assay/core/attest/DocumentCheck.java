package dev.assay.core.attest;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonFault;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.json.JsonSources;
import dev.assay.core.json.SourceMap;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the members of one closed document and collects what is wrong with them, at most {@value
 * #MAX_PROBLEMS}. Reading goes on after a problem, so that all of them are reported at once.
 */
final class DocumentCheck {
  /** A document of a thousand mistakes needs no longer list. */
  static final int MAX_PROBLEMS = 100;

  /** Small documents; a hostile one must not become a large tree. */
  private static final JsonLimits LIMITS = new JsonLimits(16, 1000, 2000, 1 << 21, 20_000);

  private static final int MAX_NAME = 60;

  private final String code;
  private final SourceMap sources;
  private final List<Problem> problems = new ArrayList<>();

  private DocumentCheck(String code, SourceMap sources) {
    this.code = code;
    this.sources = sources;
  }

  /** What became of the text itself. */
  sealed interface Opening {
    /** It is one JSON object. */
    record Opened(Json.Obj document, DocumentCheck check) implements Opening {}

    /** It is not. */
    record Refused(Problem problem) implements Opening {}
  }

  /** Opens a text strictly; {@code what} names it in messages. */
  static Opening open(byte[] text, String code, String what) {
    return switch (JsonReader.read(text, LIMITS)) {
      case JsonReading.Refused refused -> {
        String why =
            refused.fault() == JsonFault.PARSE_ERROR
                ? " is not a JSON document"
                : " is not strict JSON: " + refused.fault().sentence();
        Where where = JsonSources.at(text, refused.offset());
        yield new Opening.Refused(Problem.of(code, what + why, where));
      }
      case JsonReading.Read(Json.Obj document) ->
          new Opening.Opened(document, new DocumentCheck(code, JsonSources.of(text)));
      case JsonReading.Read _ ->
          new Opening.Refused(
              Problem.of(code, what + " is not a JSON object", new Where(null, "", 1, 1)));
    };
  }

  /** Gives what was collected. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Says whether nothing was wrong so far. */
  boolean clean() {
    return problems.isEmpty();
  }

  /** Notes that the value at a pointer is wrong. */
  void refuse(String pointer, String message) {
    refuse(pointer, message, null);
  }

  /** Notes that the value at a pointer is wrong, and what to do. */
  void refuse(String pointer, String message, @Nullable String hint) {
    add(new Problem(code, message, sources.value(pointer), hint));
  }

  private void add(Problem problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  /** Refuses every member that is not one of these. */
  void onlyMembers(Json.Obj object, String pointer, List<String> known) {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        String member = pointer + '/' + name.replace("~", "~0").replace("/", "~1");
        add(
            new Problem(
                code,
                "unknown member `" + shortened(name) + "`" + inside(pointer),
                sources.name(member),
                "known here: `" + String.join("`, `", known) + "`"));
      }
    }
  }

  private static String inside(String pointer) {
    return pointer.isEmpty() ? "" : " in `" + path(pointer) + "`";
  }

  /** A name of somebody else on one line, and no longer than a name is. */
  private static String shortened(String name) {
    StringBuilder shown = new StringBuilder();
    int[] codePoints = name.codePoints().limit(MAX_NAME + 1L).toArray();
    for (int i = 0; i < Math.min(codePoints.length, MAX_NAME); i++) {
      shown.appendCodePoint(Character.isISOControl(codePoints[i]) ? 0xFFFD : codePoints[i]);
    }
    return codePoints.length > MAX_NAME ? shown + "…" : shown.toString();
  }

  /** Gives a required string, or null after noting that there is none. */
  @Nullable String string(Json.Obj object, String pointer, String name) {
    Json value = object.get(name);
    if (value instanceof Json.Str string) {
      return string.value();
    }
    wrong(value, pointer, name, "a string");
    return null;
  }

  /** Gives a required object, or null after noting that there is none. */
  Json.@Nullable Obj object(Json.Obj object, String pointer, String name) {
    Json value = object.get(name);
    if (value instanceof Json.Obj member) {
      return member;
    }
    wrong(value, pointer, name, "an object");
    return null;
  }

  /** Gives a required array, or null after noting that there is none. */
  Json.@Nullable Arr array(Json.Obj object, String pointer, String name) {
    Json value = object.get(name);
    if (value instanceof Json.Arr member) {
      return member;
    }
    wrong(value, pointer, name, "an array");
    return null;
  }

  /** Gives a required integer of at least 0, or -1 after noting that there is none. */
  long count(Json.Obj object, String pointer, String name) {
    long value = object.integer(name).orElse(-1L);
    if (value < 0) {
      wrong(object.get(name), pointer, name, "an integer from 0 up");
      return -1;
    }
    return value;
  }

  private void wrong(@Nullable Json value, String pointer, String name, String wanted) {
    String member = pointer + '/' + name;
    refuse(
        member,
        value == null
            ? "`" + path(member) + "` is missing"
            : "`" + path(member) + "` must be " + wanted);
  }

  /** Gives a pointer as people write it: {@code /keys/0/role} as {@code keys[0].role}. */
  static String path(String pointer) {
    StringBuilder path = new StringBuilder();
    for (String step : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      boolean index = !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
      if (index) {
        path.append('[').append(step).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.replace("~1", "/").replace("~0", "~"));
      }
    }
    return path.toString();
  }
}
