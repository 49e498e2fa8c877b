package dev.assay.core.policy.argument;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import java.math.BigDecimal;

/** Finds keywords of one schema object that cannot hold together; not every such pair is found. */
final class SchemaContradiction {
  private static final String[][] BOUNDS = {
    {"minimum", "maximum"},
    {"minLength", "maxLength"},
    {"minItems", "maxItems"},
    {"minProperties", "maxProperties"},
    {"minContains", "maxContains"}
  };

  private SchemaContradiction() {}

  static void review(Json.Obj schema, String pointer, Findings findings) {
    Section section = new Section(schema, pointer, findings);
    for (String[] bounds : BOUNDS) {
      if (schema.get(bounds[0]) instanceof Json.Num least
          && schema.get(bounds[1]) instanceof Json.Num most
          && new BigDecimal(least.text()).compareTo(new BigDecimal(most.text())) > 0) {
        warn(section, bounds[0], "`" + bounds[0] + "` is more than `" + bounds[1] + "`");
      }
    }
    if (schema.get("enum") instanceof Json.Arr values && values.items().isEmpty()) {
      warn(section, "enum", "`enum` has no value");
    }
    reviewRequired(section, schema);
  }

  private static void reviewRequired(Section section, Json.Obj schema) {
    if (!(schema.get("required") instanceof Json.Arr required)) {
      return;
    }
    boolean closed =
        schema.get("additionalProperties") == Json.Bool.FALSE
            && schema.get("patternProperties") == null;
    Json.Obj properties = schema.object("properties").orElse(Json.Obj.EMPTY);
    for (int i = 0; i < required.items().size(); i++) {
      if (required.items().get(i) instanceof Json.Str name) {
        Json property = properties.get(name.value());
        if (property == Json.Bool.FALSE || (property == null && closed)) {
          warn(section, "required", "`" + name.value() + "` is required and not accepted");
        }
      }
    }
  }

  private static void warn(Section section, String keyword, String what) {
    section
        .findings()
        .warn(
            PolicyFault.SCHEMA_CONTRADICTION,
            "this schema contradicts itself: " + what,
            section.name(keyword),
            null);
  }
}
