package dev.assay.core.identity;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;

/**
 * Whether the canonical form keeps every number of a definition. Where it does not, two definitions
 * that a validator tells apart share a digest, and no pin can hold ({@code policy.md} 1.7).
 */
final class ExactNumbers {
  private ExactNumbers() {}

  static boolean in(Json value) {
    if (value instanceof Json.Obj object) {
      return object.members().values().stream().allMatch(ExactNumbers::in);
    }
    if (value instanceof Json.Arr array) {
      return array.items().stream().allMatch(ExactNumbers::in);
    }
    return !(value instanceof Json.Num number) || CanonicalJson.keeps(number);
  }
}
