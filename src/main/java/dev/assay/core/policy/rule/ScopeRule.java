package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.scope.FileSystemView;
import dev.assay.core.policy.scope.Objections;
import dev.assay.core.policy.scope.ScopeTable;
import dev.assay.core.problem.Where;
import java.util.Optional;

/**
 * {@code paths}, {@code urls} and {@code commands}: what the arguments of a tool may reach. Every
 * entry whose pattern matches the tool holds. One rule for each section.
 */
record ScopeRule(Stage stage, ScopeTable table, FileSystemView files) implements PolicyRule {

  static ScopeRule paths(PolicyDocument document) {
    return new ScopeRule(Stage.PATHS, ScopeTable.paths(document), FileSystemView.NONE);
  }

  static ScopeRule urls(PolicyDocument document) {
    return new ScopeRule(Stage.URLS, ScopeTable.urls(document), FileSystemView.NONE);
  }

  static ScopeRule commands(PolicyDocument document) {
    return new ScopeRule(Stage.COMMANDS, ScopeTable.commands(document), FileSystemView.NONE);
  }

  @Override
  public PolicyRule on(Site site) {
    return stage == Stage.PATHS ? new ScopeRule(stage, table, site.files()) : this;
  }

  @Override
  public String key() {
    return table.key();
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    Objections objections = table.judge(call.name(), call.arguments(), files);
    return objections == null || objections.isEmpty()
        ? Judgement.NoObjection.NO_OBJECTION
        : new Judgement.Denied(
            reason(), Match.rule(key()), sentence(objections.token()), objections.violations());
  }

  private ReasonCode reason() {
    return switch (stage) {
      case URLS -> ReasonCode.E_URL_SCOPE;
      case COMMANDS -> ReasonCode.E_COMMAND_SCOPE;
      default -> ReasonCode.E_PATH_SCOPE;
    };
  }

  private String sentence(String token) {
    return switch (stage) {
      case URLS -> "Address is outside its scope (" + token + ")";
      case COMMANDS -> "Command is outside its scope (" + token + ")";
      default -> "Path is outside its scope (" + token + ")";
    };
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    Optional<NamePattern> pattern = table.pattern(call.name());
    return pattern.isPresent() ? pattern.get().where() : Where.NOWHERE;
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == reason() && record.matchedRule().equals(key());
  }

  @Override
  public Needs needs(String tool) {
    return table.pattern(tool).isPresent() ? Needs.ARGUMENTS : Needs.TOTALS;
  }

  @Override
  public boolean followsLinks(String tool) {
    return stage == Stage.PATHS && needs(tool) == Needs.ARGUMENTS;
  }

  @Override
  public Json form(String tool) {
    return table.form(tool);
  }
}
