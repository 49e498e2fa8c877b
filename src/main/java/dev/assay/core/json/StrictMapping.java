package dev.assay.core.json;

import dev.assay.core.problem.DidYouMean;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a document that people write, read strictly: a value of the wrong type is a
 * problem and then counts as absent, {@code null} is absent. Problems of the whole document are
 * collected in one list. Members starting with {@code x-} are free.
 */
public final class StrictMapping {
  /** Members that start so are nobody's business but their author's. */
  private static final String EXTENSION = "x-";

  private final Json.Obj members;
  private final String pointer;
  private final Document document;

  /** The codes by which a kind of document calls the problems that every kind has. */
  public record Codes(
      String unknownField,
      String missingField,
      String wrongType,
      String number,
      String rootNotMapping) {}

  /**
   * A document while it is read.
   *
   * @param name what the user calls it
   * @param codes codes of its problems
   * @param sources places of its parts
   * @param problems what is wrong so far, in the order of finding; grows
   */
  public record Document(String name, Codes codes, SourceMap sources, List<Problem> problems) {
    /** Adds a problem at a place of this document. */
    public void refuse(String code, String message, Where where, @Nullable String hint) {
      refuse(new Problem(code, message, where, hint));
    }

    /** Adds a problem once. */
    public void refuse(Problem problem) {
      Problem here = problem.in(name);
      if (!problems.contains(here)) {
        problems.add(here);
      }
    }

    /** Gives what is wrong so far, in the order of the places. */
    public List<Problem> problemsInOrder() {
      List<Problem> sorted = new ArrayList<>(problems);
      sorted.sort(
          Comparator.<Problem>comparingInt(p -> p.where().line())
              .thenComparingInt(p -> p.where().column()));
      return sorted;
    }
  }

  /**
   * A document whose text was read.
   *
   * @param root its one mapping; empty when there is none to read on in, and the problems say why
   * @param document with what is wrong with its text; only one that has no problem at the end of
   *     reading may be accepted
   */
  public record Opened(Optional<StrictMapping> root, Document document) {}

  /**
   * Reads the text of a document that is one mapping. Never throws on any bytes.
   *
   * @param yaml its bytes
   * @param name what the user calls it, for problems
   * @param kind what it is, with its article, such as {@code a pack}
   */
  public static Opened open(byte[] yaml, String name, Codes codes, String kind) {
    YamlReading reading = YamlReader.read(yaml);
    if (reading instanceof YamlReading.Refused refused) {
      Document document = new Document(name, codes, SourceMap.NONE, new ArrayList<>());
      refused.problems().forEach(document::refuse);
      return new Opened(Optional.empty(), document);
    }
    if (reading instanceof YamlReading.Flawed flawed) {
      Document document = new Document(name, codes, flawed.sources(), new ArrayList<>());
      flawed.problems().forEach(document::refuse);
      return opened(flawed.value(), document, kind);
    }
    YamlReading.Read read = (YamlReading.Read) reading;
    return opened(read.value(), new Document(name, codes, read.sources(), new ArrayList<>()), kind);
  }

  private static Opened opened(Json value, Document document, String kind) {
    if (value instanceof Json.Obj object) {
      return new Opened(Optional.of(new StrictMapping(object, "", document)), document);
    }
    document.refuse(
        document.codes.rootNotMapping, kind + " is a mapping", new Where(null, "", 1, 1), null);
    return new Opened(Optional.empty(), document);
  }

  /** Makes one for a mapping at a pointer. */
  public StrictMapping(Json.Obj members, String pointer, Document document) {
    this.members = members;
    this.pointer = pointer;
    this.document = document;
  }

  /** Gives the members. */
  public Json.Obj members() {
    return members;
  }

  /** Gives the document. */
  public Document document() {
    return document;
  }

  /** Says whether the member stands, be it null. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** Gives the member unless it is absent or null. */
  public @Nullable Json get(String name) {
    Json value = members.get(name);
    return value instanceof Json.Null ? null : value;
  }

  /** Gives the pointer of a member. */
  public String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Gives the place of a member, of the mapping when the member does not stand. */
  public Where value(String name) {
    return document.sources.value(has(name) ? at(name) : pointer);
  }

  /** Gives the line the mapping begins on. */
  public int line() {
    return document.sources.value(pointer).line();
  }

  /** Adds a problem about a member. */
  public void refuse(String code, String name, String message, @Nullable String hint) {
    document.refuse(code, message, value(name), hint);
  }

  /** Refuses every member that is not in the list. */
  public void refuseUnknown(List<String> known) {
    for (String name : members.members().keySet()) {
      if (!known.contains(name) && !name.startsWith(EXTENSION)) {
        document.refuse(
            document.codes.unknownField,
            "unknown key `" + name + "`",
            document.sources.name(at(name)),
            DidYouMean.nearest(name, known).map(n -> "did you mean `" + n + "`?").orElse(null));
      }
    }
  }

  /** Gives a string, unless it is absent or of the wrong type. */
  public Optional<String> string(String name) {
    Json value = get(name);
    if (value instanceof Json.Str text) {
      return Optional.of(text.value());
    }
    if (value != null) {
      wrongType(name, value, "a string", value instanceof Json.Num ? "put it in quotes" : null);
    }
    return Optional.empty();
  }

  /** Gives a string that must be there and not blank; the empty string after reporting. */
  public String required(String name) {
    Optional<String> text = string(name);
    if (text.isPresent() && !text.get().isBlank()) {
      return text.get();
    }
    if (text.isPresent() || get(name) == null) {
      missing(name);
    }
    return "";
  }

  /** Adds the problem that a member is missing or empty. */
  public void missing(String name) {
    boolean stands = has(name);
    refuse(
        document.codes.missingField,
        name,
        stands ? "`" + name + "` is empty" : "`" + name + "` is missing",
        null);
  }

  /** Gives a boolean; false when it is absent or of the wrong type. */
  public boolean flag(String name) {
    Json value = get(name);
    if (value != null && !(value instanceof Json.Bool)) {
      wrongType(name, value, "true or false", null);
    }
    return value == Json.Bool.TRUE;
  }

  /** Gives an integer from a least one up, unless it is absent or refused. */
  public Optional<Long> integer(String name, long least) {
    Json value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Json.Num number)) {
      wrongType(name, value, "an integer", null);
      return Optional.empty();
    }
    Optional<Long> read = number.asLong().filter(n -> n >= least);
    if (read.isEmpty()) {
      refuse(
          document.codes.number,
          name,
          "`" + name + "` is an integer from " + least + " up, not `" + number.text() + "`",
          null);
    }
    return read;
  }

  /** Gives a mapping, unless it is absent or of the wrong type. */
  public Optional<StrictMapping> mapping(String name) {
    Json value = get(name);
    if (value instanceof Json.Obj object) {
      return Optional.of(new StrictMapping(object, at(name), document));
    }
    if (value != null) {
      wrongType(name, value, "a mapping", null);
    }
    return Optional.empty();
  }

  /** Gives the items of a list, unless it is absent or of the wrong type. */
  public Optional<List<Json>> items(String name) {
    Json value = get(name);
    if (value instanceof Json.Arr list) {
      return Optional.of(list.items());
    }
    if (value != null) {
      wrongType(name, value, "a list", value instanceof Json.Str ? "put it in brackets" : null);
    }
    return Optional.empty();
  }

  /** Gives a list of mappings; items of another type are reported and left out. */
  public List<StrictMapping> mappings(String name) {
    List<StrictMapping> mappings = new ArrayList<>();
    List<Json> items = items(name).orElse(List.of());
    for (int i = 0; i < items.size(); i++) {
      String itemAt = at(name) + "/" + i;
      if (items.get(i) instanceof Json.Obj object) {
        mappings.add(new StrictMapping(object, itemAt, document));
      } else {
        document.refuse(
            document.codes.wrongType,
            "an entry of `" + name + "` is a mapping, not " + kind(items.get(i)),
            document.sources.value(itemAt),
            null);
      }
    }
    return mappings;
  }

  /** Gives a list of strings, empty when it is absent; a list without entries is a problem. */
  public List<String> strings(String name) {
    Optional<List<Json>> items = items(name);
    if (items.isPresent() && items.get().isEmpty()) {
      missing(name);
    }
    List<String> strings = new ArrayList<>();
    for (Json item : items.orElse(List.of())) {
      if (item instanceof Json.Str text) {
        strings.add(text.value());
      } else {
        refuse(
            document.codes.wrongType,
            name,
            "an entry of `" + name + "` is a string, not " + kind(item),
            null);
      }
    }
    return strings;
  }

  private void wrongType(String name, Json value, String wanted, @Nullable String hint) {
    refuse(
        document.codes.wrongType,
        name,
        "`" + name + "` is " + wanted + ", not " + kind(value),
        hint);
  }

  /** Gives what a value is, in words, for messages. */
  public static String kind(Json value) {
    return switch (value) {
      case Json.Obj _ -> "a mapping";
      case Json.Arr _ -> "a list";
      case Json.Str _ -> "a string";
      case Json.Num _ -> "a number";
      case Json.Bool _ -> "a boolean";
      case Json.Null _ -> "null";
    };
  }
}
