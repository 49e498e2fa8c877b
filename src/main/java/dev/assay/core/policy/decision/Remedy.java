package dev.assay.core.policy.decision;

import dev.assay.core.json.Json;

/** What may be done about a denial: before it stands, once, or by coming again. */
public sealed interface Remedy {
  /** Nothing. */
  enum None implements Remedy {
    /** The only one. */
    NONE
  }

  /**
   * An approval may be looked for.
   *
   * @param arguments what would be sent, which an approval is bound to
   */
  record Ask(Json.Obj arguments) implements Remedy {}

  /**
   * An approval was asked for; the same call may come again once a person gave it.
   *
   * @param requestId names the request
   */
  record Requested(String requestId) implements Remedy {}
}
