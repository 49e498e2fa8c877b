package dev.assay.core.approval;

import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * An approval and its signature; whether that holds is {@link ApprovalTerms}' question.
 *
 * @param keyId what the document says of the key; only a name, never trusted
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record SignedApproval(Approval approval, String keyId, byte[] signature) {
  /** The schema of its document. */
  public static final String SCHEMA = "assay.approval.v1";

  /** The longest document. */
  public static final int MAX_BYTES = 262_144;

  private static final List<String> MEMBERS = List.of("schema", "approval", "key_id", "signature");

  /** Signs an approval. */
  public static SignedApproval by(SigningKey key, Approval approval) {
    return new SignedApproval(approval, key.keyId(), key.sign(approval.signedBytes()));
  }

  /** Gives the document, canonical and with a line feed. */
  public byte[] bytes() {
    return ApprovalDocument.line(
        Json.object()
            .put("approval", approval.members())
            .put("key_id", keyId)
            .put("schema", SCHEMA)
            .put("signature", Base64Text.encode(signature))
            .build());
  }

  /** Reads a document; empty for anything else than one. Never throws. */
  public static Optional<SignedApproval> read(byte[] document) {
    Optional<Json.Obj> members = ApprovalDocument.read(document, SCHEMA, MEMBERS);
    Optional<Approval> approval =
        members.flatMap(m -> m.object("approval")).flatMap(Approval::read);
    Optional<byte[]> signature =
        members.flatMap(m -> m.string("signature")).flatMap(Base64Text::decode);
    Optional<String> keyId = members.flatMap(m -> m.string("key_id"));
    return approval.isPresent() && signature.isPresent() && keyId.isPresent()
        ? Optional.of(new SignedApproval(approval.get(), keyId.get(), signature.get()))
        : Optional.empty();
  }
}
