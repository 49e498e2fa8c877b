package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyInSet;
import dev.assay.core.policy.duty.ApprovalDemand;
import dev.assay.core.policy.identity.IdentityDemand;
import dev.assay.core.policy.identity.SignatureDemand;
import dev.assay.core.policy.privileged.PrivilegedActions;
import dev.assay.core.policy.session.SessionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Every rule there is, compiled from one document: a new one gets its line here. Immutable.
 *
 * <p>Guarantees nothing for a document with problems: its reader refuses it.
 */
public record RuleCatalog(
    SessionRules session,
    EvidenceRule evidence,
    IdentityRules identity,
    NameShapeRule nameShape,
    DenyRule deny,
    AllowRule allow,
    UnclassifiedRule unclassified,
    SchemaRule schemas,
    ScopeRule paths,
    ScopeRule urls,
    ScopeRule commands,
    UnconstrainedRule unconstrained,
    PrivilegedRules privileged,
    ApprovalRule approval,
    RestrictScopeRule restrictScope,
    RedactArgsRule redactArgs) {

  private static final Comparator<PolicyRule> IN_ORDER = (a, b) -> a.stage().compareTo(b.stage());

  /**
   * The rules that depend on what a session did before.
   *
   * @param plan what has to be counted for them
   */
  record SessionRules(LimitsRule limits, SequenceRule sequences, SessionPlan plan) {
    private static SessionRules read(PolicyDocument document) {
      SessionPlan plan = new SessionPlan();
      return new SessionRules(
          LimitsRule.read(document, plan), SequenceRule.read(document, plan), plan);
    }
  }

  /** The rules about who a tool is. */
  record IdentityRules(ToolPinsRule pins, ToolIdentityRule approved, ToolSignatureRule signed) {
    private static IdentityRules read(PolicyDocument document) {
      return new IdentityRules(
          ToolPinsRule.read(document),
          ToolIdentityRule.read(document),
          ToolSignatureRule.read(document));
    }
  }

  /** Compiles the rules; what is wrong goes to the findings of the document. */
  public static RuleCatalog read(PolicyDocument document) {
    SchemaRule schemas = SchemaRule.read(document);
    ScopeRule paths = ScopeRule.paths(document);
    ScopeRule urls = ScopeRule.urls(document);
    ScopeRule commands = ScopeRule.commands(document);
    PrivilegedRules privileged = PrivilegedRules.read(document);
    RedactArgsRule redactArgs =
        RedactArgsRule.read(
            document,
            Collections.unmodifiableList(
                Arrays.asList(schemas, paths, urls, commands, privileged.action())));
    return new RuleCatalog(
        SessionRules.read(document),
        EvidenceRule.read(document),
        IdentityRules.read(document),
        new NameShapeRule(),
        DenyRule.read(document),
        AllowRule.read(document),
        UnclassifiedRule.read(document),
        schemas,
        paths,
        urls,
        commands,
        UnconstrainedRule.read(document, schemas),
        privileged,
        ApprovalRule.read(document, redactArgs),
        RestrictScopeRule.read(document),
        redactArgs);
  }

  /** Gives the sections that say what arguments may reach. */
  List<ScopeRule> scopes() {
    return Collections.unmodifiableList(Arrays.asList(paths, urls, commands));
  }

  /** Gives the rules in the order in which they are asked. */
  public List<PolicyRule> inOrder() {
    List<PolicyRule> rules = new ArrayList<>();
    rules.add(session.limits());
    rules.add(session.sequences());
    rules.add(evidence);
    rules.add(identity.pins());
    rules.add(identity.approved());
    rules.add(identity.signed());
    rules.add(nameShape);
    rules.add(deny);
    rules.add(allow);
    rules.add(unclassified);
    rules.add(schemas);
    rules.add(paths);
    rules.add(urls);
    rules.add(commands);
    rules.add(unconstrained);
    rules.add(privileged.action());
    rules.add(privileged.baseline());
    rules.add(approval);
    rules.add(restrictScope);
    rules.add(redactArgs);
    rules.sort(IN_ORDER);
    return rules;
  }

  /**
   * Gives the rules of several policies that decide together, in the order in which they are asked.
   * None has to object to pass a call, and what is sent redacted satisfies all of them.
   *
   * @param policies the rules of each policy
   */
  public static List<PolicyRule> together(List<List<PolicyRule>> policies) {
    List<PolicyRule> all = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      PolicyRule admission =
          policies.get(i).stream().filter(AllowRule.class::isInstance).findFirst().orElseThrow();
      for (PolicyRule rule : policies.get(i)) {
        all.add(new PolicyRule.OfSet(new PolicyInSet(i + 1), rule, admission));
      }
    }
    List<PolicyRule> ofArguments = all.stream().filter(r -> r.stage().isOfArguments()).toList();
    List<RedactArgsRule> redactions = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof PolicyRule.OfSet(var policy, RedactArgsRule own, var admission)) {
        all.set(i, new PolicyRule.OfSet(policy, own.after(redactions, ofArguments), admission));
        redactions.add(own);
      }
    }
    all.sort(IN_ORDER);
    return all;
  }

  /** Gives what has to be counted of a session. */
  public SessionPlan sessionPlan() {
    return session.plan();
  }

  /** Gives the evidence without which no call passes. */
  public List<EvidenceKind> evidenceKinds() {
    return evidence.kinds();
  }

  /** Gives what the policy demands of the identity of tools. */
  public IdentityDemand identityDemand() {
    return identity.approved().demand();
  }

  /** Gives what the policy demands of signatures on tools. */
  public SignatureDemand signatureDemand() {
    return identity.signed().demand();
  }

  /** Gives what the policy says about privileged actions. */
  public PrivilegedActions privilegedActions() {
    return privileged.actions();
  }

  /** Says whether any rule looks at how tools were listed. */
  public boolean looksAtListings() {
    return identity.approved().demand().isOn()
        || privileged.actions().isOn()
        || identity.signed().demand().trustPolicy().isPresent()
        || !identity.pins().pins().pins().isEmpty();
  }

  /** Gives who may approve calls. */
  public ApprovalDemand approvals() {
    return approval.demand();
  }

  /** Gives the normalised document, which the policy digest is made of. */
  public Json.Obj canonicalForm(PolicyDocument document) {
    return CanonicalPolicy.of(document, this);
  }

  /** Warns of what is legal and probably not meant, into the findings of the document. */
  public void review(PolicyDocument document) {
    PolicyReview.review(document, this);
  }

  /** Gives the tools that lists and schemas name without a star, sorted. */
  public List<String> namedTools() {
    TreeSet<String> names = new TreeSet<>(schemas.schemas().places().keySet());
    names.addAll(identity.pins().pins().pins().keySet());
    List<NamePattern> patterns = new ArrayList<>(allow.list().all());
    patterns.addAll(deny.list().all());
    for (NamePattern pattern : patterns) {
      if (pattern.form() == NamePattern.Form.NAME) {
        names.add(pattern.literal());
      }
    }
    names.removeIf(n -> !NamePattern.isName(n));
    return Collections.unmodifiableList(new ArrayList<>(names));
  }
}
