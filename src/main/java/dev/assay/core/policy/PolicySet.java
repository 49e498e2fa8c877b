package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.PolicyInSet;
import dev.assay.core.policy.identity.IdentityDemand;
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
    return problems.isEmpty()
        ? new PolicyReading.Accepted(new Policy(policies))
        : new PolicyReading.Refused(problems);
  }

  /** What a session can be held against once only. */
  private static void alone(
      List<Policy> policies, Predicate<Policy> has, String section, List<Problem> problems) {
    List<Policy> having = policies.stream().filter(has).toList();
    if (having.size() > 1) {
      String first = new PolicyInSet(policies.indexOf(having.getFirst()) + 1).name("");
      boolean identity = section.equals(IdentityDemand.NAME);
      problems.add(
          new Problem(
              PolicyFault.SET.code(),
              "`" + section + "` stands in " + first + " already, and tools are held against one",
              identity
                  ? having.get(1).identityDemand().where()
                  : having.get(1).signatureDemand().where(),
              "leave it in one of the policies"));
    }
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
