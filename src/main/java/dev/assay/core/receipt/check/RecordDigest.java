package dev.assay.core.receipt.check;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import org.jspecify.annotations.Nullable;

/** Digests of records: {@code sha256:<64 lower-case hex digits>} over RFC 8785 bytes. */
final class RecordDigest {
  private static final int HEX_DIGITS = 64;

  private RecordDigest() {}

  static String of(Json value) {
    return Sha256.text(CanonicalJson.canonicalBytes(value));
  }

  static boolean isWellFormed(@Nullable Json value) {
    return value instanceof Json.Str(String text)
        && text.startsWith(Sha256.PREFIX)
        && isHex(text.substring(Sha256.PREFIX.length()));
  }

  /** Says whether a text is the hex digits of a SHA-256. */
  static boolean isHex(String text) {
    return text.length() == HEX_DIGITS
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
