package dev.assay.core.evidence.mandate;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of a mandate and the names that follow from it.
 *
 * <p>A member that the format does not have is refused: a signature would not cover it for a reader
 * that drops it. So is a default that is spelled out, because it would change the name of a mandate
 * that means the same.
 *
 * @param content the mandate without {@code mandate_id} and {@code signature}
 */
public record Mandate(Json.Obj content) {
  private static final Map<String, List<String>> MEMBERS = members();

  private static Map<String, List<String>> members() {
    Map<String, List<String>> members = new LinkedHashMap<>();
    members.put("principal", list("subject", "method", "display", "credential_ref"));
    members.put(
        "scope", list("tools", "resources", "operation_class", "max_value", "transaction_ref"));
    members.put("validity", list("issued_at", "not_before", "expires_at"));
    members.put("constraints", list("single_use", "max_uses", "require_confirmation"));
    members.put("context", list("audience", "issuer", "nonce", "traceparent"));
    return members;
  }

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** What became of a value. */
  public sealed interface Reading {
    /** It has the shape of a mandate. */
    record Read(Mandate mandate) implements Reading {}

    /** The pointer of the first member that a mandate cannot have, or lacks. */
    record Refused(String pointer) implements Reading {}
  }

  /** Reads a mandate, signed or not; its signature is not looked at. */
  public static Reading read(Json.Obj value) {
    Json.ObjBuilder content = Json.object();
    for (Map.Entry<String, Json> member : value.members().entrySet()) {
      String name = member.getKey();
      if (name.equals("mandate_id") || name.equals("signature")) {
        continue;
      }
      Optional<String> fault = fault(name, member.getValue());
      if (fault.isPresent()) {
        return new Reading.Refused(fault.get());
      }
      content.put(name, member.getValue());
    }
    for (String name : MEMBERS.keySet()) {
      if (value.object(name).isEmpty()) {
        return new Reading.Refused("/" + name);
      }
    }
    return new Reading.Read(new Mandate(content.build()));
  }

  private static Optional<String> fault(String name, Json value) {
    if (name.equals("mandate_kind")) {
      boolean known =
          value.equals(new Json.Str("intent")) || value.equals(new Json.Str("transaction"));
      return known ? Optional.empty() : Optional.of("/mandate_kind");
    }
    List<String> known = MEMBERS.get(name);
    if (known == null || !(value instanceof Json.Obj section)) {
      return Optional.of("/" + name);
    }
    for (Map.Entry<String, Json> member : section.members().entrySet()) {
      boolean spelledOut =
          member.getValue() == Json.Null.NULL || member.getValue() == Json.Bool.FALSE;
      if (!known.contains(member.getKey()) || spelledOut) {
        return Optional.of("/" + name + "/" + member.getKey());
      }
    }
    return Optional.empty();
  }

  /** Gives the mandate's id: {@code sha256:<hex>} of the canonical content. */
  public String id() {
    return contentId(content);
  }

  /** Gives the bytes that a signature is over: content and id, canonical. */
  public byte[] signedBytes() {
    Json.ObjBuilder signed = Json.object();
    content.members().forEach(signed::put);
    return CanonicalJson.canonicalBytes(signed.put("mandate_id", id()).build());
  }

  /** Gives {@code sha256:<hex>} over the canonical form of a value. */
  public static String contentId(Json value) {
    return Sha256.text(CanonicalJson.canonicalBytes(value));
  }
}
