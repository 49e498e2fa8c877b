package dev.assay.core.evidence;

import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * Something the policy asks of a whole session, that no refusal of a call could enforce, did not
 * hold when the session ended: {@code assay.session.finding}. It denied nothing; that there is no
 * such event says something only of a session that ended and was sealed.
 *
 * @param label the server's label
 * @param rule what did not hold
 * @param forwardedCalls how many calls of the session were forwarded until then
 * @param policyDigest the policy that asks for it
 */
public record SessionFinding(String label, Rule rule, long forwardedCalls, String policyDigest)
    implements EventPayload {
  /** The event's type. */
  public static final String TYPE = "assay.session.finding";

  /**
   * An entry of the policy.
   *
   * @param path its place, such as {@code sequences.audited}
   * @param kind its member there
   * @param sentence what is missing; names of the policy, never of the agent
   */
  public record Rule(String path, String kind, String sentence) {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Optional<String> subject() {
    return Optional.of("server:" + label);
  }

  @Override
  public Json.Obj data() {
    return Json.object()
        .put("schema", "assay.session_finding.v1")
        .put("server", label)
        .put("rule", rule.path())
        .put("kind", rule.kind())
        .put("finding", rule.sentence())
        .put("forwarded_calls", forwardedCalls)
        .put("policy_digest", policyDigest)
        .build();
  }
}
