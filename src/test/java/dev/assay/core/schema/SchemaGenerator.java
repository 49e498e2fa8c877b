package dev.assay.core.schema;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random schemas and values that meet often enough to say both yes and no. */
final class SchemaGenerator {
  private static final String[] NAMES = {"a", "b", "c", "path", "x-y"};
  private static final String[] TEXTS = {
    "", "a", "ab", "abc", "\uD83D\uDD12", "/app/x", "a\n", "5", "path"
  };
  private static final String[] NUMBERS = {
    "0",
    "1",
    "-1",
    "1.0",
    "2",
    "2.5",
    "5",
    "5.00",
    "1e1",
    "10",
    "1e-3",
    "0.3",
    "100000000000000000000"
  };
  private static final String[] PATTERNS = {
    "a", "^a", "b$", "^[a-c]+$", "^.$", "\\d", "^\\w*$", "(a|b)+c"
  };
  private static final String[] TYPES = {
    "null", "boolean", "object", "array", "number", "string", "integer"
  };

  private final Random random;

  SchemaGenerator(long seed) {
    this.random = new Random(seed);
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }

  private boolean sometimes(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  Json value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0 -> sometimes(2) ? Json.Null.NULL : Json.Bool.of(random.nextBoolean());
      case 1, 2 -> new Json.Num(pick(NUMBERS));
      case 3 -> new Json.Str(pick(TEXTS));
      case 4, 5 -> new Json.Arr(values(random.nextInt(5), depth - 1));
      default -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int n = random.nextInt(4); n > 0; n--) {
          members.put(pick(NAMES), value(depth - 1));
        }
        yield new Json.Obj(members);
      }
    };
  }

  private List<Json> values(int count, int depth) {
    List<Json> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value(depth));
    }
    return values;
  }

  /** A document with two definitions that anything may refer to. */
  Json.Obj document(int depth) {
    Map<String, Json> members = new LinkedHashMap<>(object(depth, false).members());
    members.put(
        "$defs", Json.object().put("one", object(1, false)).put("two", object(1, true)).build());
    return new Json.Obj(members);
  }

  private Json schema(int depth) {
    return sometimes(12) ? Json.Bool.of(random.nextBoolean()) : object(depth, true);
  }

  private Json.Obj object(int depth, boolean refers) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      if (depth > 0 && !sometimes(3)) {
        applicator(members, depth - 1);
      } else {
        assertion(members);
      }
    }
    if (refers && sometimes(8)) {
      members.put("$ref", new Json.Str("#/$defs/one"));
    }
    return new Json.Obj(members);
  }

  private void assertion(Map<String, Json> members) {
    switch (random.nextInt(14)) {
      case 0 -> members.put("type", new Json.Str(pick(TYPES)));
      case 1 -> members.put("type", Json.Arr.ofStrings(List.of("string", "object", "integer")));
      case 2 -> members.put("enum", new Json.Arr(values(3, 1)));
      case 3 -> members.put("const", value(1));
      case 4 ->
          members.put(sometimes(2) ? "minimum" : "exclusiveMinimum", new Json.Num(pick(NUMBERS)));
      case 5 ->
          members.put(sometimes(2) ? "maximum" : "exclusiveMaximum", new Json.Num(pick(NUMBERS)));
      case 6 ->
          members.put(
              "multipleOf", new Json.Num(sometimes(2) ? "0.5" : sometimes(2) ? "0.01" : "2"));
      case 7 ->
          members.put(sometimes(2) ? "minLength" : "maxLength", Json.Num.of(random.nextInt(4)));
      case 8 -> members.put("pattern", new Json.Str(pick(PATTERNS)));
      case 9 -> members.put(sometimes(2) ? "minItems" : "maxItems", Json.Num.of(random.nextInt(4)));
      case 10 -> members.put("uniqueItems", Json.Bool.TRUE);
      case 11 ->
          members.put(
              sometimes(2) ? "minProperties" : "maxProperties", Json.Num.of(random.nextInt(4)));
      case 12 -> members.put("required", Json.Arr.ofStrings(List.of(pick(NAMES))));
      default ->
          members.put(
              "dependentRequired",
              Json.object().put(pick(NAMES), Json.Arr.ofStrings(List.of(pick(NAMES)))).build());
    }
  }

  private void applicator(Map<String, Json> members, int depth) {
    switch (random.nextInt(14)) {
      case 0, 1 -> members.put("properties", byName(NAMES, depth));
      case 2 -> members.put("patternProperties", byName(PATTERNS, depth));
      case 3 -> members.put("additionalProperties", schema(depth));
      case 4 -> members.put("propertyNames", schema(depth));
      case 5 -> members.put("items", schema(depth));
      case 6 -> members.put("prefixItems", list(depth));
      case 7 -> {
        members.put("contains", schema(depth));
        if (sometimes(2)) {
          members.put(sometimes(2) ? "minContains" : "maxContains", Json.Num.of(random.nextInt(3)));
        }
      }
      case 8 -> members.put("allOf", list(depth));
      case 9 -> members.put("anyOf", list(depth));
      case 10 -> members.put("oneOf", list(depth));
      case 11 -> members.put("not", schema(depth));
      case 12 -> {
        members.put("if", schema(depth));
        members.put(sometimes(2) ? "then" : "else", schema(depth));
      }
      default -> members.put("dependentSchemas", byName(NAMES, depth));
    }
  }

  private Json byName(String[] names, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      members.put(pick(names), schema(depth));
    }
    return new Json.Obj(members);
  }

  private Json list(int depth) {
    List<Json> items = new ArrayList<>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      items.add(schema(depth));
    }
    return new Json.Arr(items);
  }
}
