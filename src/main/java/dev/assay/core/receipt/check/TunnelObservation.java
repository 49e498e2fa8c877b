package dev.assay.core.receipt.check;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks what a tunnel says of a request that went through it: that it is of the known form, keeps
 * neither payload nor credentials, claims nothing beyond transport, and joins only records of the
 * same request. That it is true does not follow. Source: {@code receipts.md} 9.
 */
public final class TunnelObservation {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.mcp.tunnel_observed.v0";

  private static final String DIGEST = "request_envelope_digest";
  private static final String CANONICALIZATION = "request_envelope_canonicalization";
  private static final String STORED = "authorization_header_stored";
  private static final String HEADER_DIGEST = "authorization_header_digest";
  private static final List<String> PAYLOAD_MODES =
      List.of("not_observed", "digest_only", "redacted_projection");
  private static final List<String> AUTH_FLAGS =
      List.of(
          "authorization_header_visible",
          STORED,
          "mcp_oauth_metadata_visible",
          "client_mtls_configured");
  private static final List<String> INSPECTOR_KEYS = List.of("kind", "digest", "ref");
  private static final List<String> NON_CLAIMS =
      List.of(
          "agent_identity_not_verified_by_tunnel_observation",
          "authorization_not_proven_by_tunnel_observation",
          "policy_outcome_not_inferred_from_transport",
          "tool_result_truth_not_proven",
          "application_outcome_not_proven",
          "upstream_server_trust_not_proven",
          "token_freshness_not_proven",
          "observed_facts_trust_depends_on_observation_point_integrity",
          "route_facts_may_be_asserted_not_mediation_proven");

  private final Json.Obj artifact;
  private final List<NamedCheck> checks = new ArrayList<>();
  private int strong;
  private int diagnostic;

  private TunnelObservation(Json.Obj artifact) {
    this.artifact = artifact;
  }

  /**
   * How it ended.
   *
   * @param strong references that say they are of the same request, whether they are or not
   * @param diagnostic all other references, which join nothing
   */
  public record Result(List<NamedCheck> checks, int strong, int diagnostic) {
    /** Copies the checks. */
    public Result {
      checks = List.copyOf(checks);
    }
  }

  /** Checks a document. */
  public static Result check(Json document) throws RecordUnusable {
    if (!(document instanceof Json.Obj artifact)) {
      throw new RecordUnusable("the artifact must be a JSON object");
    }
    TunnelObservation observation = new TunnelObservation(artifact);
    observation.request();
    observation.visibility();
    observation.auth();
    observation.nonClaims();
    observation.inspectorRefs();
    observation.evidenceRefs();
    return new Result(observation.checks, observation.strong, observation.diagnostic);
  }

  private void check(String id, boolean ok, String whenWrong) {
    checks.add(NamedCheck.of(id, ok, whenWrong));
  }

  private Json.Obj requestInstance() {
    return artifact.object("request_instance").orElse(Json.Obj.EMPTY);
  }

  private void request() {
    Json.Obj request = requestInstance();
    check("schema", artifact.string("schema").filter(SCHEMA::equals).isPresent(), "not " + SCHEMA);
    check(
        "request_envelope_digest_shape",
        RecordDigest.isWellFormed(request.get(DIGEST)),
        "must be sha256:<64 lower-case hex digits>");
    check(
        "request_envelope_canonicalization_present",
        !request.string(CANONICALIZATION).orElse("").isEmpty(),
        "request_instance has no " + CANONICALIZATION);
  }

  private void visibility() {
    Optional<Json.Obj> stated = artifact.object("visibility");
    check("visibility_object_present", stated.isPresent(), "visibility is missing or no object");
    if (stated.isEmpty()) {
      return;
    }
    Json.Obj visibility = stated.get();
    for (String name :
        List.of("tool_result_visible", "policy_decision_visible", "raw_payload_retained")) {
      check(name + "_boolean", visibility.get(name) instanceof Json.Bool, "must be true or false");
    }
    check(
        "raw_payload_not_retained",
        visibility.get("raw_payload_retained") == Json.Bool.FALSE,
        "a raw payload is retained, or it is not said that none is");
    for (String name : List.of("request_payload_mode", "response_payload_mode")) {
      check(
          name + "_enum",
          visibility.string(name).filter(PAYLOAD_MODES::contains).isPresent(),
          "must be not_observed, digest_only or redacted_projection");
    }
  }

  private void auth() {
    Json stated = artifact.get("auth_context");
    if (stated == null) {
      return;
    }
    check("auth_context_object", stated instanceof Json.Obj, "must be an object");
    if (!(stated instanceof Json.Obj context)) {
      return;
    }
    check(
        "auth_context_key_allowlist",
        context.members().keySet().stream()
            .allMatch(key -> AUTH_FLAGS.contains(key) || key.equals(HEADER_DIGEST)),
        "has members beside the five that are known");
    check(
        "raw_authorization_not_stored",
        context.get(STORED) == Json.Bool.FALSE,
        "an authorization header is stored, or it is not said that none is");
    for (String name : AUTH_FLAGS) {
      if (context.get(name) != null) {
        check(
            "auth_context_" + name + "_boolean",
            context.get(name) instanceof Json.Bool,
            "must be true or false");
      }
    }
    if (context.get(HEADER_DIGEST) != null) {
      check(
          "auth_context_" + HEADER_DIGEST + "_shape",
          RecordDigest.isWellFormed(context.get(HEADER_DIGEST)),
          "must be sha256:<64 lower-case hex digits>");
    }
  }

  private void nonClaims() {
    List<String> missing =
        NON_CLAIMS.stream()
            .filter(
                claim ->
                    !(artifact.get("non_claims") instanceof Json.Arr(List<Json> items))
                        || !items.contains(new Json.Str(claim)))
            .sorted()
            .toList();
    check(
        "required_non_claims_present",
        missing.isEmpty(),
        "non_claims lacks " + String.join(", ", missing));
  }

  private void inspectorRefs() {
    for (Json item : items("inspector_event_refs")) {
      boolean object = item instanceof Json.Obj;
      check("inspector_event_ref_shape", object, "a reference must be an object");
      if (item instanceof Json.Obj ref) {
        check(
            "inspector_event_ref_key_allowlist",
            INSPECTOR_KEYS.containsAll(ref.members().keySet()),
            "a reference has members beside kind, digest and ref");
        check(
            "inspector_event_ref_digest_shape",
            RecordDigest.isWellFormed(ref.get("digest")),
            "must be sha256:<64 lower-case hex digits>");
      }
    }
  }

  private void evidenceRefs() {
    for (Json item : items("evidence_refs")) {
      if (!(item instanceof Json.Obj ref)) {
        check("evidence_ref_shape", false, "a reference must be an object");
      } else if (is(ref, "relationship", "same_request_instance")
          && is(ref, "join_strength", "strong")) {
        strong++;
        check(
            "same_request_instance_strong_join",
            isSame(ref, DIGEST) && isSame(ref, CANONICALIZATION),
            "the reference is of another request, or in another canonical form");
      } else {
        diagnostic++;
      }
    }
  }

  private List<Json> items(String name) {
    Json stated = artifact.get(name);
    if (stated instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    if (stated != null) {
      check(name + "_array", false, "must be an array");
    }
    return List.of();
  }

  private static boolean is(Json.Obj ref, String name, String value) {
    return ref.string(name).filter(value::equals).isPresent();
  }

  private boolean isSame(Json.Obj ref, String name) {
    Json own = requestInstance().get(name);
    return own instanceof Json.Str && own.equals(ref.get(name));
  }
}
