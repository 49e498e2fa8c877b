package dev.assay.core.policy.infer;

import dev.assay.core.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the values of one argument, or of a part of one, have in common. */
final class ValueProfile {
  /** Deeper parts are not looked into; a schema for people is not deeper. */
  private static final int MAX_DEPTH = 5;

  /** An object with more names is a table, not a record. */
  private static final int MAX_MEMBERS = 64;

  private final int depth;
  private final TreeSet<String> types = new TreeSet<>();
  private final TextProfile texts = new TextProfile();
  private final Map<String, ValueProfile> members = new TreeMap<>();
  private @Nullable ValueProfile items;
  private long seen;
  private long objects;
  private boolean table;

  ValueProfile(int depth) {
    this.depth = depth;
  }

  void add(Json value) {
    seen++;
    switch (value) {
      case Json.Str(String text) -> {
        types.add("string");
        texts.add(text);
      }
      case Json.Num number -> types.add(isWhole(number) ? "integer" : "number");
      case Json.Bool _ -> types.add("boolean");
      case Json.Null _ -> types.add("null");
      case Json.Arr array -> {
        types.add("array");
        array.items().forEach(this::addItem);
      }
      case Json.Obj object -> {
        types.add("object");
        objects++;
        object.members().forEach(this::addMember);
      }
    }
  }

  private static boolean isWhole(Json.Num number) {
    return number.text().chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
  }

  private void addItem(Json item) {
    if (items == null) {
      items = new ValueProfile(depth + 1);
    }
    if (depth < MAX_DEPTH) {
      items.add(item);
    }
  }

  private void addMember(String name, Json value) {
    if (depth >= MAX_DEPTH) {
      return;
    }
    ValueProfile member = members.get(name);
    if (member == null) {
      if (members.size() == MAX_MEMBERS) {
        table = true;
        return;
      }
      member = new ValueProfile(depth + 1);
      members.put(name, member);
    }
    member.add(value);
  }

  /** Whether more was seen than is remembered, so that no schema can be given for the inside. */
  boolean isOpen() {
    return table || (depth >= MAX_DEPTH && (types.contains("object") || types.contains("array")));
  }

  long seen() {
    return seen;
  }

  long objects() {
    return objects;
  }

  /** Gives the JSON types, sorted; an integer is a number when both were seen. */
  Set<String> types() {
    TreeSet<String> named = new TreeSet<>(types);
    if (named.contains("number")) {
      named.remove("integer");
    }
    return named;
  }

  boolean isOnly(String type) {
    return types.size() == 1 && types.contains(type);
  }

  TextProfile texts() {
    return texts;
  }

  Map<String, ValueProfile> members() {
    return members;
  }

  /** Gives what the items have in common; null when none was seen. */
  @Nullable ValueProfile items() {
    return items;
  }
}
