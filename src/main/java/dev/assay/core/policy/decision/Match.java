package dev.assay.core.policy.decision;

import java.util.Collections;
import java.util.List;

/**
 * Which entry of the policy a decision rests on; everything may be empty.
 *
 * @param matchedRule the list or limit, such as {@code tools.deny} or {@code
 *     tools.allow+tools.allow_classes}
 * @param matchBasis {@code name}, {@code class} or {@code name+class}
 * @param toolClasses the tool's classes, sorted
 * @param matchedToolClasses those of them that matched, sorted
 */
public record Match(
    String matchedRule,
    String matchBasis,
    List<String> toolClasses,
    List<String> matchedToolClasses) {
  /** Nothing matched. */
  public static final Match NONE =
      new Match("", "", Collections.emptyList(), Collections.emptyList());

  /** Shares the lists, which are never changed after reading. */
  public Match {
    toolClasses = Collections.unmodifiableList(toolClasses);
    matchedToolClasses = Collections.unmodifiableList(matchedToolClasses);
  }

  /** Gives a match by a rule that looks neither at the name nor at classes. */
  public static Match rule(String rule) {
    return new Match(rule, "", Collections.emptyList(), Collections.emptyList());
  }

  /** Gives the same match with another name of its entry. */
  public Match named(String entry) {
    return new Match(entry, matchBasis, toolClasses, matchedToolClasses);
  }

  /** Gives the same match of a tool with these classes. */
  public Match of(List<String> classes) {
    return toolClasses.size() == classes.size()
        ? this
        : new Match(matchedRule, matchBasis, classes, matchedToolClasses);
  }
}
