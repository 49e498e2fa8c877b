package dev.assay.core.policy.argument;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.schema.Schema;
import dev.assay.core.schema.SchemaReading;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a policy, by exact tool name: those of {@code schemas} and those that {@code
 * constraints} became. Every one is compiled while the document is loaded, so that a broken one is
 * found there and never by a call.
 */
public final class ToolSchemas {
  /** The member of {@code schemas} that is no tool but holds definitions for all of them. */
  public static final String DEFS = "$defs";

  private static final String PROPERTIES = "/properties";

  private final PolicyDocument document;
  private final Findings findings;
  private final Section section;
  private final Json.Obj shared;
  private final boolean closed;
  private final Map<String, Schema> schemas = new HashMap<>();
  private final Map<String, Where> places = new TreeMap<>();
  private final Map<String, Json> canonical = new LinkedHashMap<>();

  private ToolSchemas(PolicyDocument document) {
    this.document = document;
    this.findings = document.findings();
    this.section = document.root().section("schemas");
    this.shared = new Json.Obj(section.section(DEFS).members());
    this.closed = OpenObjects.areRefused(document);
  }

  /** Compiles the schemas of a document; what is wrong with them goes to its findings. */
  public static ToolSchemas read(PolicyDocument document) {
    ToolSchemas schemas = new ToolSchemas(document);
    schemas.compile();
    return schemas;
  }

  /** Gives a tool's schema, or null when it has none. */
  public @Nullable Schema of(String tool) {
    return schemas.get(tool);
  }

  /** Gives where each tool's schema stands, by tool. */
  public Map<String, Where> places() {
    return Collections.unmodifiableMap(places);
  }

  /** Gives the schemas as the canonical document holds them, shared definitions included. */
  public Json.Obj canonical() {
    return new Json.Obj(canonical);
  }

  /** Gives a tool's schema and the shared definitions as the canonical document holds them. */
  public Json form(String tool) {
    return Json.object().put("schema", canonical.get(tool)).put(DEFS, canonical.get(DEFS)).build();
  }

  private void compile() {
    canonical.putAll(section.members());
    boolean compiled = false;
    for (Map.Entry<String, Json> member : section.members().entrySet()) {
      if (!member.getKey().equals(DEFS)) {
        given(member.getKey(), member.getValue());
        compiled |= member.getValue() instanceof Json.Obj;
      }
    }
    if (!compiled && !shared.members().isEmpty()) {
      Json everything = Json.object().build();
      if (Schema.compile(everything, shared) instanceof SchemaReading.Broken broken) {
        broken.problems().forEach(p -> refuse(p, section.pointer(), Json.Obj.EMPTY));
      }
    }
    for (Map.Entry<String, Json> entry : document.constraints().schemas().entrySet()) {
      constraint(entry.getKey(), entry.getValue());
    }
  }

  private void given(String tool, Json schema) {
    String pointer = section.at(tool);
    if (!(schema instanceof Json.Obj) && !(schema instanceof Json.Bool)) {
      findings.refuse(
          PolicyFault.WRONG_TYPE,
          "the schema of `" + tool + "` is a mapping or a boolean",
          pointer);
      return;
    }
    SchemaReview.review(schema, shared, pointer, findings, closed);
    keep(tool, schema, section.name(tool)).forEach(p -> refuse(p, pointer, schema));
  }

  private void constraint(String tool, Json schema) {
    String pointer = document.constraints().pointer(tool);
    canonical.put(tool, schema);
    review(schema, pointer);
    for (Problem problem : keep(tool, schema, findings.name(pointer))) {
      String inside = problem.where().pointer() == null ? "" : problem.where().pointer();
      boolean parameter = inside.startsWith(PROPERTIES);
      findings.refuse(
          at(problem, pointer + (parameter ? inside.substring(PROPERTIES.length()) : inside)));
    }
  }

  /** A constraint is open by nature, so that is a finding only where the document refuses it. */
  private void review(Json schema, String pointer) {
    Section parameters = new Section(Json.Obj.EMPTY, pointer, findings);
    Json.Obj properties =
        ((Json.Obj) schema).object(PROPERTIES.substring(1)).orElse(Json.Obj.EMPTY);
    for (String name : properties.members().keySet()) {
      String pattern = properties.object(name).flatMap(p -> p.string("pattern")).orElse("^");
      PatternReview.review(pattern, name, parameters.at(name), findings);
    }
    if (closed) {
      SchemaReview.reportOpen(pointer, findings, true);
    }
  }

  /**
   * Keeps the compiled schema, or gives its problems. No switch over the patterns of the reading:
   * the first one costs milliseconds at start.
   */
  private List<Problem> keep(String tool, Json schema, Where where) {
    SchemaReading reading = Schema.compile(schema, shared);
    if (reading instanceof SchemaReading.Compiled done) {
      schemas.put(tool, done.schema());
      places.put(tool, where);
      return Collections.emptyList();
    }
    return ((SchemaReading.Broken) reading).problems();
  }

  /**
   * Takes over a problem inside a schema. One inside the shared definitions, which the compiler
   * sees as the schema's own, is told where it really stands.
   */
  private void refuse(Problem problem, String pointer, Json schema) {
    String inside = problem.where().pointer() == null ? "" : problem.where().pointer();
    boolean isShared = inside.startsWith("/" + DEFS + "/") && !isLocal(inside, schema);
    findings.refuse(at(problem, (isShared ? section.pointer() : pointer) + inside));
  }

  private static boolean isLocal(String inside, Json schema) {
    String name = inside.substring(DEFS.length() + 2);
    int end = name.indexOf('/');
    String token = end < 0 ? name : name.substring(0, end);
    return schema instanceof Json.Obj object
        && object.get(DEFS) instanceof Json.Obj defs
        && defs.get(token.replace("~1", "/").replace("~0", "~")) != null;
  }

  private Problem at(Problem problem, String pointer) {
    return new Problem(problem.code(), problem.message(), findings.value(pointer), problem.hint());
  }
}
