package dev.assay.testkit;

import dev.assay.core.evidence.EventPayload;
import dev.assay.core.json.Json;
import java.util.Optional;

/** Payloads like those of the gate. */
public record Payloads(String type, Optional<String> subject, Json.Obj data)
    implements EventPayload {
  public static Payloads sessionStarted() {
    return new Payloads(
        "assay.session.started", Optional.empty(), Json.object().put("label", "test").build());
  }

  public static Payloads policySnapshot() {
    return new Payloads(
        "assay.policy.snapshot", Optional.empty(), Json.object().put("chunk", 0).build());
  }

  public static Payloads decision(String decision, String decisionId) {
    return new Payloads(
        "assay.tool.decision",
        Optional.of("tool:read_file"),
        Json.object()
            .put("decision", decision)
            .put("decision_id", decisionId)
            .put("policy_digest", "sha256:aa")
            .put("tool", "read_file")
            .build());
  }
}
