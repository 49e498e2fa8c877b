package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.schema.value.Decimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads keyword values of one schema object and reports those that JSON Schema's own schema would
 * refuse. An absent keyword is no problem.
 */
final class KeywordReader {
  private final SchemaCompiler compiler;
  private final Node node;
  private final Json.Obj schema;
  private final boolean based;

  KeywordReader(SchemaCompiler compiler, Node node, Json.Obj schema, boolean based) {
    this.compiler = compiler;
    this.node = node;
    this.schema = schema;
    this.based = based;
  }

  String pointer(String keyword) {
    return Pointers.child(node.pointer(), keyword);
  }

  void invalid(String keyword, String must) {
    invalidAt(pointer(keyword), keyword, must);
  }

  private void invalidAt(String pointer, String keyword, String must) {
    compiler.problem(SchemaProblem.INVALID.at(pointer, "`" + keyword + "` must be " + must));
  }

  @Nullable Json value(String keyword) {
    return schema.get(keyword);
  }

  boolean has(String keyword) {
    return schema.get(keyword) != null;
  }

  @Nullable String text(String keyword) {
    Json value = schema.get(keyword);
    if (value instanceof Json.Str s) {
      return s.value();
    }
    if (value != null) {
      invalid(keyword, "a string");
    }
    return null;
  }

  boolean flag(String keyword) {
    Json value = schema.get(keyword);
    if (value != null && !(value instanceof Json.Bool)) {
      invalid(keyword, "`true` or `false`");
    }
    return value == Json.Bool.TRUE;
  }

  @Nullable String number(String keyword) {
    Json value = schema.get(keyword);
    if (value instanceof Json.Num n) {
      return n.text();
    }
    if (value != null) {
      invalid(keyword, "a number");
    }
    return null;
  }

  /** Gives a count, or the other value when there is none. */
  long count(String keyword, long otherwise) {
    Json value = schema.get(keyword);
    if (value == null) {
      return otherwise;
    }
    Decimal count = value instanceof Json.Num n ? Decimal.of(n.text()) : null;
    if (count == null || count.sign() < 0 || !count.isInteger()) {
      invalid(keyword, "an integer of at least `0`");
      return otherwise;
    }
    // above this no value can have as many
    return count.point() > 15
        ? 1L << 50
        : Long.parseLong(
            "0" + count.digits() + "0".repeat((int) count.point() - count.digits().length()));
  }

  @Nullable List<Json> array(String keyword) {
    Json value = schema.get(keyword);
    if (value instanceof Json.Arr a) {
      return a.items();
    }
    if (value != null) {
      invalid(keyword, "an array");
    }
    return null;
  }

  @Nullable List<String> names(String keyword) {
    Json value = schema.get(keyword);
    return value == null ? null : names(keyword, value, pointer(keyword));
  }

  private @Nullable List<String> names(String keyword, Json value, String pointer) {
    List<String> names = new ArrayList<>();
    if (value instanceof Json.Arr a) {
      for (Json item : a.items()) {
        if (item instanceof Json.Str s) {
          names.add(s.value());
        }
      }
      Set<String> different = new HashSet<>(names);
      if (different.size() == a.items().size()) {
        return names;
      }
    }
    invalidAt(pointer, keyword, "an array of different strings");
    return null;
  }

  Map<String, List<String>> namesByName(String keyword) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Map.Entry<String, Json> member : members(keyword).entrySet()) {
      String pointer = Pointers.child(pointer(keyword), member.getKey());
      List<String> names = names(keyword, member.getValue(), pointer);
      if (names != null) {
        all.put(member.getKey(), names);
      }
    }
    return all;
  }

  private Map<String, Json> members(String keyword) {
    Json value = schema.get(keyword);
    if (value != null && !(value instanceof Json.Obj)) {
      invalid(keyword, "an object");
    }
    return value instanceof Json.Obj o ? o.members() : Json.Obj.EMPTY.members();
  }

  /** Gives the node of a keyword whose value is a schema, or null when the keyword is absent. */
  @Nullable Node child(String keyword) {
    Json value = schema.get(keyword);
    return value == null ? null : compiler.node(pointer(keyword), value, based);
  }

  /** Gives the nodes of a keyword whose value is a list of schemas; empty when it is absent. */
  List<Node> children(String keyword) {
    List<Json> items = array(keyword);
    List<Node> nodes = new ArrayList<>();
    if (items == null) {
      return nodes;
    }
    if (items.isEmpty()) {
      invalid(keyword, "an array with at least one schema");
    }
    for (int i = 0; i < items.size(); i++) {
      nodes.add(compiler.node(pointer(keyword) + '/' + i, items.get(i), based));
    }
    return nodes;
  }

  /** Gives the nodes of a keyword whose value maps names to schemas; empty when it is absent. */
  Map<String, Node> childrenByName(String keyword) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    members(keyword)
        .forEach(
            (name, value) -> {
              String pointer = Pointers.child(pointer(keyword), name);
              nodes.put(name, compiler.node(pointer, value, based));
            });
    return nodes;
  }
}
