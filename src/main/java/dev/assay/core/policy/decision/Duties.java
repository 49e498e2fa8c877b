package dev.assay.core.policy.decision;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What an allowed call owed, and met.
 *
 * @param met the duties by their names in the policy, in the order in which they were met
 * @param arguments what is sent in place of the arguments; empty when those are sent
 * @param approval what lets the call pass; a signed one must be used up before the call is
 *     forwarded
 */
public record Duties(
    List<String> met, Optional<Json.Obj> arguments, Optional<ApprovalFact.Granted> approval) {
  /** Nothing was owed. */
  public static final Duties NONE =
      new Duties(Collections.emptyList(), Optional.empty(), Optional.empty());

  /** Shares the list, which is never changed. */
  public Duties {
    met = Collections.unmodifiableList(met);
  }

  /** Gives the same with one more, unless it was met already for another policy. */
  public Duties and(String duty) {
    if (met.contains(duty)) {
      return this;
    }
    List<String> more = new ArrayList<>(met);
    more.add(duty);
    return new Duties(more, arguments, approval);
  }

  /** Gives the same with other arguments to send. */
  public Duties sending(Json.Obj redacted) {
    return new Duties(met, Optional.of(redacted), approval);
  }

  /** Gives the same with an approval. */
  public Duties by(ApprovalFact.Granted given) {
    return new Duties(met, arguments, Optional.of(given));
  }
}
