package dev.assay.core.policy.rewrite;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonPointer;
import dev.assay.core.json.YamlNotes;
import dev.assay.core.policy.document.LegacyConstraints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy of version 1.0, or with old forms, as version 2.0 says the same: {@code constraints} are
 * the schemas they mean, lists at the root stand under {@code tools}. Whether both decide alike is
 * for {@link Equivalence} to say.
 *
 * @param policy the policy in the current version
 * @param notes what its author said about it, moved along
 * @param steps what was changed, one sentence each; empty when the policy is of this version
 */
public record Migration(Json.Obj policy, YamlNotes notes, List<String> steps) {
  private static final String VERSION = "2.0";
  private static final String CONSTRAINTS = "constraints";
  private static final String SCHEMAS = "schemas";

  /** Copies the steps. */
  public Migration {
    steps = Collections.unmodifiableList(new ArrayList<>(steps));
  }

  /**
   * Migrates a policy that its reader accepts.
   *
   * @param constraints its constraints, as read
   */
  public static Migration of(Json.Obj policy, YamlNotes notes, LegacyConstraints constraints) {
    return new Mover(policy).migrate(notes, constraints);
  }

  /** One migration at work. */
  private static final class Mover {
    private final Map<String, Json> members;
    private final Map<String, String> moves = new LinkedHashMap<>();
    private final YamlNotes.Builder layout = new YamlNotes.Builder();
    private final List<String> steps = new ArrayList<>();

    Mover(Json.Obj policy) {
      this.members = new LinkedHashMap<>(policy.members());
    }

    Migration migrate(YamlNotes notes, LegacyConstraints constraints) {
      Json version = members.get("version");
      if (!(version instanceof Json.Str text) || !text.value().equals(VERSION)) {
        members.put("version", new Json.Str(VERSION));
        steps.add("`version` is \"" + VERSION + "\"");
      }
      list("allow");
      list("deny");
      Json old = members.remove(CONSTRAINTS);
      if (old != null) {
        schemas(old, constraints);
      }
      YamlNotes moved = notes.moved(this::move);
      return new Migration(
          NormalForm.of(new Json.Obj(members)),
          steps.isEmpty() ? notes : moved.plus(layout.build()),
          steps);
    }

    /** Appends a list at the root to the one under {@code tools}, as the reader does. */
    private void list(String name) {
      Json old = members.remove(name);
      if (old == null) {
        return;
      }
      steps.add("`" + name + "` stands under `tools`");
      if (!(old instanceof Json.Arr given)) {
        return; // null: the same as no list
      }
      Map<String, Json> tools =
          members.get("tools") instanceof Json.Obj known
              ? new LinkedHashMap<>(known.members())
              : new LinkedHashMap<>();
      List<Json> items = new ArrayList<>();
      if (tools.get(name) instanceof Json.Arr known) {
        items.addAll(known.items());
      }
      for (int i = 0; i < given.items().size(); i++) {
        moves.put("/" + name + "/" + i, "/tools/" + name + "/" + (items.size() + i));
      }
      moves.put("/" + name, "/tools/" + name);
      items.addAll(given.items());
      tools.put(name, new Json.Arr(items));
      members.put("tools", new Json.Obj(tools));
    }

    private void schemas(Json old, LegacyConstraints constraints) {
      Map<String, Json> schemas =
          members.get(SCHEMAS) instanceof Json.Obj known
              ? new LinkedHashMap<>(known.members())
              : new LinkedHashMap<>();
      moves.put("/" + CONSTRAINTS, "/" + SCHEMAS);
      for (Map.Entry<String, Json> entry : constraints.schemas().entrySet()) {
        schemas.put(entry.getKey(), entry.getValue());
        parameters(
            entry.getKey(), (Json.Obj) entry.getValue(), constraints.pointer(entry.getKey()));
        steps.add("the constraint of `" + entry.getKey() + "` is its schema");
      }
      if (old instanceof Json.Arr list) {
        rules(list);
      }
      if (!schemas.isEmpty()) {
        members.put(SCHEMAS, new Json.Obj(schemas));
      }
      if (constraints.schemas().isEmpty()) {
        steps.add("`constraints`, which is empty, is left out");
      }
    }

    private void parameters(String tool, Json.Obj schema, String pointer) {
      String to = JsonPointer.below("/" + SCHEMAS, tool);
      String properties = to + "/properties";
      boolean listed = pointer.endsWith("/params");
      moves.put(pointer, listed ? properties : to);
      for (String name : schema.object("properties").orElse(Json.Obj.EMPTY).members().keySet()) {
        String property = JsonPointer.below(properties, name);
        moves.put(JsonPointer.below(pointer, name), property);
        moves.put(JsonPointer.below(pointer, name) + "/matches", property + "/pattern");
        layout.flow(property);
      }
      layout.flow(to + "/required");
    }

    /** What was said about a rule is said about the schema it became. */
    private void rules(Json.Arr list) {
      for (int i = 0; i < list.items().size(); i++) {
        if (list.items().get(i) instanceof Json.Obj rule
            && rule.get("tool") instanceof Json.Str tool) {
          String pointer = "/" + CONSTRAINTS + "/" + i;
          String to = JsonPointer.below("/" + SCHEMAS, tool.value());
          moves.put(pointer, to);
          moves.put(pointer + "/tool", to);
          moves.put(pointer + "/params", to + "/properties");
        }
      }
    }

    private String move(String pointer) {
      String moved = moves.get(pointer);
      return moved == null ? pointer : moved;
    }
  }
}
