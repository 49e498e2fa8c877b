package dev.assay.core.policy.document;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Members that belong to the author of a document and mean nothing here, at any depth. */
final class AuthorMembers {
  private AuthorMembers() {}

  static Json without(Json value) {
    if (value instanceof Json.Obj object) {
      return without(object);
    }
    if (!(value instanceof Json.Arr list)) {
      return value;
    }
    List<Json> items = new ArrayList<>();
    for (Json item : list.items()) {
      items.add(without(item));
    }
    return new Json.Arr(items);
  }

  static Json.Obj without(Json.Obj object) {
    Json.ObjBuilder own = Json.object();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!member.getKey().startsWith(PolicyShape.EXTENSION)) {
        own.put(member.getKey(), without(member.getValue()));
      }
    }
    return own.build();
  }
}
