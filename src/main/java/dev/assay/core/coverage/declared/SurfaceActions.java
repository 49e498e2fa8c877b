package dev.assay.core.coverage.declared;

import dev.assay.core.coverage.declared.ObservedAction.State;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The actions of an {@code assay.tool_decision_surface.v0} document. A word that is not known makes
 * the action one that was not seen. Source: {@code policy.md} 6.5.
 */
public final class SurfaceActions {
  private static final String SCHEMA = "assay.tool_decision_surface.v0";
  private static final String LIST = "observed_tool_decisions";

  private SurfaceActions() {}

  /** Hands the actions on; gives what is wrong with the document, and then none of them counts. */
  public static Optional<Problem> read(Json.Obj document, Consumer<ObservedAction> to) {
    if (!document.string("schema").orElse("").equals(SCHEMA)) {
      return wrong("/schema", "an observed surface is `" + SCHEMA + "`");
    }
    if (!(document.get(LIST) instanceof Json.Arr rows)) {
      return wrong("/" + LIST, "`" + LIST + "` must be an array");
    }
    for (int i = 0; i < rows.items().size(); i++) {
      if (!(rows.items().get(i) instanceof Json.Obj row)) {
        return wrong("/" + LIST + "/" + i, "a decision must be an object");
      }
      to.accept(action(row));
    }
    return Optional.empty();
  }

  private static Optional<Problem> wrong(String pointer, String message) {
    return Optional.of(Problem.of("claims.observed", message, new Where(null, pointer, 0, 0)));
  }

  private static ObservedAction action(Json.Obj row) {
    Json.Obj tool = row.object("tool").orElse(Json.Obj.EMPTY);
    Json.Obj target =
        row.object("action").flatMap(action -> action.object("target")).orElse(Json.Obj.EMPTY);
    String category = tool.string("category").orElse("");
    Effect effect =
        row.object("decision")
            .flatMap(decision -> decision.string("effect"))
            .flatMap(Effect::of)
            .orElse(Effect.ERROR);
    String provider = target.string("provider").orElse("");
    return new ObservedAction(
        provider,
        tool.string("name").orElse(""),
        category.isEmpty() ? List.of() : List.of(category),
        effect,
        state(row.string("classification").orElse("")),
        target);
  }

  private static State state(String classification) {
    return switch (classification) {
      case "classified" -> State.CLASSIFIED;
      case "classified_incomplete" -> State.TARGET_INCOMPLETE;
      case "observed_unknown_tool" -> State.UNCLASSIFIED;
      default -> State.NOT_SEEN;
    };
  }
}
