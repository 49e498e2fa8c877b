package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.list.DutyList;
import dev.assay.core.policy.list.ToolList;
import dev.assay.core.policy.privileged.PrivilegedActions;
import dev.assay.core.policy.privileged.PrivilegedReview;
import dev.assay.core.policy.session.Sequence;
import dev.assay.core.policy.session.ToolLimit;
import dev.assay.core.problem.Where;
import java.util.Map;

/** Reads the compiled rules together for what is legal and probably not meant. */
final class PolicyReview {
  private static final PolicyState FIRST_CALL = new PolicyState(0, 0);

  private PolicyReview() {}

  static void review(PolicyDocument document, RuleCatalog rules) {
    Findings findings = document.findings();
    reviewAllowList(document, rules);
    ToolListReview.review(document, rules);
    for (Map.Entry<String, Where> schema : rules.schemas().schemas().places().entrySet()) {
      if (isUnreachable(schema.getKey(), rules)) {
        findings.warn(
            PolicyFault.SCHEMA_UNREACHABLE,
            "no allowed call reaches the schema of `" + schema.getKey() + "`",
            schema.getValue(),
            null);
      }
    }
    for (ScopeRule scope : rules.scopes()) {
      reviewScope(scope, rules, findings);
    }
    PrivilegedActions privileged = rules.privileged().actions();
    PrivilegedReview.review(privileged, rules.allow().list().all(), findings);
    for (NamePattern tool : privileged.tools().all()) {
      reviewTool(tool, PrivilegedActions.NAME, rules, findings);
    }
    reviewApprovals(document, rules);
    reviewDuties(rules.restrictScope().duties(), rules, findings);
    reviewDuties(rules.redactArgs().duties(), rules, findings);
    for (ToolLimit limit : rules.session().limits().tools().all()) {
      reviewTool(limit.tool(), "limits.per_tool", rules, findings);
    }
    for (Sequence sequence : rules.session().sequences().all()) {
      reviewSequence(sequence, rules, findings);
    }
  }

  private static void reviewApprovals(PolicyDocument document, RuleCatalog rules) {
    Findings findings = document.findings();
    ApprovalRule approval = rules.approval();
    for (NamePattern tool : approval.tools().all()) {
      reviewTool(tool, approval.key(), rules, findings);
    }
    if (approval.size() > 0
        && approval.demand().approvers().isEmpty()
        && approval.demand().byFile()) {
      findings.warn(
          PolicyFault.NO_APPROVER,
          approval.demand().byUser()
              ? "nobody can sign approvals, so only the agent's user can approve"
              : "nobody can approve what `approval_required` lists, so it is always denied",
          document.tools().name(ApprovalRule.NAME),
          "name approvers and their keys in `approvals.approvers`");
    }
  }

  private static void reviewSequence(Sequence sequence, RuleCatalog rules, Findings findings) {
    if (sequence instanceof Sequence.Observed) {
      findings.warn(
          PolicyFault.SEQUENCE_OBSERVED,
          "sequence `" + sequence.id() + "` is observed, not enforced",
          sequence.where(),
          "`" + sequence.kind() + "` denies no call; a session without it ends in a finding");
    }
    for (NamePattern tool : sequence.tools()) {
      if (isUnreachable(tool, rules)) {
        findings.warn(
            PolicyFault.SEQUENCE_UNREACHABLE,
            "no allowed call reaches `" + tool.text() + "` of sequence `" + sequence.id() + "`",
            tool.where(),
            null);
      }
    }
    boolean waitsForItself =
        sequence instanceof Sequence.Before before
            && before.first().text().equals(before.then().text());
    if (waitsForItself) {
      findings.warn(
          PolicyFault.SEQUENCE_UNREACHABLE,
          "sequence `" + sequence.id() + "` lets its tool never be called: it comes before itself",
          sequence.where(),
          null);
    }
  }

  private static boolean isUnreachable(NamePattern tool, RuleCatalog rules) {
    return tool.form() == NamePattern.Form.NAME && isUnreachable(tool.literal(), rules);
  }

  private static void reviewDuties(DutyList<?> duties, RuleCatalog rules, Findings findings) {
    for (NamePattern tool : duties.patterns()) {
      reviewTool(tool, duties.name(), rules, findings);
    }
  }

  private static void reviewTool(
      NamePattern tool, String section, RuleCatalog rules, Findings findings) {
    if (isUnreachable(tool, rules)) {
      findings.warn(
          PolicyFault.SCOPE_UNREACHABLE,
          "no allowed call reaches `" + section + "` of `" + tool.text() + "`",
          tool.where(),
          null);
    }
  }

  private static void reviewScope(ScopeRule scope, RuleCatalog rules, Findings findings) {
    for (NamePattern tool : scope.table().patterns()) {
      reviewTool(tool, scope.key(), rules, findings);
    }
    scope.table().review(rules.schemas().schemas().canonical(), findings);
  }

  private static boolean isUnreachable(String tool, RuleCatalog rules) {
    return denies(rules.nameShape(), tool)
        || denies(rules.deny(), tool)
        || denies(rules.allow(), tool);
  }

  private static void reviewAllowList(PolicyDocument document, RuleCatalog rules) {
    ToolList allow = rules.allow().list();
    Where where = document.root().name("tools");
    boolean open = allow.isAbsent();
    for (NamePattern pattern : allow.all()) {
      if (pattern.form() == NamePattern.Form.ANY) {
        open = true;
        where = pattern.where();
      }
    }
    if (open) {
      document
          .findings()
          .warn(
              PolicyFault.NO_ALLOW_LIST,
              "every tool that is not denied may be called",
              where,
              "list the tools in `tools.allow`");
    }
  }

  private static boolean denies(PolicyRule rule, String tool) {
    return rule.judge(new ToolCall(tool, Json.Obj.EMPTY), FIRST_CALL) instanceof Judgement.Denied;
  }
}
