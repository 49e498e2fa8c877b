package dev.assay.core.identity;

import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose signatures on tools count. Trust comes from here and from nowhere else; no keys trust
 * nobody.
 *
 * @param requireSigned whether a tool without a signature is refused
 * @param keys by key id; a key that is only named by its id counts once a signature carries it
 */
public record ToolTrust(boolean requireSigned, Map<String, Optional<VerifyingKey>> keys) {
  /** Copies the keys. */
  public ToolTrust {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** Trusts one key, whose signature is required. */
  public static ToolTrust only(VerifyingKey key) {
    return new ToolTrust(true, Collections.singletonMap(key.keyId(), Optional.of(key)));
  }

  /** What became of looking at a tool's signature. */
  public enum Standing {
    /** Nobody asks. */
    NOT_ASKED("not_asked", "nobody asks for a signature"),
    /** A trusted key signed exactly this definition. */
    TRUSTED("trusted", "signed by a trusted key"),
    /** There is none and none is required. */
    NOT_REQUIRED("unsigned", "not signed, which is not required"),
    /** There is none. */
    UNSIGNED("unsigned", "not signed"),
    /** Nothing says that its key is to be trusted, so it was not checked. */
    UNTRUSTED("key_not_trusted", "signed by a key that is not trusted"),
    /** It is malformed, or it is not over this definition, or not by the key it names. */
    INVALID("invalid", "its signature is malformed or not over this definition");

    private final String wire;
    private final String words;

    Standing(String wire, String words) {
      this.wire = wire;
      this.words = words;
    }

    /** Gives the spelling in JSON output. */
    public String wire() {
      return wire;
    }

    /** Gives the standing in words, to be said after the tool's name. */
    public String words() {
      return words;
    }

    /** Says whether the tool may be relied on. */
    public boolean isGood() {
      return this == TRUSTED || this == NOT_REQUIRED;
    }
  }

  /** Looks at the signature of a tool. One that stands is checked, required or not. */
  public Standing judge(Json.Obj tool) {
    Json value = tool.get(ToolSignature.MEMBER);
    if (value == null) {
      return requireSigned ? Standing.UNSIGNED : Standing.NOT_REQUIRED;
    }
    Optional<ToolSignature> read = ToolSignature.read(value);
    if (read.isEmpty()) {
      return Standing.INVALID;
    }
    ToolSignature signature = read.get();
    Optional<VerifyingKey> known = keys.get(signature.keyId());
    if (known == null) {
      return Standing.UNTRUSTED;
    }
    Optional<VerifyingKey> key = known.or(signature::publicKey);
    if (key.isEmpty()) {
      return Standing.UNTRUSTED;
    }
    return signature.holds(tool, key.get()) ? Standing.TRUSTED : Standing.INVALID;
  }
}
