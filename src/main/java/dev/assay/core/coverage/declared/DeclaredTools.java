package dev.assay.core.coverage.declared;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A declaration of tool actions. A member that is not known could be a condition, so it makes the
 * declaration unreadable. Source: {@code trust-basis.md} 10.9.
 *
 * @param actions at least one, each id once
 */
public record DeclaredTools(List<DeclaredAction> actions) {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.declared_tool_surface.v0";

  private static final String LIST = "declared_tool_actions";
  private static final Set<String> MEMBERS =
      new TreeSet<>(
          List.of(
              "id",
              "provider",
              "action_class",
              "allowed_targets",
              "allowed_effects",
              "required_decision"));

  /** What became of a document. */
  public sealed interface Reading {
    /** It is a declaration. */
    record Read(DeclaredTools tools) implements Reading {}

    /** It is none; all problems. */
    record Refused(List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Copies the actions. */
  public DeclaredTools {
    actions = Collections.unmodifiableList(new ArrayList<>(actions));
  }

  /** Reads a declaration. */
  public static Reading read(Json.Obj document) {
    List<Problem> problems = new ArrayList<>();
    if (!document.string("schema").orElse("").equals(SCHEMA)) {
      problems.add(wrong("/schema", "a declaration is `" + SCHEMA + "`"));
      return new Reading.Refused(problems);
    }
    if (!(document.get(LIST) instanceof Json.Arr rows) || rows.items().isEmpty()) {
      problems.add(wrong("/" + LIST, "`" + LIST + "` must be an array that is not empty"));
      return new Reading.Refused(problems);
    }
    List<DeclaredAction> actions = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (int i = 0; i < rows.items().size(); i++) {
      String pointer = "/" + LIST + "/" + i;
      DeclaredAction action = action(rows.items().get(i), pointer, problems);
      if (action != null) {
        actions.add(action);
        if (!ids.add(action.id())) {
          problems.add(wrong(pointer + "/id", "the id stands twice"));
        }
      }
    }
    return problems.isEmpty()
        ? new Reading.Read(new DeclaredTools(actions))
        : new Reading.Refused(problems);
  }

  private static @Nullable DeclaredAction action(
      Json value, String pointer, List<Problem> problems) {
    if (!(value instanceof Json.Obj row)) {
      problems.add(wrong(pointer, "an action must be an object"));
      return null;
    }
    int before = problems.size();
    for (String member : row.members().keySet()) {
      if (!MEMBERS.contains(member)) {
        problems.add(wrong(pointer, "there is a member that an action does not have"));
      }
    }
    for (String member : List.of("id", "provider", "action_class")) {
      if (row.string(member).orElse("").isBlank()) {
        problems.add(wrong(pointer + "/" + member, "`" + member + "` must be a string"));
      }
    }
    List<Json.Obj> targets = targets(row, pointer, problems);
    List<Effect> effects = effects(row, pointer, problems);
    Json required = row.get("required_decision");
    Optional<Effect> decision =
        required instanceof Json.Str(String word) ? decision(word) : Optional.empty();
    if (required != null && required != Json.Null.NULL && decision.isEmpty()) {
      problems.add(
          wrong(pointer + "/required_decision", "`required_decision` is `allow`, `deny` or null"));
    }
    return problems.size() > before
        ? null
        : new DeclaredAction(
            row.string("id").orElse(""),
            row.string("provider").orElse(""),
            row.string("action_class").orElse(""),
            targets,
            effects,
            decision);
  }

  private static List<Json.Obj> targets(Json.Obj row, String pointer, List<Problem> problems) {
    List<Json.Obj> targets = new ArrayList<>();
    boolean good = row.get("allowed_targets") instanceof Json.Arr;
    if (row.get("allowed_targets") instanceof Json.Arr array) {
      for (Json item : array.items()) {
        good &= item instanceof Json.Obj;
        if (item instanceof Json.Obj target) {
          targets.add(target);
        }
      }
    }
    if (!good) {
      problems.add(
          wrong(pointer + "/allowed_targets", "`allowed_targets` must be an array of objects"));
    }
    return targets;
  }

  private static List<Effect> effects(Json.Obj row, String pointer, List<Problem> problems) {
    List<Effect> effects = new ArrayList<>();
    boolean good = row.get("allowed_effects") instanceof Json.Arr;
    if (row.get("allowed_effects") instanceof Json.Arr array) {
      for (Json item : array.items()) {
        Optional<Effect> effect =
            item instanceof Json.Str(String word) ? decision(word) : Optional.empty();
        good &= effect.isPresent();
        effect.ifPresent(effects::add);
      }
    }
    if (!good || effects.isEmpty()) {
      problems.add(
          wrong(
              pointer + "/allowed_effects",
              "`allowed_effects` must be an array of `allow` and `deny`"));
    }
    return effects;
  }

  private static Optional<Effect> decision(String word) {
    return Effect.of(word).filter(effect -> effect != Effect.ERROR);
  }

  private static Problem wrong(String pointer, String message) {
    return Problem.of("claims.declared", message, new Where(null, pointer, 0, 0));
  }
}
