package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The published suite under {@code src/test/resources/schema-suite}, and short ways to ask. */
final class SchemaSuite {
  private static final JsonLimits LIMITS =
      new JsonLimits(128, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  record Group(String file, String description, Json schema, List<Case> cases) {
    String name() {
      return file + ": " + description;
    }
  }

  record Case(String description, Json data, boolean valid) {}

  private SchemaSuite() {}

  static List<Group> required() {
    List<Group> groups = new ArrayList<>();
    for (String file : text("files.txt").lines().toList()) {
      groups.addAll(groups(file));
    }
    return groups;
  }

  static List<Group> groups(String file) {
    List<Group> groups = new ArrayList<>();
    for (Json item : ((Json.Arr) json(text(file))).items()) {
      Json.Obj group = (Json.Obj) item;
      List<Case> cases = new ArrayList<>();
      for (Json test : ((Json.Arr) group.get("tests")).items()) {
        Json.Obj t = (Json.Obj) test;
        String description = t.string("description").orElseThrow();
        cases.add(new Case(description, t.get("data"), t.get("valid") == Json.Bool.TRUE));
      }
      String description = group.string("description").orElseThrow();
      groups.add(new Group(file, description, group.get("schema"), cases));
    }
    return groups;
  }

  private static String text(String name) {
    try (InputStream in =
        SchemaSuite.class.getResourceAsStream("/schema-suite/draft2020-12/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no suite file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Json json(String text) {
    return switch (JsonReader.read(text.getBytes(StandardCharsets.UTF_8), LIMITS)) {
      case JsonReading.Read read -> read.value();
      case JsonReading.Refused refused -> throw new IllegalArgumentException(refused.toString());
    };
  }

  static Schema compiled(String schema) {
    return compiled(json(schema));
  }

  static Schema compiled(Json schema) {
    return switch (Schema.compile(schema, Json.Obj.EMPTY)) {
      case SchemaReading.Compiled compiled -> compiled.schema();
      case SchemaReading.Broken broken -> throw new AssertionError(broken.problems().toString());
    };
  }

  static List<Problem> problems(String schema) {
    return switch (Schema.compile(json(schema), Json.Obj.EMPTY)) {
      case SchemaReading.Compiled _ -> List.of();
      case SchemaReading.Broken broken -> broken.problems();
    };
  }

  static List<Violation> violations(Schema schema, Json value) {
    return switch (schema.check(value)) {
      case SchemaCheck.Satisfied _ -> List.of();
      case SchemaCheck.Violated violated -> violated.violations();
    };
  }

  static List<Violation> violations(String schema, String value) {
    return violations(compiled(schema), json(value));
  }

  static boolean accepts(Schema schema, Json value) {
    return schema.check(value) == SchemaCheck.Satisfied.SATISFIED;
  }

  static boolean accepts(String schema, String value) {
    return accepts(compiled(schema), json(value));
  }
}
