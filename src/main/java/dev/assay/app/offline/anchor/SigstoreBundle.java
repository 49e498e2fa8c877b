package dev.assay.app.offline.anchor;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.timestamp.TimeStamp;
import dev.assay.core.json.Json;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed statement and its time stamp in the JSON form of a sigstore bundle, version 0.3. The key
 * is named, not contained: a verifier gets it by another way. There are no log entries, because the
 * format has a place for entries of Rekor only.
 */
public final class SigstoreBundle {
  /** The media type that says version 0.3. */
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  private SigstoreBundle() {}

  /** What exporting gave. */
  public sealed interface Export {
    /** The document. */
    record Exported(Json.Obj document) implements Export {}

    /** It cannot be said in this format. */
    record Refused(AnchorRefusal refusal) implements Export {}
  }

  /**
   * Exports an envelope.
   *
   * @param envelope the DSSE envelope beside the bundle, with exactly one signature
   * @param stamp a time-stamp response over that signature, or null
   */
  public static Export export(byte[] envelope, byte @Nullable [] stamp) {
    SoleSignature signature;
    switch (SoleSignature.read(envelope)) {
      case SoleSignature.Reading.Refused refused -> {
        return new Export.Refused(refused.by(AnchorFault.NOT_EXPORTABLE));
      }
      case SoleSignature.Reading.Read(SoleSignature read) -> signature = read;
    }
    Json.ObjBuilder material =
        Json.object().put("publicKey", Json.object().put("hint", signature.keyId()).build());
    if (stamp != null) {
      AnchorRefusal refusal = objection(stamp, signature);
      if (refusal != null) {
        return new Export.Refused(refusal);
      }
      Json token =
          Json.object().put("signedTimestamp", Base64.getEncoder().encodeToString(stamp)).build();
      material.put(
          "timestampVerificationData",
          Json.object().put("rfc3161Timestamps", new Json.Arr(List.of(token))).build());
    }
    return new Export.Exported(
        Json.object()
            .put("mediaType", MEDIA_TYPE)
            .put("verificationMaterial", material.build())
            .put("dsseEnvelope", signature.envelope())
            .build());
  }

  private static @Nullable AnchorRefusal objection(byte[] stamp, SoleSignature signature) {
    return switch (TimeStamp.read(stamp)) {
      case TimeStamp.Reading.Refused(AnchorRefusal refusal) -> refusal;
      case TimeStamp.Reading.Read(TimeStamp read) -> read.objection(signature.digest());
    };
  }
}
