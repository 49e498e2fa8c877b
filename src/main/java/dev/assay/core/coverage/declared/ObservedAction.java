package dev.assay.core.coverage.declared;

import dev.assay.core.json.Json;
import java.util.List;

/**
 * One tool action that a recording shows.
 *
 * @param provider whose tool
 * @param tool the tool's name; untrusted
 * @param categories which kinds of action it counts as
 * @param effect what was decided
 * @param state how well it was seen
 * @param target what it acted on, as far as the record says
 */
public record ObservedAction(
    String provider,
    String tool,
    List<String> categories,
    Effect effect,
    State state,
    Json.Obj target) {

  /** How well an action was seen. */
  public enum State {
    /** It was told what it is and what it acts on. */
    CLASSIFIED,
    /** It was told what it is; the record does not hold what it acts on. */
    TARGET_NOT_RECORDED,
    /** It was told what it is, and not all of what it acts on. */
    TARGET_INCOMPLETE,
    /** Nobody could tell what it is. */
    UNCLASSIFIED,
    /** It was not seen as a whole. */
    NOT_SEEN
  }

  /** Copies the list. */
  public ObservedAction {
    categories = List.copyOf(categories);
  }
}
