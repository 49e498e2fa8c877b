package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.argument.ToolSchemas;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.scope.ScopeTable;
import dev.assay.core.problem.Where;
import dev.assay.core.schema.Schema;
import dev.assay.core.schema.SchemaCheck;
import dev.assay.core.schema.Violation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * {@code schemas}: the arguments of a tool satisfy its schema. Keys are exact names; a tool without
 * a schema is the business of {@link UnconstrainedRule}.
 */
record SchemaRule(ToolSchemas schemas) implements PolicyRule {

  private static final String REGEX = "regex";
  private static final List<String> ENGINES = Collections.unmodifiableList(Arrays.asList("linear"));

  static SchemaRule read(PolicyDocument document) {
    readEngine(document.enforcement());
    return new SchemaRule(ToolSchemas.read(document));
  }

  /** There is one engine for patterns; what says so says nothing new, and no other can be had. */
  private static void readEngine(Section enforcement) {
    // no equality of records: ADR 0005
    if (enforcement.get(REGEX) instanceof Json.Str word && word.value().equals("backtracking")) {
      enforcement
          .findings()
          .refuse(
              PolicyFault.UNKNOWN_VALUE,
              "`regex` cannot be `backtracking`: no engine that backtracks is here",
              enforcement.findings().value(enforcement.at(REGEX)),
              "leave it out, and write patterns without look-around and back-references");
    } else {
      enforcement.word(REGEX, ENGINES);
    }
  }

  @Override
  public Stage stage() {
    return Stage.ARGUMENTS;
  }

  @Override
  public String key() {
    return "schemas";
  }

  @Override
  public int size() {
    return schemas.places().size();
  }

  /** Says whether a tool has a schema. */
  boolean constrains(String tool) {
    return schemas.of(tool) != null;
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    Schema schema = schemas.of(call.name());
    if (schema == null) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    return schema.check(call.arguments()) instanceof SchemaCheck.Violated violated
        ? denied(violated.violations())
        : Judgement.NoObjection.NO_OBJECTION;
  }

  private static Judgement denied(List<Violation> violations) {
    for (Violation violation : violations) {
      if (violation.pathScope()) {
        return new Judgement.Denied(
            ReasonCode.E_PATH_SCOPE, Match.NONE, "Path is outside its scope", violations);
      }
    }
    return new Judgement.Denied(
        ReasonCode.E_ARG_SCHEMA, Match.NONE, "JSON Schema validation failed", violations);
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return schemas.places().getOrDefault(call.name(), Where.NOWHERE);
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_ARG_SCHEMA
        || (record.reason() == ReasonCode.E_PATH_SCOPE
            && !record.matchedRule().equals(ScopeTable.PATHS));
  }

  @Override
  public Needs needs(String tool) {
    return constrains(tool) ? Needs.ARGUMENTS : Needs.TOTALS;
  }

  @Override
  public Json form(String tool) {
    return schemas.form(tool);
  }
}
