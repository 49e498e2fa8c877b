package dev.assay.core.policy;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.ToolTaxonomy;
import dev.assay.core.policy.duty.ApprovalDemand;
import dev.assay.core.policy.identity.IdentityDemand;
import dev.assay.core.policy.identity.SignatureDemand;
import dev.assay.core.policy.message.MessageRules;
import dev.assay.core.policy.privileged.PrivilegedActions;
import dev.assay.core.policy.rule.PolicyRule;
import dev.assay.core.policy.rule.RuleCatalog;
import dev.assay.core.policy.session.SessionPlan;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * A policy, checked and compiled: whatever it says is enforced. Immutable; made by {@link
 * PolicyReader} only.
 */
public final class Policy {
  private final String version;
  private final String name;
  private final Json.Obj canonicalForm;
  private final String digest;
  private final List<PolicyRule> rules;
  private final ApprovalDemand approvals;
  private final List<String> namedTools;
  private final List<ToolTaxonomy> taxonomies;
  private final SessionPlan sessionPlan;
  private final Beside beside;
  private final IdentityDemand identityDemand;
  private final SignatureDemand signatureDemand;
  private final PrivilegedActions privilegedActions;
  private final boolean looksAtListings;
  private final EvidenceMode evidence;
  private final List<EvidenceKind> evidenceKinds;
  private final boolean legacy;
  private final List<Problem> warnings;
  private final List<Policy> parts;

  /**
   * What a policy says beside judging calls.
   *
   * @param messages about other messages
   * @param hidesDeniedTools whether listings show only tools that calls can reach
   */
  record Beside(MessageRules messages, boolean hidesDeniedTools) {}

  Policy(PolicyDocument document, RuleCatalog catalog, EvidenceMode evidence, Beside beside) {
    this.version = document.version();
    this.name = document.root().string("name").orElse("");
    this.canonicalForm = catalog.canonicalForm(document);
    this.digest = Sha256.text(CanonicalJson.canonicalBytes(canonicalForm));
    this.rules = Collections.unmodifiableList(catalog.inOrder());
    this.approvals = catalog.approvals();
    this.namedTools = catalog.namedTools();
    this.taxonomies = Collections.singletonList(document.taxonomy());
    this.sessionPlan = catalog.sessionPlan();
    this.beside = beside;
    this.identityDemand = catalog.identityDemand();
    this.signatureDemand = catalog.signatureDemand();
    this.privilegedActions = catalog.privilegedActions();
    this.looksAtListings = catalog.looksAtListings();
    this.evidence = evidence;
    this.evidenceKinds = catalog.evidenceKinds();
    this.legacy = document.isLegacy();
    this.warnings = Collections.unmodifiableList(new ArrayList<>(document.findings().warnings()));
    this.parts = Collections.singletonList(this);
  }

  /** Puts several together; {@link PolicySet} says which can be. */
  Policy(List<Policy> parts) {
    this.parts = Collections.unmodifiableList(new ArrayList<>(parts));
    this.version = PolicyDocument.CURRENT;
    this.name = PolicySet.name(parts);
    this.canonicalForm = PolicySet.canonicalForm(parts);
    this.digest = Sha256.text(CanonicalJson.canonicalBytes(canonicalForm));
    this.rules =
        Collections.unmodifiableList(RuleCatalog.together(PolicySet.each(parts, Policy::rules)));
    this.approvals = PolicySet.approvals(parts).orElse(parts.getFirst()).approvals();
    this.namedTools = PolicySet.union(parts, Policy::namedTools);
    this.taxonomies = PolicySet.each(parts, part -> part.taxonomies.getFirst());
    this.sessionPlan = new SessionPlan(PolicySet.each(parts, Policy::sessionPlan));
    this.beside =
        new Beside(
            MessageRules.all(PolicySet.each(parts, Policy::messages)),
            parts.stream().anyMatch(Policy::hidesDeniedTools));
    this.identityDemand = PolicySet.identity(parts).orElse(parts.getFirst()).identityDemand();
    this.signatureDemand = PolicySet.signatures(parts).orElse(parts.getFirst()).signatureDemand();
    this.privilegedActions =
        PolicySet.privileged(parts).orElse(parts.getFirst()).privilegedActions();
    this.looksAtListings = parts.stream().anyMatch(Policy::looksAtListings);
    this.evidence = PolicySet.evidence(parts);
    this.evidenceKinds = PolicySet.union(parts, Policy::evidenceKinds);
    this.legacy = parts.stream().anyMatch(Policy::isLegacy);
    this.warnings = PolicySet.flat(parts, Policy::warnings);
  }

  /** Gives the policies that decide together, in their order; this one when it decides alone. */
  public List<Policy> parts() {
    return parts;
  }

  /** Gives the version after conversion of old forms. */
  public String version() {
    return version;
  }

  /** Gives the label its author gave it; empty when none. */
  public String name() {
    return name;
  }

  /**
   * Gives {@code policy_digest}: {@code sha256:} and the hash of the canonical bytes of {@link
   * #canonicalForm} ({@code policy.md} 7.1).
   */
  public String digest() {
    return digest;
  }

  /** Gives the normalised document, which is the snapshot that evidence holds. */
  public Json.Obj canonicalForm() {
    return canonicalForm;
  }

  /** Gives how many entries the lists, limits and schemas hold together. */
  public int ruleCount() {
    int count = 0;
    for (PolicyRule rule : rules) {
      count += rule.size();
    }
    return count + beside.messages().size();
  }

  /** Gives the tools that lists and schemas name without a star, sorted. */
  public List<String> namedTools() {
    return namedTools;
  }

  /** Gives what of a session has to be counted for the rules. */
  public SessionPlan sessionPlan() {
    return sessionPlan;
  }

  /** Gives what the policy demands of the identity of tools. */
  public IdentityDemand identityDemand() {
    return identityDemand;
  }

  /** Gives what the policy demands of signatures on tools. */
  public SignatureDemand signatureDemand() {
    return signatureDemand;
  }

  /** Says whether any rule looks at how tools were listed. */
  public boolean looksAtListings() {
    return looksAtListings;
  }

  /** Gives what the policy asks of the recorder. */
  public EvidenceMode evidence() {
    return evidence;
  }

  /** Gives what it says of messages other than calls. */
  public MessageRules messages() {
    return beside.messages();
  }

  /** Says whether an agent is shown only tools that calls can reach. */
  public boolean hidesDeniedTools() {
    return beside.hidesDeniedTools();
  }

  /** Says whether an agent is not shown tools that are not in the lock. */
  public boolean hidesUnapprovedTools() {
    return identityDemand.hidesUnapproved();
  }

  /** Gives the evidence without which no call passes. */
  public List<EvidenceKind> evidenceKinds() {
    return evidenceKinds;
  }

  /** Says whether the document was of the first version and was converted. */
  public boolean isLegacy() {
    return legacy;
  }

  /** Gives what is legal and probably not meant, in the order of the text. */
  public List<Problem> warnings() {
    return warnings;
  }

  /** Gives what it says about privileged actions. */
  public PrivilegedActions privilegedActions() {
    return privilegedActions;
  }

  /** Gives who may approve calls; nobody when the policy does not say. */
  public ApprovalDemand approvals() {
    return approvals;
  }

  /**
   * Gives the entry that a denial recorded under this policy rests on, as far as it has a place;
   * also for what the policy asks of a whole session.
   */
  public Where entryOf(String tool, RecordedDenial denial) {
    for (PolicyRule rule : rules) {
      if (rule.denied(denial)) {
        return rule.entry(tool, denial);
      }
    }
    return Where.NOWHERE;
  }

  List<PolicyRule> rules() {
    return rules;
  }

  /** Gives the classes of a tool, sorted. */
  List<String> classesOf(String tool) {
    if (taxonomies.size() == 1) {
      return taxonomies.getFirst().classesOf(tool);
    }
    TreeSet<String> classes = new TreeSet<>(ToolTaxonomy.BY_CODE_POINT);
    taxonomies.forEach(taxonomy -> classes.addAll(taxonomy.classesOf(tool)));
    return Collections.unmodifiableList(new ArrayList<>(classes));
  }
}
