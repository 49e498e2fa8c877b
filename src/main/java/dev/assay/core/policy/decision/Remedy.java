package dev.assay.core.policy.decision;

import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.json.Json;
import java.util.Optional;

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
   * The call may be held until somebody approves it; then it is decided again. Whoever does not
   * hold it decides it again as well, with the flaw, and that denial stands.
   *
   * @param arguments what would be sent
   * @param flaw why no approval lets it pass now
   * @param request the request that stands; empty when nobody was asked to sign
   */
  record Await(
      ApprovalSubject subject, Json.Obj arguments, ApprovalFlaw flaw, Optional<String> request)
      implements Remedy {}

  /**
   * An approval was asked for; the same call may come again once a person gave it.
   *
   * @param requestId names the request
   */
  record Requested(String requestId) implements Remedy {}
}
