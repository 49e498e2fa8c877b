package dev.assay.core.policy.document;

import dev.assay.core.json.Json;
import dev.assay.core.json.StrictMapping;
import dev.assay.core.problem.DidYouMean;
import dev.assay.core.problem.Where;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a policy, read strictly: a value of the wrong type is a finding and then counts as
 * absent, {@code null} is absent.
 */
public final class Section {
  private final Json.Obj members;
  private final String pointer;
  private final Findings findings;

  /** Makes one for a mapping at a pointer. */
  public Section(Json.Obj members, String pointer, Findings findings) {
    this.members = members;
    this.pointer = pointer;
    this.findings = findings;
  }

  /** Refuses every member that the shape does not know. */
  void refuseUnknown(PolicyShape shape) {
    for (String name : members.members().keySet()) {
      if (!shape.members().contains(name) && !name.startsWith(PolicyShape.EXTENSION)) {
        findings.refuse(
            PolicyFault.UNKNOWN_FIELD,
            "unknown key `" + name + "`",
            findings.name(at(name)),
            shape.meant(name).orElse(null));
      }
    }
  }

  /** Refuses every member that is not in the list. */
  public void refuseUnknown(List<String> known) {
    for (String name : members.members().keySet()) {
      if (!known.contains(name) && !name.startsWith(PolicyShape.EXTENSION)) {
        findings.refuse(
            PolicyFault.UNKNOWN_FIELD,
            "unknown key `" + name + "`",
            findings.name(at(name)),
            DidYouMean.nearest(name, known).map(n -> "did you mean `" + n + "`?").orElse(null));
      }
    }
  }

  /** Gives the pointer of a member. */
  public String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Gives the pointer of this mapping. */
  public String pointer() {
    return pointer;
  }

  /** Gives what collects the findings of the document. */
  public Findings findings() {
    return findings;
  }

  /** Gives the place of a member's name. */
  public Where name(String name) {
    return findings.name(at(name));
  }

  /** Gives the place of a member's name, nowhere when the member does not stand. */
  public Where placeOf(String name) {
    return has(name) ? name(name) : Where.NOWHERE;
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

  /** Gives the members of this mapping. */
  public Map<String, Json> members() {
    return members.members();
  }

  /** Gives a string. */
  public Optional<String> string(String name) {
    Json value = get(name);
    if (value == null || value instanceof Json.Str) {
      return members.string(name);
    }
    wrongType(name, value, "a string", value instanceof Json.Num ? "put it in quotes" : null);
    return Optional.empty();
  }

  /** Gives a mapping; empty when it is absent or of the wrong type. */
  public Section section(String name) {
    Json value = get(name);
    if (value == null || value instanceof Json.Obj) {
      return new Section(members.object(name).orElse(Json.Obj.EMPTY), at(name), findings);
    }
    wrongType(name, value, "a mapping", null);
    return new Section(Json.Obj.EMPTY, at(name), findings);
  }

  /** Gives a list of mappings; empty when it is absent, items of the wrong type are left out. */
  public List<Section> sections(String name) {
    List<Section> sections = new ArrayList<>();
    Json value = get(name);
    if (value == null) {
      return sections;
    }
    if (!(value instanceof Json.Arr list)) {
      wrongType(name, value, "a list", value instanceof Json.Obj ? "put it in brackets" : null);
      return sections;
    }
    for (int i = 0; i < list.items().size(); i++) {
      String item = at(name) + "/" + i;
      if (list.items().get(i) instanceof Json.Obj object) {
        sections.add(new Section(object, item, findings));
      } else {
        findings.refuse(
            PolicyFault.WRONG_TYPE,
            "an entry of `"
                + name
                + "` is a mapping, not "
                + StrictMapping.kind(list.items().get(i)),
            findings.value(item),
            null);
      }
    }
    return sections;
  }

  /** Gives a list of strings unless it is absent; items of the wrong type are left out. */
  public Optional<List<String>> strings(String name) {
    Json value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    List<String> strings = new ArrayList<>();
    if (!(value instanceof Json.Arr list)) {
      wrongType(name, value, "a list", value instanceof Json.Str ? "put it in brackets" : null);
      return Optional.of(strings);
    }
    for (int i = 0; i < list.items().size(); i++) {
      Json item = list.items().get(i);
      if (item instanceof Json.Str string) {
        strings.add(string.value());
      } else {
        findings.refuse(
            PolicyFault.WRONG_TYPE,
            "an entry of `" + name + "` is a string, not " + StrictMapping.kind(item),
            findings.value(at(name) + "/" + i),
            null);
      }
    }
    return Optional.of(strings);
  }

  /** Gives a word of a closed list unless it is absent. */
  public Optional<String> word(String name, List<String> words) {
    Json value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    String hint = "use one of " + String.join(", ", words);
    if (!(value instanceof Json.Str word)) {
      wrongType(name, value, "a word", hint);
      return Optional.empty();
    }
    if (words.contains(word.value())) {
      return Optional.of(word.value());
    }
    findings.refuse(
        PolicyFault.UNKNOWN_VALUE,
        "`" + name + "` cannot be `" + word.value() + "`",
        findings.value(at(name)),
        hint);
    return Optional.empty();
  }

  /** Gives a word of a closed list unless it is absent; blanks around it and case do not count. */
  public Optional<String> foldedWord(String name, List<String> words) {
    Json value = get(name);
    String folded = value instanceof Json.Str s ? s.value().strip().toLowerCase(Locale.ROOT) : "";
    return words.contains(folded) ? Optional.of(folded) : word(name, words);
  }

  /** Gives the words of a list of words from a closed list, each once; empty when it is absent. */
  public List<String> words(String name, List<String> words) {
    List<String> given = strings(name).orElse(new ArrayList<>());
    List<String> known = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      if (words.contains(word) && !known.contains(word)) {
        known.add(word);
      } else {
        boolean twice = known.contains(word);
        findings.refuse(
            PolicyFault.UNKNOWN_VALUE,
            twice ? "`" + word + "` stands here twice" : "`" + name + "` knows no `" + word + "`",
            findings.value(at(name) + "/" + i),
            twice ? null : "use some of " + String.join(", ", words));
      }
    }
    return known;
  }

  /** Says whether the member is a mapping. */
  public boolean isMapping(String name) {
    return members.get(name) instanceof Json.Obj;
  }

  /** Gives an unsigned 64-bit integer unless it is absent. */
  public Optional<Long> unsigned(String name) {
    Json value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Json.Num number) {
      try {
        return Optional.of(Long.parseUnsignedLong(number.text()));
      } catch (NumberFormatException e) {
        findings.refuse(
            PolicyFault.LIMIT,
            "`"
                + name
                + "` is an integer from 0 to 18446744073709551615, not `"
                + number.text()
                + "`",
            at(name));
        return Optional.empty();
      }
    }
    wrongType(name, value, "an integer", null);
    return Optional.empty();
  }

  /** Gives an integer from 1 to a bound unless it is absent. */
  public Optional<Integer> count(String name, int most) {
    Json value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Json.Num number)) {
      wrongType(name, value, "an integer", null);
      return Optional.empty();
    }
    Optional<Long> count = number.asLong();
    if (count.isEmpty() || count.get() < 1 || count.get() > most) {
      findings.refuse(
          PolicyFault.LIMIT,
          "`" + name + "` is an integer from 1 to " + most + ", not `" + number.text() + "`",
          at(name));
      return Optional.empty();
    }
    return Optional.of(count.get().intValue());
  }

  /** Gives a boolean unless it is absent. */
  public Optional<Boolean> flag(String name) {
    Json value = get(name);
    if (value == null || value instanceof Json.Bool) {
      return value == null ? Optional.empty() : Optional.of(value == Json.Bool.TRUE);
    }
    wrongType(name, value, "a boolean", "write true or false");
    return Optional.empty();
  }

  /**
   * Gives a length of time unless it is absent: an integer and {@code ms}, {@code s}, {@code m} or
   * {@code h}.
   */
  public Optional<Duration> duration(String name, Duration least, Duration most) {
    Json value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    String hint = "write an integer and ms, s, m or h, such as 60s";
    if (!(value instanceof Json.Str text)) {
      wrongType(name, value, "a duration", hint);
      return Optional.empty();
    }
    Optional<Duration> duration = DurationText.read(text.value());
    if (duration.isEmpty()
        || duration.get().compareTo(least) < 0
        || duration.get().compareTo(most) > 0) {
      findings.refuse(
          PolicyFault.DURATION,
          "`"
              + name
              + "` is a duration from "
              + DurationText.write(least)
              + " to "
              + DurationText.write(most)
              + ", not `"
              + text.value()
              + "`",
          findings.value(at(name)),
          hint);
      return Optional.empty();
    }
    return duration;
  }

  /** Refuses the mapping when one of its mandatory members does not stand. */
  public void require(String... names) {
    for (String name : names) {
      if (get(name) == null) {
        findings.refuse(
            PolicyFault.MISSING_FIELD,
            "`" + name + "` is missing here",
            findings.name(pointer),
            null);
      }
    }
  }

  /** Gives this mapping without the members that belong to its author, at any depth. */
  public Json.Obj withoutExtensions() {
    return AuthorMembers.without(members);
  }

  /**
   * Gives a mapping whose names are tools, without the members of its entries that belong to their
   * author; null when it is absent.
   */
  public Json.@Nullable Obj byTool(String name) {
    if (get(name) == null) {
      return null;
    }
    Json.ObjBuilder tools = Json.object();
    for (Map.Entry<String, Json> entry : section(name).members().entrySet()) {
      tools.put(entry.getKey(), AuthorMembers.without(entry.getValue()));
    }
    return tools.build();
  }

  /** Gives a member without what in it belongs to its author; null when it is absent. */
  public @Nullable Json withoutExtensions(String name) {
    Json value = get(name);
    return value == null ? null : AuthorMembers.without(value);
  }

  private void wrongType(String name, Json value, String wanted, @Nullable String hint) {
    findings.refuse(
        PolicyFault.WRONG_TYPE,
        "`" + name + "` is " + wanted + ", not " + StrictMapping.kind(value),
        findings.value(at(name)),
        hint);
  }
}
