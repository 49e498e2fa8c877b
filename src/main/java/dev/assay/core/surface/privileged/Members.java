package dev.assay.core.surface.privileged;

import dev.assay.core.json.Json;
import dev.assay.core.policy.privileged.Classification;
import java.util.Optional;

/** Members that several records spell alike. */
final class Members {
  private Members() {}

  static Json orNull(Optional<String> text) {
    return text.isPresent() ? new Json.Str(text.get()) : Json.Null.NULL;
  }

  static Json actionClass(Classification classification) {
    return orNull(classification.action().map(action -> action.actionClass().word()));
  }

  /** Gives how far a call is classified. */
  static String state(Classification classification) {
    return classification.action().isEmpty()
        ? "observed_unknown_tool"
        : classification.missing().isPresent() ? "classified_incomplete" : "classified";
  }
}
