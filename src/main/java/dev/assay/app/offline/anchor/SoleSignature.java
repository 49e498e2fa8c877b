package dev.assay.app.offline.anchor;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.util.Optional;

/**
 * The only signature of a DSSE envelope: what a time stamp over a signature is about. A stamp over
 * it says that the signature was made before; a stamp over the archive does not.
 */
public final class SoleSignature {
  private final Json.Obj envelope;
  private final String keyId;
  private final byte[] bytes;

  private SoleSignature(Json.Obj envelope, String keyId, byte[] bytes) {
    this.envelope = envelope;
    this.keyId = keyId;
    this.bytes = bytes;
  }

  /** What looking for it gave. */
  public sealed interface Reading {
    /** It is there. */
    record Read(SoleSignature signature) implements Reading {}

    /** There is none, or more than one, or no envelope; what was found in words. */
    record Refused(String detail) implements Reading {
      /** Gives the refusal by the rule that needed the signature. */
      public AnchorRefusal by(AnchorFault fault) {
        return AnchorRefusal.of(fault, detail);
      }
    }
  }

  /** Reads an envelope for its only signature; does not verify it. */
  public static Reading read(byte[] envelope) {
    if (!(JsonReader.read(envelope, JsonLimits.DOCUMENT) instanceof JsonReading.Read(Json.Obj o))
        || o.members().size() != 3
        || o.string("payloadType").isEmpty()
        || o.string("payload").flatMap(Base64Text::decode).isEmpty()
        || !(o.get("signatures") instanceof Json.Arr signatures)) {
      return refused("it is not a DSSE envelope");
    }
    if (signatures.items().size() != 1) {
      return refused("it has %d signatures".formatted(signatures.items().size()));
    }
    if (!(signatures.items().getFirst() instanceof Json.Obj signature)) {
      return refused("it is not a DSSE envelope");
    }
    Optional<byte[]> bytes = signature.string("sig").flatMap(Base64Text::decode);
    Optional<String> keyId = signature.string("keyid").filter(id -> !id.isEmpty());
    return bytes.isPresent() && keyId.isPresent()
        ? new Reading.Read(new SoleSignature(o, keyId.get(), bytes.get()))
        : refused("its signature has no key id or is not Base64");
  }

  private static Reading refused(String detail) {
    return new Reading.Refused(detail);
  }

  /** Gives the SHA-256 digest of the signature's bytes. */
  public byte[] digest() {
    return Sha256.digest(bytes);
  }

  String keyId() {
    return keyId;
  }

  Json.Obj envelope() {
    return envelope;
  }
}
