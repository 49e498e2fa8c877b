package dev.assay.core.policy.document;

import java.util.Optional;

/**
 * One of several policies that decide together: how its entries are told from those of the others.
 *
 * @param number its place in the set, from 1
 */
public record PolicyInSet(int number) {
  private static final String AND_ENTRY = ": ";

  /** Gives an entry of this policy as records of the set name it; the policy itself for none. */
  public String name(String entry) {
    return entry.isEmpty() ? "policy " + number : "policy " + number + AND_ENTRY + entry;
  }

  /** Gives the entry of this policy that a record of the set names; empty when it is another's. */
  public Optional<String> entry(String named) {
    String policy = name("");
    if (named.equals(policy)) {
      return Optional.of("");
    }
    return named.startsWith(policy + AND_ENTRY)
        ? Optional.of(named.substring(policy.length() + AND_ENTRY.length()))
        : Optional.empty();
  }
}
