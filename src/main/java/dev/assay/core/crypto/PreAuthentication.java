package dev.assay.core.crypto;

import java.nio.charset.StandardCharsets;

/** What a DSSE signature is over (DSSE v1.0, protocol, section "Signature Definition"). */
public final class PreAuthentication {
  private PreAuthentication() {}

  /** Gives {@code DSSEv1 <len> <type> <len> <payload>}, lengths in decimal bytes. */
  public static byte[] preAuthenticationEncoding(String payloadType, byte[] payload) {
    int typeLength = payloadType.getBytes(StandardCharsets.UTF_8).length;
    byte[] head =
        ("DSSEv1 " + typeLength + ' ' + payloadType + ' ' + payload.length + ' ')
            .getBytes(StandardCharsets.UTF_8);
    byte[] encoding = new byte[head.length + payload.length];
    System.arraycopy(head, 0, encoding, 0, head.length);
    System.arraycopy(payload, 0, encoding, head.length, payload.length);
    return encoding;
  }
}
