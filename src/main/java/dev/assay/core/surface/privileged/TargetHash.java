package dev.assay.core.surface.privileged;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes what stands for an id that is not to be read: a digest over its trimmed, lower-cased text
 * and the kind of thing it names. Without a key whoever can guess the id can test the guess.
 *
 * @param key the local key; empty for plain SHA-256
 */
public record TargetHash(Optional<KeyedDigest> key) {
  private static final String DOMAIN = "assay.tool_target.v0:";

  /** Gives {@code sha256:<hex>}, or {@code hmac-sha256:<key id>:<hex>} with a key. */
  String text(String kind, String value) {
    byte[] preimage =
        (DOMAIN + kind + ":" + value.strip().toLowerCase(Locale.ROOT))
            .getBytes(StandardCharsets.UTF_8);
    return key.isPresent() ? key.get().digest(preimage) : Sha256.text(preimage);
  }
}
