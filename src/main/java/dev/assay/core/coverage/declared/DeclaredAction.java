package dev.assay.core.coverage.declared;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One tool action that somebody declared.
 *
 * @param id its name in the declaration
 * @param provider whose tool
 * @param actionClass which kind of action
 * @param targets what it may act on: one of them must fit; empty means no constraint
 * @param effects the decisions that are expected
 * @param requiredDecision the decision that it must have had; empty when any of the effects will do
 */
public record DeclaredAction(
    String id,
    String provider,
    String actionClass,
    List<Json.Obj> targets,
    List<Effect> effects,
    Optional<Effect> requiredDecision) {

  /** Copies the lists. */
  public DeclaredAction {
    targets = Collections.unmodifiableList(new ArrayList<>(targets));
    effects = List.copyOf(effects);
  }

  /** Says whether a call is this action, its target aside. */
  boolean isOf(ObservedAction call) {
    return provider.equals(call.provider())
        && call.categories().contains(actionClass)
        && effects.contains(call.effect())
        && requiredDecision.map(wanted -> wanted == call.effect()).orElse(true);
  }
}
