package dev.assay.core.policy.argument;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads a schema for what is legal and probably not meant: objects left open, patterns that match
 * anywhere, formats that nobody checks. Whether the schema is one at all is the compiler's
 * business.
 */
final class SchemaReview {
  private static final List<String> SCHEMA_MAPS =
      list("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
  private static final List<String> SCHEMA_LISTS = list("allOf", "anyOf", "oneOf", "prefixItems");
  private static final List<String> SCHEMAS =
      list(
          "items",
          "contains",
          "additionalProperties",
          "unevaluatedProperties",
          "unevaluatedItems",
          "propertyNames",
          "not",
          "if",
          "then",
          "else");

  /** Members whose schemas describe a value of their own, so that an object there is complete. */
  private static final List<String> OWN_VALUES = list("properties", "patternProperties", "items");

  private final Findings findings;
  private final OpenObjects openObjects;
  private final boolean closed;

  private SchemaReview(Findings findings, OpenObjects openObjects, boolean closed) {
    this.findings = findings;
    this.openObjects = openObjects;
    this.closed = closed;
  }

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /**
   * Reviews the schema of a tool.
   *
   * @param closed whether an open object is refused or only warned about
   */
  static void review(
      Json schema, Json.Obj shared, String pointer, Findings findings, boolean closed) {
    Json.Obj root = schema instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    SchemaReview review = new SchemaReview(findings, new OpenObjects(root, shared), closed);
    review.object(schema, pointer);
    review.walk(schema, pointer);
  }

  private void object(Json schema, String pointer) {
    if (!openObjects.isClosed(schema)) {
      reportOpen(pointer, findings, closed);
    }
  }

  /** Refuses or warns about a schema that lets unnamed arguments through. */
  static void reportOpen(String pointer, Findings findings, boolean closed) {
    String message = "this schema accepts arguments that it does not name";
    String hint = "add `additionalProperties: false`";
    if (closed) {
      findings.refuse(PolicyFault.OPEN_OBJECT, message, findings.name(pointer), hint);
    } else {
      findings.warn(PolicyFault.OPEN_OBJECT, message, findings.name(pointer), hint);
    }
  }

  private void walk(Json schema, String pointer) {
    if (!(schema instanceof Json.Obj object)) {
      return;
    }
    Section section = new Section(object, pointer, findings);
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String name = member.getKey();
      Json value = member.getValue();
      if (SCHEMAS.contains(name)) {
        part(name, value, section.at(name));
      } else if (SCHEMA_MAPS.contains(name) && value instanceof Json.Obj map) {
        Section parts = new Section(map, section.at(name), findings);
        map.members().forEach((key, part) -> part(name, part, parts.at(key)));
      } else if (SCHEMA_LISTS.contains(name) && value instanceof Json.Arr parts) {
        for (int i = 0; i < parts.items().size(); i++) {
          walk(parts.items().get(i), section.at(name) + "/" + i);
        }
      } else if (value instanceof Json.Str text) {
        keyword(name, text.value(), section.at(name));
      }
    }
    SchemaContradiction.review(object, pointer, findings);
  }

  private void part(String name, Json schema, String pointer) {
    boolean describesObject =
        schema instanceof Json.Obj object
            && (object.get("properties") != null
                || (object.get("type") instanceof Json.Str type && type.value().equals("object")));
    if (OWN_VALUES.contains(name) && describesObject) {
      object(schema, pointer);
    }
    walk(schema, pointer);
  }

  private void keyword(String name, String text, String pointer) {
    if (name.equals("pattern")) {
      PatternReview.review(text, member(pointer), pointer, findings);
    } else if (name.equals("format")) {
      findings.warn(
          PolicyFault.SCHEMA_FORMAT,
          "`format` is not checked",
          findings.name(pointer),
          "use `pattern`");
    }
  }

  /** Gives the name of the argument that a keyword is about; empty when that is not plain. */
  private static String member(String pointer) {
    String marker = "/properties/";
    int properties = pointer.lastIndexOf(marker);
    if (properties < 0) {
      return "";
    }
    String inside = pointer.substring(properties + marker.length());
    int end = inside.indexOf('/');
    return (end < 0 ? inside : inside.substring(0, end)).replace("~1", "/").replace("~0", "~");
  }
}
