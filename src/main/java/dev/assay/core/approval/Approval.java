package dev.assay.core.approval;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What an approver signs: the seven members of {@code policy.md} 2.5 and {@code arguments_digest}.
 * Times stay as they were written, since the signature is over them.
 *
 * @param id names this approval; single use
 * @param approver the approver's id in the policy
 * @param issuedAt from when it holds, RFC 3339
 * @param expiresAt until when, inclusive
 * @param scope {@code server:} and the label of the server
 * @param boundTool the tool
 * @param boundResource the resource; empty when the call names none
 * @param argumentsDigest the arguments as they will be sent
 */
public record Approval(
    String id,
    String approver,
    String issuedAt,
    String expiresAt,
    String scope,
    String boundTool,
    String boundResource,
    String argumentsDigest) {
  /** What a scope begins with. */
  public static final String SERVER = "server:";

  /** Stands for whoever answers at the agent's client; no approver of a policy has this id. */
  public static final String AGENT_USER = "agent_user";

  /** The longest id. */
  public static final int MAX_ID = 128;

  /** The longest id of an approver. */
  public static final int MAX_APPROVER = 128;

  static final List<String> MEMBERS =
      Collections.unmodifiableList(
          Arrays.asList(
              "approval_id",
              "approver",
              "issued_at",
              "expires_at",
              "scope",
              "bound_tool",
              "bound_resource",
              "arguments_digest"));

  /** Reads the members; empty unless they are exactly these strings, with an id that is one. */
  static Optional<Approval> read(Json.Obj members) {
    if (!ApprovalDocument.hasExactly(members, MEMBERS)
        || !ApprovalDocument.areStrings(members, MEMBERS)) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (String member : MEMBERS) {
      values.add(members.string(member).orElse(""));
    }
    Approval approval =
        new Approval(
            values.get(0),
            values.get(1),
            values.get(2),
            values.get(3),
            values.get(4),
            values.get(5),
            values.get(6),
            values.get(7));
    return isId(approval.id) ? Optional.of(approval) : Optional.empty();
  }

  /** Says whether a text can name an approval: letters, digits, {@code -} and {@code _}. */
  public static boolean isId(String text) {
    if (text.isEmpty() || text.length() > MAX_ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** Gives the call that it is about. */
  public ApprovalSubject subject() {
    String server = scope.startsWith(SERVER) ? scope.substring(SERVER.length()) : scope;
    return new ApprovalSubject(server, boundTool, boundResource, argumentsDigest);
  }

  Json.Obj members() {
    return Json.object()
        .put("approval_id", id)
        .put("approver", approver)
        .put("arguments_digest", argumentsDigest)
        .put("bound_resource", boundResource)
        .put("bound_tool", boundTool)
        .put("expires_at", expiresAt)
        .put("issued_at", issuedAt)
        .put("scope", scope)
        .build();
  }

  /** Gives the bytes that are signed: the RFC 8785 form of the members. */
  public byte[] signedBytes() {
    return CanonicalJson.canonicalBytes(members());
  }

  /** Gives {@code sha256:} and the hash of {@link #signedBytes}. */
  public String digest() {
    return Sha256.text(signedBytes());
  }
}
