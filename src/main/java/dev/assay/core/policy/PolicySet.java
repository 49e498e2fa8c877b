package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.PolicyInSet;
import dev.assay.core.policy.duty.ApprovalDemand;
import dev.assay.core.policy.identity.IdentityDemand;
import dev.assay.core.policy.privileged.PrivilegedActions;
import dev.assay.core.policy.rule.PolicyRule;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Several policies that decide together: a call passes when each of them, asked alone, lets it
 * pass, so that none can widen another. Each counts the session for itself.
 *
 * <p>Source: {@code policy-language.md} 2.
 */
public final class PolicySet {
  /** Layers of an organisation, and room; it bounds a session's counters and its snapshot. */
  public static final int MAX_POLICIES = 8;

  /** The member of a canonical form that holds those of the policies. */
  static final String ALL_OF = "all_of";

  private PolicySet() {}

  /** Puts policies together in their order; one alone stays itself. */
  public static PolicyReading of(List<Policy> policies) {
    if (policies.size() == 1) {
      return new PolicyReading.Accepted(policies.getFirst());
    }
    List<Problem> problems = new ArrayList<>();
    if (policies.isEmpty() || policies.size() > MAX_POLICIES) {
      problems.add(
          new Problem(
              PolicyFault.SET.code(),
              "1 to " + MAX_POLICIES + " policies decide together, not " + policies.size(),
              Where.NOWHERE,
              "put some into one file"));
    }
    alone(policies, PolicySet::hasIdentity, IdentityDemand.NAME, problems);
    alone(policies, PolicySet::hasSignatures, "signatures.trust_policy", problems);
    alone(policies, PolicySet::hasApprovals, ApprovalDemand.NAME, problems);
    alone(policies, PolicySet::hasPrivileged, PrivilegedActions.NAME, problems);
    judgesWhatIsSent(policies, approvals(policies), Judging.APPROVALS, problems);
    judgesWhatIsSent(policies, privileged(policies), Judging.PRIVILEGES, problems);
    return problems.isEmpty()
        ? new PolicyReading.Accepted(new Policy(policies))
        : new PolicyReading.Refused(problems);
  }

  /** What a session is held against once only. */
  private static void alone(
      List<Policy> policies, Predicate<Policy> has, String section, List<Problem> problems) {
    List<Policy> having = policies.stream().filter(has).toList();
    if (having.size() > 1) {
      Where where =
          switch (section) {
            case IdentityDemand.NAME -> having.get(1).identityDemand().where();
            case ApprovalDemand.NAME -> having.get(1).approvals().place().orElse(Where.NOWHERE);
            case PrivilegedActions.NAME -> having.get(1).privilegedActions().where();
            default -> having.get(1).signatureDemand().where();
          };
      problems.add(
          new Problem(
              PolicyFault.SET.code(),
              "`" + section + "` stands in " + name(policies, having.getFirst()) + " already",
              where,
              "leave it in one of the policies"));
    }
  }

  /** Who judges what a call does on behalf of all sees what one policy sends, and all of it. */
  private static void judgesWhatIsSent(
      List<Policy> policies, Optional<Policy> judges, Judging judging, List<Problem> problems) {
    Optional<Policy> redacts =
        policies.stream()
            .filter(p -> judges.isPresent() && p != judges.get())
            .filter(p -> has(p, PolicyRule.Stage.REDACTION))
            .findFirst();
    if (redacts.isPresent()) {
      problems.add(
          new Problem(
              PolicyFault.SET.code(),
              name(policies, redacts.get())
                  + " redacts calls that are "
                  + judging.done
                  + " by "
                  + name(policies, judges.orElseThrow()),
              Where.NOWHERE,
              "put " + judging.what + " and `redact_args` into one policy"));
    }
  }

  /** What one policy judges of calls for all; another one must not send something else. */
  private enum Judging {
    APPROVALS("approved", "approvals"),
    PRIVILEGES("governed", "`" + PrivilegedActions.NAME + "`");

    private final String done;
    private final String what;

    Judging(String done, String what) {
      this.done = done;
      this.what = what;
    }
  }

  private static String name(List<Policy> policies, Policy policy) {
    return new PolicyInSet(policies.indexOf(policy) + 1).name("");
  }

  private static boolean has(Policy policy, PolicyRule.Stage stage) {
    return policy.rules().stream().anyMatch(rule -> rule.stage() == stage && rule.size() > 0);
  }

  private static boolean hasApprovals(Policy policy) {
    return policy.approvals().place().isPresent() || has(policy, PolicyRule.Stage.APPROVAL);
  }

  /** Gives the policy that says which calls a person approves. */
  static Optional<Policy> approvals(List<Policy> parts) {
    return parts.stream().filter(PolicySet::hasApprovals).findFirst();
  }

  private static boolean hasIdentity(Policy policy) {
    return policy.identityDemand().mode() != IdentityDemand.Mode.OFF;
  }

  private static boolean hasSignatures(Policy policy) {
    return policy.signatureDemand().trustPolicy().isPresent();
  }

  /** Gives the policy that says what tools are held against. */
  static Optional<Policy> identity(List<Policy> parts) {
    return parts.stream().filter(PolicySet::hasIdentity).findFirst();
  }

  /** Gives the policy that says whose signatures count. */
  static Optional<Policy> signatures(List<Policy> parts) {
    return parts.stream().filter(PolicySet::hasSignatures).findFirst();
  }

  private static boolean hasPrivileged(Policy policy) {
    return policy.privilegedActions().isOn();
  }

  /** Gives the policy that says which actions are privileged. */
  static Optional<Policy> privileged(List<Policy> parts) {
    return parts.stream().filter(PolicySet::hasPrivileged).findFirst();
  }

  /** A call passes without its record only where every policy lets it. */
  static EvidenceMode evidence(List<Policy> parts) {
    boolean required = parts.stream().anyMatch(p -> p.evidence() == EvidenceMode.REQUIRED);
    boolean lets = parts.stream().allMatch(p -> p.evidence() == EvidenceMode.BEST_EFFORT);
    return required
        ? EvidenceMode.REQUIRED
        : lets ? EvidenceMode.BEST_EFFORT : EvidenceMode.UNSPECIFIED;
  }

  static String name(List<Policy> parts) {
    List<String> names = each(parts, p -> p.name().isEmpty() ? "(unnamed)" : p.name());
    return String.join(" + ", names);
  }

  static Json.Obj canonicalForm(List<Policy> parts) {
    List<Json> forms = new ArrayList<>();
    parts.forEach(part -> forms.add(part.canonicalForm()));
    return Json.object().put(ALL_OF, new Json.Arr(forms)).build();
  }

  static <T> List<T> each(List<Policy> parts, Function<Policy, T> of) {
    List<T> all = new ArrayList<>();
    parts.forEach(part -> all.add(of.apply(part)));
    return Collections.unmodifiableList(all);
  }

  static <T> List<T> flat(List<Policy> parts, Function<Policy, List<T>> of) {
    List<T> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(of.apply(part)));
    return Collections.unmodifiableList(all);
  }

  static <T extends Comparable<T>> List<T> union(List<Policy> parts, Function<Policy, List<T>> of) {
    return Collections.unmodifiableList(new ArrayList<>(new TreeSet<>(flat(parts, of))));
  }
}
