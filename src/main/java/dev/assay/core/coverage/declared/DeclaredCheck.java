package dev.assay.core.coverage.declared;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds observed actions against a declaration, one after the other, in bounded memory: different
 * actions that are listed are bounded, the others are counted. One thread. Source: {@code
 * trust-basis.md} 10.9.
 */
public final class DeclaredCheck {
  /** Different actions that are listed. */
  public static final int MAX_LISTED = 1_000;

  /** Code points of a tool's name that are kept. */
  private static final int MAX_NAME = 200;

  private final DeclaredTools declared;
  private final Map<DeclaredOutcome, Long> counts = new EnumMap<>(DeclaredOutcome.class);
  private final Map<Finding, Long> findings = new LinkedHashMap<>();
  private final Set<String> seen = new TreeSet<>();
  private long actions;
  private long unlisted;

  /**
   * Actions that are the same to a reader.
   *
   * @param provider whose tool
   * @param tool its name; untrusted
   * @param effect what was decided
   */
  public record Finding(DeclaredOutcome outcome, String provider, String tool, Effect effect) {}

  /** Makes one for a declaration. */
  public DeclaredCheck(DeclaredTools declared) {
    this.declared = declared;
  }

  /** Takes the next action. */
  public void see(ObservedAction action) {
    actions++;
    DeclaredOutcome outcome = outcome(action);
    counts.merge(outcome, 1L, Long::sum);
    if (outcome == DeclaredOutcome.DECLARED) {
      return;
    }
    Finding finding =
        new Finding(outcome, cut(action.provider()), cut(action.tool()), action.effect());
    if (findings.containsKey(finding) || findings.size() < MAX_LISTED) {
      findings.merge(finding, 1L, Long::sum);
    } else {
      unlisted++;
    }
  }

  /** Takes that something is not on record. */
  public void gap() {
    counts.merge(DeclaredOutcome.GAP, 1L, Long::sum);
  }

  private static String cut(String name) {
    int length = Math.min(MAX_NAME, name.codePointCount(0, name.length()));
    return name.substring(0, name.offsetByCodePoints(0, length));
  }

  private DeclaredOutcome outcome(ObservedAction action) {
    return switch (action.state()) {
      case NOT_SEEN -> DeclaredOutcome.GAP;
      case UNCLASSIFIED -> DeclaredOutcome.UNCLASSIFIED;
      case TARGET_INCOMPLETE -> DeclaredOutcome.TARGET;
      case CLASSIFIED, TARGET_NOT_RECORDED -> matched(action, undeclared(action));
    };
  }

  /** Deciding that failed is neither allowed nor refused: what happened is not known. */
  private static DeclaredOutcome undeclared(ObservedAction action) {
    return switch (action.effect()) {
      case ALLOW -> DeclaredOutcome.NEW;
      case DENY -> DeclaredOutcome.DENIED;
      case ERROR -> DeclaredOutcome.GAP;
    };
  }

  private DeclaredOutcome matched(ObservedAction action, DeclaredOutcome otherwise) {
    boolean unknown = false;
    for (DeclaredAction one : declared.actions()) {
      if (one.isOf(action)) {
        switch (DeclaredTarget.of(one.targets(), action)) {
          case YES -> {
            seen.add(one.id());
            return DeclaredOutcome.DECLARED;
          }
          case UNKNOWN -> unknown = true;
          case NO -> {}
        }
      }
    }
    return unknown ? DeclaredOutcome.TARGET : otherwise;
  }

  /** Says whether every action was declared, some were seen, and nothing is missing. */
  public boolean passed() {
    return actions > 0 && counts.getOrDefault(DeclaredOutcome.DECLARED, 0L) == actions && !isGap();
  }

  private boolean isGap() {
    return counts.getOrDefault(DeclaredOutcome.GAP, 0L) > 0;
  }

  /** Gives how many actions were observed. */
  public long actions() {
    return actions;
  }

  /** Gives how many ended so. */
  public long count(DeclaredOutcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /** Gives the different actions that were not declared, in the order in which they came. */
  public List<Finding> findings() {
    return new ArrayList<>(findings.keySet());
  }

  /** Gives the ids of declared actions that were not seen, which is neither good nor bad. */
  public List<String> notObserved() {
    return declared.actions().stream()
        .map(DeclaredAction::id)
        .filter(id -> !seen.contains(id))
        .toList();
  }

  /** Gives it for a document. */
  public Json.Obj json() {
    Json.ObjBuilder outcomes = Json.object();
    for (DeclaredOutcome outcome : DeclaredOutcome.values()) {
      outcomes.put(outcome.wire(), count(outcome));
    }
    List<Json> listed = new ArrayList<>();
    findings.forEach(
        (finding, count) ->
            listed.add(
                Json.object()
                    .put("outcome", finding.outcome().wire())
                    .put("provider", finding.provider())
                    .put("tool", finding.tool())
                    .put("effect", finding.effect().wire())
                    .put("count", count)
                    .build()));
    return Json.object()
        .put("passed", passed())
        .put("observed_actions", actions)
        .put("outcomes", outcomes.build())
        .put("findings", new Json.Arr(listed))
        .put("findings_omitted", unlisted)
        .put("declared_not_observed", Json.Arr.ofStrings(notObserved()))
        .build();
  }
}
