package dev.assay.core.attest;

import dev.assay.core.json.Json;

/**
 * What one signature of an envelope is worth.
 *
 * @param keyId id of the trusted key it was checked with, or, when there is none, the id the
 *     envelope claims, which may be empty and is not to be believed
 * @param standing whether it counts, or why not
 */
public record SignatureFinding(String keyId, Standing standing) {

  /** Whether a signature counts. */
  public enum Standing {
    /** Made with a trusted key over exactly these bytes; within the key's role, time and scope. */
    COUNTED("counted"),
    /** As counted; the key was revoked, and somebody trusted saw the signature before that. */
    COUNTED_BEFORE_REVOCATION("counted_before_revocation"),
    /** Made with a trusted key that signed this envelope already. */
    REPEATED("repeated"),
    /** No trusted key made it. */
    KEY_NOT_TRUSTED("key_not_trusted"),
    /** It names a trusted key and is not that key's signature over these bytes. */
    SIGNATURE_INVALID("signature_invalid"),
    /** The key is for something else than bundles. */
    KEY_ROLE_DIFFERS("key_role_differs"),
    /** The key is for other recordings. */
    KEY_OUT_OF_SCOPE("key_out_of_scope"),
    /** The recording ended outside the key's time. */
    KEY_NOT_IN_FORCE("key_not_in_force"),
    /** The key was revoked and no trusted time shows that the signature is older. */
    KEY_REVOKED("key_revoked");

    private final String wire;

    Standing(String wire) {
      this.wire = wire;
    }

    /** Gives the name used in reports. */
    public String wire() {
      return wire;
    }

    /** Says whether it adds to the signatures that are demanded. */
    public boolean counts() {
      return this == COUNTED || this == COUNTED_BEFORE_REVOCATION;
    }
  }

  /** Gives {@code key_id} and {@code standing}. */
  public Json.Obj json() {
    return Json.object().put("key_id", keyId).put("standing", standing.wire()).build();
  }
}
