package dev.assay.core.schema;

import dev.assay.core.json.Json;

/** Which rules a document names with {@code $schema}. */
enum SchemaDialect {
  /** Draft 2020-12, said or not. */
  CURRENT,
  /** An older published draft. */
  OTHER_KNOWN,
  /** Anything else. */
  UNKNOWN;

  static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";

  static SchemaDialect of(Json schema) {
    return schema instanceof Json.Obj o && o.get("$schema") instanceof Json.Str s
        ? of(s.value())
        : CURRENT;
  }

  static SchemaDialect of(String uri) {
    return switch (uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri) {
      case DRAFT_2020_12 -> CURRENT;
      case "https://json-schema.org/draft/2019-09/schema",
          "http://json-schema.org/draft-07/schema",
          "http://json-schema.org/draft-06/schema",
          "http://json-schema.org/draft-04/schema" ->
          OTHER_KNOWN;
      default -> UNKNOWN;
    };
  }
}
