package dev.assay.core.evidence;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;

/**
 * Identity of one observation ({@code evidence.md} 1.3): it binds type, subject and payload, not
 * time, run or producer.
 */
public final class ContentHash {
  private ContentHash() {}

  /**
   * Gives {@code sha256:<hex>} over the canonical form of the five hashed members of an envelope. A
   * null {@code subject} counts as absent.
   */
  public static String of(Json.Obj envelope) {
    Json subject = envelope.get("subject");
    Json.Obj hashed =
        Json.object()
            .put("specversion", envelope.get("specversion"))
            .put("type", envelope.get("type"))
            .put("datacontenttype", envelope.get("datacontenttype"))
            .put("subject", subject == Json.Null.NULL ? null : subject)
            .put("data", envelope.get("data"))
            .build();
    return Sha256.text(CanonicalJson.canonicalBytes(hashed));
  }
}
