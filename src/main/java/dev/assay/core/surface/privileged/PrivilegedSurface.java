package dev.assay.core.surface.privileged;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.json.Json;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.privileged.ActionClass;
import dev.assay.core.policy.privileged.Classification;
import dev.assay.core.policy.privileged.PrivilegedAction;
import dev.assay.core.policy.privileged.PrivilegedActions;
import java.util.List;
import java.util.Optional;

/**
 * Makes the records of privileged calls.
 *
 * <p>Guarantee: of the arguments they hold owner, repository and role in the clear, the flag {@code
 * read_only}, and digests of ids; nothing else. Texts are bounded, characters that act replaced.
 */
public final class PrivilegedSurface {
  private static final String ENFORCEMENT = "assay.enforcement_decision.v0";
  private static final String ESTABLISH = "assay.manifest_establish.v0";
  private static final Json.Arr NON_CLAIMS =
      Json.Arr.ofStrings(
          List.of(
              "allow_is_not_delivery",
              "allow_is_not_effect",
              "caller_not_authenticated",
              "credential_scopes_declared_not_checked",
              "deny_is_not_intent"));

  private final PrivilegedActions actions;
  private final String server;
  private final TargetHash hash;

  /**
   * Makes records under one policy.
   *
   * @param server the label of the server
   * @param key the key of hashed ids; empty for hashes that can be guessed
   */
  public PrivilegedSurface(PrivilegedActions actions, String server, Optional<KeyedDigest> key) {
    this.actions = actions;
    this.server = server;
    this.hash = new TargetHash(key);
  }

  /** Gives the records of a decided call of a governed tool. */
  public PrivilegedRecords of(PrivilegedCall call) {
    Classification classification = Classification.of(call.sent());
    Optional<ActionTarget> target = ActionTarget.of(classification, call.sent().arguments(), hash);
    return new PrivilegedRecords(
        enforcement(call, classification, target),
        establish(call, classification),
        ConformanceRecord.of(call.sighting().tool(), classification)
            .json(call.sent().name(), call.sighting().tool()),
        surface(call, classification, target),
        call.relisted());
  }

  private Json.Obj enforcement(
      PrivilegedCall call, Classification classification, Optional<ActionTarget> target) {
    Json.Obj action =
        Json.object()
            .put("verb", Members.orNull(classification.action().map(PrivilegedAction::verb)))
            .put("resource_type", resourceType(classification))
            .put("target", target.<Json>map(ActionTarget::shown).orElse(Json.Null.NULL))
            .put("target_digest", Members.orNull(target.map(ActionTarget::digest)))
            .build();
    return Json.object()
        .put("schema", ENFORCEMENT)
        .put("caller", Json.object().put("id", RecordText.bounded(actions.callerId())).build())
        .put(
            "tool",
            Json.object()
                .put("name", RecordText.bounded(call.sent().name()))
                .put("action_class", Members.actionClass(classification))
                .build())
        .put("action", action)
        .put("decision", call.allowed() ? "allow" : "deny")
        .put("reason", call.reason())
        .put("fail_closed", !call.allowed())
        .put("drift_state", driftState(call.decision()))
        .put("credential_alias", credentialAlias())
        .put("mode", call.dryRun() ? "dry_run" : null)
        .put("non_claims", NON_CLAIMS)
        .build();
  }

  private static Json resourceType(Classification classification) {
    return Members.orNull(
        classification.action().map(PrivilegedAction::actionClass).map(ActionClass::resourceType));
  }

  private Json credentialAlias() {
    return Members.orNull(
        actions.credential().flatMap(credential -> credential.alias()).map(RecordText::bounded));
  }

  /** What was found when the definition was held against the baseline, if it came to that. */
  private static String driftState(Decision decision) {
    ReasonCode reason = decision.reason();
    return switch (reason) {
      case E_MANIFEST_BASELINE -> "baseline_missing";
      case E_MANIFEST_UNOBSERVED -> "current_observation_incomplete";
      case E_MANIFEST_AMBIGUOUS -> "observation_ambiguous";
      case E_MANIFEST_DRIFT -> "drifted";
      default -> decision instanceof Decision.Allow ? "satisfied" : "not_evaluated";
    };
  }

  private static Json.Obj establish(PrivilegedCall call, Classification classification) {
    return Json.object()
        .put("schema", ESTABLISH)
        .put("establish_path", call.relisted().path(call.allowed()))
        .put("establish_attempted", call.relisted() != RelistOutcome.NOT_PERFORMED)
        .put("action_class", Members.actionClass(classification))
        .put("run_outcome", call.relisted().wire())
        .build();
  }

  private SurfaceEntry surface(
      PrivilegedCall call, Classification classification, Optional<ActionTarget> target) {
    Optional<PrivilegedAction> known = classification.action();
    Json.Obj action =
        Json.object()
            .put("class", known.isPresent() ? "privileged_admin_action" : "unclassified")
            .put("verb", Members.orNull(known.map(PrivilegedAction::verb)))
            .put("resource_type", resourceType(classification))
            .put("target", target.<Json>map(ActionTarget::shown).orElse(Json.Null.NULL))
            .put(
                "required_scope",
                Members.orNull(
                    known.map(PrivilegedAction::actionClass).map(ActionClass::requiredScope)))
            .build();
    Json.Obj entry =
        Json.object()
            .put("server", Json.object().put("id", server).put("transport", "mcp").build())
            .put(
                "tool",
                Json.object()
                    .put("name", RecordText.bounded(call.sent().name()))
                    .put("category", Members.actionClass(classification))
                    .build())
            .put("classification", Members.state(classification))
            .put("reason_code", reasonCode(classification))
            .put("detail", classification.missing().orElse(null))
            .put("action", action)
            .put("decision", decision(call))
            .put("redaction", redaction())
            .build();
    return new SurfaceEntry(entry, call.allowed() || call.dryRun());
  }

  private static String reasonCode(Classification classification) {
    if (classification.action().isEmpty()) {
      return "unknown_tool_name";
    }
    return classification.missing().isPresent()
        ? "missing_required_target_field"
        : "classified_" + classification.action().get().actionClass().word();
  }

  private static Json.Obj decision(PrivilegedCall call) {
    Decision decision = call.decision();
    boolean failed = decision.reason() == ReasonCode.S_INTERNAL_ERROR;
    String rule = decision.match().matchedRule();
    return Json.object()
        .put("effect", failed ? "error" : call.allowed() ? "allow" : "deny")
        .put("source", "assay_policy")
        .put("rule_id", Members.orNull(Optional.of(rule).filter(r -> !r.isEmpty())))
        .put("enforced", !call.dryRun())
        .build();
  }

  private Json.Obj redaction() {
    return Json.object()
        .put("arguments_redacted", true)
        .put("credential_alias", credentialAlias())
        .put("secret_material_stored", false)
        .build();
  }
}
