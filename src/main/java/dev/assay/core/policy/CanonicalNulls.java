package dev.assay.core.policy;

import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The nulls that the canonical form has for what a policy leaves out: members of the root and of
 * the sections of fixed members. A null anywhere else, such as in a schema, is its author's.
 */
final class CanonicalNulls {
  private static final List<String> SECTIONS =
      Collections.unmodifiableList(Arrays.asList("tools", "limits", "enforcement"));

  private CanonicalNulls() {}

  /** Gives the form without them. */
  static Json.Obj removed(Json.Obj canonical) {
    Json.ObjBuilder kept = Json.object();
    for (Map.Entry<String, Json> member : canonical.members().entrySet()) {
      boolean section = SECTIONS.contains(member.getKey());
      Json value = member.getValue();
      if (value != Json.Null.NULL) {
        kept.put(
            member.getKey(), section && value instanceof Json.Obj object ? plain(object) : value);
      }
    }
    return kept.build();
  }

  private static Json.Obj plain(Json.Obj section) {
    Json.ObjBuilder kept = Json.object();
    for (Map.Entry<String, Json> member : section.members().entrySet()) {
      if (member.getValue() != Json.Null.NULL) {
        kept.put(member.getKey(), member.getValue());
      }
    }
    return kept.build();
  }
}
