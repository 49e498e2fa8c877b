package dev.assay.core.policy.document;

import dev.assay.core.json.Json;
import dev.assay.core.json.StrictMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code constraints} of version 1.0, as the schemas they mean: every parameter with a pattern
 * is a required, non-empty string that matches it, and other arguments stay free.
 *
 * <p>A tool with a schema of its own, or with two constraints, is refused: two sources of rules for
 * one tool cannot both be what its author meant.
 *
 * <p>Source: {@code policy.md} 1.6.
 */
public final class LegacyConstraints {
  private static final String KEY = "constraints";
  private static final List<String> RULE =
      Collections.unmodifiableList(Arrays.asList("tool", "params"));
  private static final List<String> PARAMETER = Collections.singletonList("matches");

  private final Map<String, Json> schemas = new LinkedHashMap<>();
  private final Map<String, String> pointers = new LinkedHashMap<>();
  private final Section root;

  private LegacyConstraints(Section root) {
    this.root = root;
  }

  static LegacyConstraints read(Section root) {
    LegacyConstraints constraints = new LegacyConstraints(root);
    Json given = root.get(KEY);
    if (given instanceof Json.Arr list) {
      for (int i = 0; i < list.items().size(); i++) {
        constraints.readRule(list.items().get(i), "/" + KEY + "/" + i);
      }
    } else if (given instanceof Json.Obj) {
      Section tools = root.section(KEY);
      for (String tool : tools.members().keySet()) {
        constraints.add(tool, tools.section(tool), true);
      }
    } else if (given != null) {
      root.findings()
          .refuse(
              PolicyFault.WRONG_TYPE,
              "`constraints` is a list or a mapping, not " + StrictMapping.kind(given),
              "/" + KEY);
    }
    return constraints;
  }

  private void readRule(Json given, String pointer) {
    Findings findings = root.findings();
    if (!(given instanceof Json.Obj rule)) {
      findings.refuse(
          PolicyFault.WRONG_TYPE,
          "a constraint is a mapping, not " + StrictMapping.kind(given),
          pointer);
      return;
    }
    Section section = new Section(rule, pointer, findings);
    section.refuseUnknown(RULE);
    for (String name : RULE) {
      if (section.get(name) == null) {
        findings.refuse(
            PolicyFault.MISSING_FIELD, "`" + name + "` of this constraint is missing", pointer);
      }
    }
    section.string("tool").ifPresent(tool -> add(tool, section.section("params"), false));
  }

  private void add(String tool, Section parameters, boolean shorthand) {
    String pointer = parameters.pointer();
    boolean schema = root.get("schemas") instanceof Json.Obj all && all.get(tool) != null;
    if (schema || schemas.containsKey(tool)) {
      String other = schema ? "a schema" : "another constraint";
      root.findings()
          .refuse(
              PolicyFault.CONSTRAINT_CONFLICT,
              "tool `" + tool + "` has a constraint and " + other,
              root.findings().name(pointer),
              "keep one of them");
      return;
    }
    schemas.put(tool, schema(parameters, shorthand));
    pointers.put(tool, pointer);
  }

  private static Json schema(Section parameters, boolean shorthand) {
    Map<String, Json> properties = new TreeMap<>(ToolTaxonomy.BY_CODE_POINT);
    for (String name : parameters.members().keySet()) {
      Json given = parameters.get(name);
      if (shorthand && given instanceof Json.Str pattern) {
        properties.put(name, property(pattern));
      } else {
        Section parameter = parameters.section(name);
        parameter.refuseUnknown(PARAMETER);
        parameter.string("matches").ifPresent(p -> properties.put(name, property(new Json.Str(p))));
      }
    }
    return Json.object()
        .put("type", "object")
        .put("additionalProperties", true)
        .put("properties", new Json.Obj(properties))
        .put("required", Json.Arr.ofStrings(new ArrayList<>(properties.keySet())))
        .build();
  }

  private static Json property(Json.Str pattern) {
    return Json.object().put("type", "string").put("pattern", pattern).put("minLength", 1).build();
  }

  /** Says whether there is no constraint. */
  public boolean isEmpty() {
    return !(root.get(KEY) instanceof Json.Arr list && !list.items().isEmpty())
        && !(root.get(KEY) instanceof Json.Obj map && !map.members().isEmpty());
  }

  /** Gives the schemas by tool. */
  public Map<String, Json> schemas() {
    return Collections.unmodifiableMap(schemas);
  }

  /** Gives the pointer to the parameters that became a tool's schema. */
  public String pointer(String tool) {
    return pointers.getOrDefault(tool, "/" + KEY);
  }
}
