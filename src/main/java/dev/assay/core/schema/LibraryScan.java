package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.schema.pattern.TextPattern;
import dev.assay.core.schema.value.Decimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prepares a document for the library, whatever its dialect: refuses what it must not see, collects
 * the path-prefix patterns and puts a count of work into every schema ({@link
 * LibraryKeywords.Work}). Looks into unknown members too, because references may point there.
 */
final class LibraryScan {
  private enum Holds {
    SCHEMAS_BY_NAME,
    DATA,
    SCHEMA
  }

  private final List<Problem> problems;
  private final List<TextPattern> paths = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, String> references = new LinkedHashMap<>();

  LibraryScan(List<Problem> problems) {
    this.problems = problems;
  }

  /** Path-prefix patterns found anywhere. */
  List<TextPattern> paths() {
    return paths;
  }

  /** Gives the document with the counts in it. */
  Json prepare(Json document) {
    collectIds(document);
    return schema("", document);
  }

  /** Gives the problem that a document is wanted, at the reference it most likely came from. */
  Problem remote(String wanted) {
    for (Map.Entry<String, String> reference : references.entrySet()) {
      String uri = withoutFragment(reference.getKey());
      if (!uri.isEmpty() && wanted.endsWith(uri)) {
        return SchemaCompiler.remote(reference.getValue(), reference.getKey());
      }
    }
    return SchemaCompiler.remote("", wanted);
  }

  private void collectIds(Json value) {
    switch (value) {
      case Json.Obj o -> {
        o.string("$id").ifPresent(id -> ids.add(withoutFragment(id)));
        o.string("id").ifPresent(id -> ids.add(withoutFragment(id)));
        o.members().values().forEach(this::collectIds);
      }
      case Json.Arr a -> a.items().forEach(this::collectIds);
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  private static String withoutFragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? uri : uri.substring(0, hash);
  }

  private static Holds holds(String keyword) {
    return switch (keyword) {
      case "properties",
          "patternProperties",
          "$defs",
          "definitions",
          "dependentSchemas",
          "dependencies" ->
          Holds.SCHEMAS_BY_NAME;
      case "enum", "const", "default", "examples" -> Holds.DATA;
      default -> Holds.SCHEMA;
    };
  }

  private Json schema(String pointer, Json value) {
    return switch (value) {
      case Json.Obj o -> object(pointer, o);
      case Json.Arr a -> {
        List<Json> items = new ArrayList<>();
        for (Json item : a.items()) {
          items.add(schema(pointer + '/' + items.size(), item));
        }
        yield new Json.Arr(items);
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private Json object(String pointer, Json.Obj schema) {
    Map<String, Json> members = new LinkedHashMap<>();
    LibraryKeywords.Work.Costs costs = new LibraryKeywords.Work.Costs();
    schema
        .members()
        .forEach(
            (keyword, value) -> {
              String at = Pointers.child(pointer, keyword);
              costs(keyword, value, at, costs);
              members.put(
                  keyword,
                  switch (holds(keyword)) {
                    case DATA -> value;
                    case SCHEMAS_BY_NAME -> byName(at, value);
                    case SCHEMA -> schema(at, value);
                  });
            });
    if (members.containsKey(LibraryKeywords.Work.NAME)) {
      problems.add(
          SchemaProblem.UNSUPPORTED.at(
              pointer, "the keyword `" + LibraryKeywords.Work.NAME + "` is reserved"));
    }
    refuseContradiction(pointer, schema);
    members.put(LibraryKeywords.Work.NAME, costs.json());
    return new Json.Obj(members);
  }

  /** The library would refuse every value for it, arrays or not. */
  private void refuseContradiction(String pointer, Json.Obj schema) {
    if (schema.get("contains") != null
        && schema.get("maxContains") instanceof Json.Num max
        && Decimal.of(max.text()).compareTo(minContains(schema)) < 0) {
      problems.add(
          SchemaProblem.UNSUPPORTED.at(
              pointer, "`maxContains` is below `minContains`, which no array can satisfy"));
    }
  }

  private static Decimal minContains(Json.Obj schema) {
    return Decimal.of(schema.get("minContains") instanceof Json.Num min ? min.text() : "1");
  }

  private Json byName(String pointer, Json value) {
    if (!(value instanceof Json.Obj o)) {
      return value;
    }
    Map<String, Json> members = new LinkedHashMap<>();
    o.members()
        .forEach((name, child) -> members.put(name, schema(Pointers.child(pointer, name), child)));
    return new Json.Obj(members);
  }

  private void costs(String keyword, Json value, String pointer, LibraryKeywords.Work.Costs costs) {
    switch (keyword) {
      case "pattern" -> {
        if (value instanceof Json.Str s) {
          costs.text += pattern(s.value(), pointer);
        }
      }
      case "patternProperties" -> {
        if (value instanceof Json.Obj o) {
          o.members().keySet().forEach(s -> costs.names += pattern(s, Pointers.child(pointer, s)));
        }
      }
      case "enum" -> costs.each += value instanceof Json.Arr a ? a.items().size() / 4 : 0;
      case "unevaluatedProperties", "unevaluatedItems" -> costs.backward++;
      case "$ref", "$dynamicRef", "$recursiveRef" -> {
        if (value instanceof Json.Str s) {
          references.putIfAbsent(s.value(), pointer);
          if (isRemote(s.value())) {
            problems.add(SchemaCompiler.remote(pointer, s.value()));
          }
        }
      }
      default -> {}
    }
  }

  private int pattern(String source, String pointer) {
    return switch (TextPattern.compile(source)) {
      case TextPattern.Reading.Compiled compiled -> {
        if (compiled.pattern().pathPrefix()) {
          paths.add(compiled.pattern());
        }
        yield compiled.pattern().cost();
      }
      case TextPattern.Reading.Refused refused -> {
        problems.add(
            SchemaProblem.PATTERN.at(pointer, "pattern `" + source + "` " + refused.reason()));
        yield 0;
      }
    };
  }

  /** An absolute reference that no identifier in the document spells out. */
  private boolean isRemote(String target) {
    String uri = withoutFragment(target);
    return !uri.isEmpty() && (ids.isEmpty() || (isAbsolute(uri) && !isBelowAnId(uri)));
  }

  private boolean isBelowAnId(String uri) {
    for (String id : ids) {
      if (uri.equals(id)
          || (isAbsolute(id) && uri.startsWith(id.substring(0, id.lastIndexOf('/') + 1)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbsolute(String uri) {
    int colon = uri.indexOf(':');
    int slash = uri.indexOf('/');
    return uri.startsWith("//") || (colon > 0 && (slash < 0 || colon < slash));
  }
}
