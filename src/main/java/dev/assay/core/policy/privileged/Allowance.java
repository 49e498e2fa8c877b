package dev.assay.core.policy.privileged;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What may be done: one kind of action on these targets. Targets are compared exactly; a star is a
 * character like any other.
 *
 * @param actionClass the kind
 * @param targets on what
 * @param where its place
 */
public record Allowance(ActionClass actionClass, List<Repository> targets, Where where) {
  private static final List<String> MEMBERS = list("action_class", "targets");
  private static final List<String> TARGET = list("owner", "repo");

  /** A repository. */
  public record Repository(String owner, String repo, Where where) {
    private boolean isNamedIn(Json.Obj arguments) {
      return Classification.first(arguments, "owner").equals(Optional.of(owner))
          && Classification.first(arguments, "repo").equals(Optional.of(repo));
    }
  }

  /** Copies the targets. */
  public Allowance {
    targets = Collections.unmodifiableList(new ArrayList<>(targets));
  }

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** Reads the list {@code allowances}; what is wrong with it goes to the findings. */
  static List<Allowance> readAll(Section section) {
    List<Allowance> allowances = new ArrayList<>();
    for (Section entry : section.sections("allowances")) {
      entry.refuseUnknown(MEMBERS);
      entry.require("action_class", "targets");
      List<Repository> targets = targets(entry);
      entry
          .word("action_class", ActionClass.words())
          .map(ActionClass::of)
          .map(known -> new Allowance(known, targets, entry.name("action_class")))
          .ifPresent(allowances::add);
    }
    return Collections.unmodifiableList(allowances);
  }

  private static List<Repository> targets(Section entry) {
    List<Repository> targets = new ArrayList<>();
    for (Section target : entry.sections("targets")) {
      target.refuseUnknown(TARGET);
      target.require("owner", "repo");
      targets.add(
          new Repository(
              PrivilegedActions.name(target, "owner"),
              PrivilegedActions.name(target, "repo"),
              target.findings().value(target.pointer())));
    }
    return targets;
  }

  /** Says whether it covers an action with these arguments. */
  boolean covers(ActionClass done, Json.Obj arguments) {
    return done == actionClass
        && done.hasMatcher()
        && targets.stream().anyMatch(target -> target.isNamedIn(arguments));
  }
}
