package dev.assay.core.policy.rewrite;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of a policy's members: sections and their members as the reference page lists them,
 * entries by tool sorted by name with {@code $defs} first. Lists keep their order, and so do the
 * insides of schemas and entries. No member is added or left out, so nothing changes its meaning.
 */
public final class NormalForm {
  private static final String DEFS = "$defs";
  private static final List<String> BY_TOOL =
      Collections.unmodifiableList(
          Arrays.asList("tool_classes", "schemas", "paths", "urls", "commands", "tool_pins"));

  private NormalForm() {}

  /** Gives the same policy with its members in order. */
  public static Json.Obj of(Json.Obj policy) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (String name : inOrder(policy, PolicyShape.ROOT.members())) {
      Json value = policy.members().get(name);
      members.put(name, value instanceof Json.Obj section ? section(name, section) : value);
    }
    return new Json.Obj(members);
  }

  private static Json.Obj section(String name, Json.Obj section) {
    for (PolicyShape shape : PolicyShape.values()) {
      if (shape != PolicyShape.ROOT && shape.section().equals(name)) {
        return ordered(section, inOrder(section, shape.members()));
      }
    }
    if (!BY_TOOL.contains(name)) {
      return section;
    }
    List<String> sorted = new ArrayList<>(section.members().keySet());
    Collections.sort(sorted);
    if (sorted.remove(DEFS)) {
      sorted.addFirst(DEFS);
    }
    return ordered(section, sorted);
  }

  /** Gives the names of the members that are known, in their order, and then the others. */
  private static List<String> inOrder(Json.Obj object, List<String> known) {
    List<String> names = new ArrayList<>(known);
    names.retainAll(object.members().keySet());
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static Json.Obj ordered(Json.Obj object, List<String> names) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (String name : names) {
      members.put(name, object.members().get(name));
    }
    return new Json.Obj(members);
  }
}
