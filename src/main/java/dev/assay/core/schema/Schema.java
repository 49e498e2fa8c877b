package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled JSON Schema. The dialect is draft 2020-12 unless {@code $schema} names draft 4, 6, 7
 * or 2019-09; {@code format} is an annotation except in drafts 4 to 7. Immutable; safe on any
 * thread.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-validation">Validation</a>
 */
public final class Schema {
  /** Reasons given at most; the answer is no either way. */
  public static final int MAX_VIOLATIONS = 100;

  /** Judges by other means than our own rules. */
  interface Judge {
    SchemaCheck check(Json value);
  }

  private final Node root;
  private final @Nullable Judge judge;

  private Schema(Node root, @Nullable Judge judge) {
    this.root = root;
    this.judge = judge;
  }

  /**
   * Compiles a schema, with every reference and pattern in it.
   *
   * <p>A reference that leaves the document is a problem; nothing is ever retrieved. A pattern is
   * ECMA-262 and a problem when a linear-time engine cannot run it.
   *
   * @param schema an object or a boolean
   * @param sharedDefs definitions put beside the object schema's own {@code $defs}; a name in both
   *     is a problem. A boolean schema is compiled with them too, so that their problems show
   * @return the schema, or all its problems
   */
  public static SchemaReading compile(Json schema, Json.Obj sharedDefs) {
    List<Problem> problems = new ArrayList<>();
    Json merged = merged(schema, sharedDefs, problems);
    if (SchemaDialect.of(merged) == SchemaDialect.OTHER_KNOWN) {
      return handedOver(merged, new Node(""), problems);
    }
    SchemaCompiler compiler = new SchemaCompiler(merged, problems);
    Node root = compiler.compile();
    if (schema instanceof Json.Bool) {
      root = new SchemaCompiler(schema, problems).compile();
    }
    if (!problems.isEmpty()) {
      return new SchemaReading.Broken(problems);
    }
    return compiler.needsLibrary()
        ? handedOver(merged, root, problems)
        : new SchemaReading.Compiled(new Schema(root, null));
  }

  private static SchemaReading handedOver(Json schema, Node root, List<Problem> problems) {
    Judge judge = LibraryJudge.compile(schema, problems);
    return problems.isEmpty() && judge != null
        ? new SchemaReading.Compiled(new Schema(root, judge))
        : new SchemaReading.Broken(problems);
  }

  private static Json merged(Json schema, Json.Obj sharedDefs, List<Problem> problems) {
    if (sharedDefs.members().isEmpty()) {
      return schema;
    }
    Json.Obj object = schema instanceof Json.Obj o ? o : Json.Obj.EMPTY;
    Map<String, Json> defs = new LinkedHashMap<>();
    if (object.get("$defs") instanceof Json.Obj own) {
      defs.putAll(own.members());
    } else if (object.get("$defs") != null) {
      return schema;
    }
    sharedDefs
        .members()
        .forEach(
            (name, def) -> {
              if (defs.put(name, def) != null) {
                problems.add(
                    SchemaProblem.DEFS_COLLISION.at(
                        Pointers.child("/$defs", name),
                        "`" + name + "` is defined here and in the shared `$defs`",
                        "rename one of them"));
              }
            });
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put("$defs", new Json.Obj(defs));
    return schema instanceof Json.Obj || schema instanceof Json.Bool
        ? new Json.Obj(members)
        : schema;
  }

  /**
   * Tells whether a value satisfies the schema. Never throws; the work is bounded, and a value that
   * would cost more is violated.
   *
   * @return satisfied, or the violations in the order of the schema
   */
  public SchemaCheck check(Json instance) {
    if (judge != null) {
      return judge.check(instance);
    }
    try {
      Run answer = Run.answering();
      if (root.applies(instance, answer) && !answer.stopped()) {
        return SchemaCheck.Satisfied.SATISFIED;
      }
      Run reasons = Run.collecting();
      root.applies(instance, reasons);
      return reasons.violated();
    } catch (StackOverflowError e) {
      // only values built in code can be nested this deeply; no reader accepts them
      return Run.answering().violated();
    }
  }

  /** Whether our own rules judge it, for tests and diagnostics. */
  boolean isCompiled() {
    return judge == null;
  }
}
