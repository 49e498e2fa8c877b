package dev.assay.core.policy.document;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.Map;

/**
 * Refuses numbers that the canonical form would change: two policies that differ in such a number
 * would decide differently and have the same digest.
 */
final class ExactNumbers {
  private ExactNumbers() {}

  static void check(Json value, String pointer, Findings findings) {
    if (value instanceof Json.Obj object) {
      Section section = new Section(object, pointer, findings);
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        check(member.getValue(), section.at(member.getKey()), findings);
      }
    } else if (value instanceof Json.Arr array) {
      for (int i = 0; i < array.items().size(); i++) {
        check(array.items().get(i), pointer + "/" + i, findings);
      }
    } else if (value instanceof Json.Num number && !CanonicalJson.keeps(number)) {
      findings.refuse(
          PolicyFault.NUMBER_PRECISION,
          "number `" + number.text() + "` would become another number in the policy digest",
          findings.value(pointer),
          "use at most 15 significant digits");
    }
  }
}
