package dev.assay.core.identity;

import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * What a tool says of its own behaviour: the hints of its annotations, as sent. Claims of the
 * server, nothing more; a hint that is no boolean is none.
 */
public record ToolHints(
    Optional<Boolean> readOnly,
    Optional<Boolean> destructive,
    Optional<Boolean> idempotent,
    Optional<Boolean> openWorld) {
  /** A tool that says nothing. */
  public static final ToolHints NONE =
      new ToolHints(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final Optional<Boolean> YES = Optional.of(true);
  private static final Optional<Boolean> NO = Optional.of(false);

  /** Gives the hints of one element of a listing. */
  public static ToolHints of(Json.Obj tool) {
    return tool.get("annotations") instanceof Json.Obj annotations
        ? new ToolHints(
            hint(annotations, "readOnlyHint"),
            hint(annotations, "destructiveHint"),
            hint(annotations, "idempotentHint"),
            hint(annotations, "openWorldHint"))
        : NONE;
  }

  private static Optional<Boolean> hint(Json.Obj annotations, String name) {
    Json value = annotations.get(name);
    return value == Json.Bool.TRUE ? YES : value == Json.Bool.FALSE ? NO : Optional.empty();
  }
}
