package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.util.List;

/** Says what a schema accepts, for messages. Only text of the schema. */
final class Accepted {
  /** Longer lists are cut. */
  private static final int MAX_LENGTH = 200;

  private Accepted() {}

  static String values(Json... values) {
    StringBuilder out = new StringBuilder();
    for (Json value : values) {
      if (!add(JsonText.compact(value), out)) {
        break;
      }
    }
    return out.isEmpty() ? "nothing" : out.toString();
  }

  static String names(List<String> names) {
    StringBuilder out = new StringBuilder();
    for (String name : names) {
      if (!add(name, out)) {
        break;
      }
    }
    return out.isEmpty() ? "nothing" : out.toString();
  }

  /** Gives false when there is no room for more. */
  private static boolean add(String text, StringBuilder out) {
    out.append(out.isEmpty() ? "`" : ", `");
    int room = MAX_LENGTH - out.length();
    if (text.length() <= room) {
      out.append(text).append('`');
      return true;
    }
    int cut = Math.max(0, room);
    boolean splits = cut > 0 && Character.isHighSurrogate(text.charAt(cut - 1));
    out.append(text, 0, splits ? cut - 1 : cut).append("…`");
    return false;
  }
}
