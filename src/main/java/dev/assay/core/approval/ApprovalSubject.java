package dev.assay.core.approval;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;

/**
 * The call that an approval is about.
 *
 * @param server the label of the server
 * @param tool the tool's name
 * @param resource the argument {@code resource} when it is a string, else empty
 * @param argumentsDigest {@code sha256:} and the hash of the canonical bytes of the arguments as
 *     they will be sent
 */
public record ApprovalSubject(String server, String tool, String resource, String argumentsDigest) {
  private static final int ID_LENGTH = 32;

  /** Gives the subject of a call with the arguments that will be sent. */
  public static ApprovalSubject of(String server, String tool, Json.Obj arguments) {
    return new ApprovalSubject(
        server, tool, arguments.string("resource").orElse(""), digest(arguments));
  }

  /**
   * Says whether the digest of arguments is of no others. Where it is not, no approval can be bound
   * to them: RFC 8785 rounds numbers to doubles, and what is sent holds every digit.
   */
  public static boolean binds(Json.Obj arguments) {
    return CanonicalJson.keepsNumbersOf(arguments);
  }

  /** Gives the digest that binds an approval to arguments, where it {@link #binds} them. */
  public static String digest(Json.Obj arguments) {
    return Sha256.text(CanonicalJson.canonicalBytes(arguments));
  }

  /** Gives the name of the request: the same call always asks for the same thing. */
  public String requestId() {
    Json.Obj members =
        Json.object()
            .put("arguments_digest", argumentsDigest)
            .put("profile", "assay.approval_request.v1")
            .put("resource", resource)
            .put("server", server)
            .put("tool", tool)
            .build();
    return Sha256.hex(CanonicalJson.canonicalBytes(members)).substring(0, ID_LENGTH);
  }
}
