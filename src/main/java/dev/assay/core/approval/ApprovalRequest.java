package dev.assay.core.approval;

import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the gate asks an approver. It holds no argument: who approves compares the digest with the
 * arguments that the agent shows.
 *
 * @param policyDigest the policy that asks
 * @param requestedAt when the call came
 */
public record ApprovalRequest(ApprovalSubject subject, String policyDigest, Instant requestedAt) {
  /** The schema of its document. */
  public static final String SCHEMA = "assay.approval_request.v1";

  private static final List<String> MEMBERS =
      List.of(
          "schema",
          "request_id",
          "server",
          "tool",
          "resource",
          "arguments_digest",
          "policy_digest",
          "requested_at");

  /** Gives the document, canonical and with a line feed. */
  public byte[] bytes() {
    return ApprovalDocument.line(
        Json.object()
            .put("arguments_digest", subject.argumentsDigest())
            .put("policy_digest", policyDigest)
            .put("request_id", subject.requestId())
            .put("requested_at", requestedAt.toString())
            .put("resource", subject.resource())
            .put("schema", SCHEMA)
            .put("server", subject.server())
            .put("tool", subject.tool())
            .build());
  }

  /** Reads a document; empty for anything else than one. */
  public static Optional<ApprovalRequest> read(byte[] document) {
    Optional<Json.Obj> members = ApprovalDocument.read(document, SCHEMA, MEMBERS);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    Json.Obj object = members.get();
    Optional<Instant> at = object.string("requested_at").flatMap(ApprovalDocument::time);
    if (at.isEmpty() || !ApprovalDocument.areStrings(object, MEMBERS)) {
      return Optional.empty();
    }
    ApprovalSubject subject =
        new ApprovalSubject(
            text(object, "server"),
            text(object, "tool"),
            text(object, "resource"),
            text(object, "arguments_digest"));
    boolean named = subject.requestId().equals(text(object, "request_id"));
    return named
        ? Optional.of(new ApprovalRequest(subject, text(object, "policy_digest"), at.get()))
        : Optional.empty();
  }

  private static String text(Json.Obj object, String name) {
    return object.string(name).orElse("");
  }
}
