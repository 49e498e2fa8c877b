package dev.assay.core.receipt.check;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of one decided call, which has digests of the arguments and never the arguments. One
 * that was read keeps every rule of {@code receipts.md} 8; that its digests are of real arguments
 * and of a real policy nobody can tell from it.
 *
 * @param content the record as it was supplied
 */
public record DecisionCarrier(Json.Obj content) {
  /** Identity of the record, and type of its event. */
  public static final String SCHEMA = "assay.tool_decision_truth.v0";

  private static final List<String> RAW_ARGUMENTS =
      List.of("args", "arguments", "input", "tool_arguments");
  private static final List<String> SOURCE_CLASSES =
      List.of("authoritative_boundary", "reported_trace", "inferred");
  private static final List<String> RESULT_STATUSES = List.of("ok", "error", "n/a");
  private static final List<String> IDENTITY_STATES =
      List.of("present", "absent", "required_missing", "invalid");

  /** What became of a record. */
  public sealed interface Reading {
    /** It keeps the rules. */
    record Read(DecisionCarrier carrier) implements Reading {}

    /** It does not; the code is one of the registry, the message repeats no value. */
    record Refused(String code, String message) implements Reading {}
  }

  /** Reads a record; the first broken rule refuses it. */
  public static Reading read(Json record) {
    if (!(record instanceof Json.Obj content)) {
      return new Reading.Refused("E_ROW_TYPE", "a carrier must be a JSON object");
    }
    Optional<Reading.Refused> refused =
        shape(content).or(() -> digests(content)).or(() -> members(content));
    return refused.isPresent() ? refused.get() : new Reading.Read(new DecisionCarrier(content));
  }

  private static Optional<Reading.Refused> shape(Json.Obj content) {
    if (!SCHEMA.equals(content.string("schema").orElse(""))) {
      return refused("E_TDT_SCHEMA", "schema must be \"" + SCHEMA + "\"");
    }
    return holdsArguments(content)
        ? refused(
            "E_TDT_RAW_ARGS",
            "a carrier must not hold arguments: no member may be called args, arguments, input or"
                + " tool_arguments, at any depth")
        : Optional.empty();
  }

  private static boolean holdsArguments(Json value) {
    return switch (value) {
      case Json.Obj object ->
          object.members().entrySet().stream()
              .anyMatch(
                  member ->
                      RAW_ARGUMENTS.contains(member.getKey()) || holdsArguments(member.getValue()));
      case Json.Arr array -> array.items().stream().anyMatch(DecisionCarrier::holdsArguments);
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  private static Optional<Reading.Refused> digests(Json.Obj content) {
    Optional<String> keyId = keyId(content.string("args_digest").orElse(""));
    if (keyId.isEmpty()) {
      return refused(
          "E_TDT_ARGS_DIGEST",
          "args_digest must be hmac-sha256:<key id>:<64 lower-case hex digits>");
    }
    if (!keyId.equals(content.string("key_id"))) {
      return refused("E_TDT_KEY_ID", "key_id must be the key id in args_digest");
    }
    for (String name : List.of("observed_input_digest", "declared_policy_digest")) {
      if (!RecordDigest.isWellFormed(content.get(name))) {
        return refused("E_TDT_DIGEST_SHAPE", name + " must be sha256:<64 lower-case hex digits>");
      }
    }
    Json.Obj identity = identity(content);
    boolean same =
        content.object("decision_identity").filter(stated -> isEqual(stated, identity)).isPresent();
    return same
        ? Optional.empty()
        : refused(
            "E_TDT_IDENTITY",
            "decision_identity must repeat observed_input_digest and declared_policy_digest, and"
                + " nothing else");
  }

  /** Gives the key id of a keyed digest; empty when the text has another form. */
  private static Optional<String> keyId(String digest) {
    int end = digest.lastIndexOf(':');
    if (!digest.startsWith(KeyedDigest.PREFIX) || end <= KeyedDigest.PREFIX.length()) {
      return Optional.empty();
    }
    String keyId = digest.substring(KeyedDigest.PREFIX.length(), end);
    return keyId.chars().allMatch(DecisionCarrier::isOfKeyId)
            && RecordDigest.isHex(digest.substring(end + 1))
        ? Optional.of(keyId)
        : Optional.empty();
  }

  private static boolean isOfKeyId(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static Optional<Reading.Refused> members(Json.Obj content) {
    if (content.string("tool_name").orElse("").isEmpty()) {
      return refused("E_TDT_TOOL_NAME", "tool_name must be a string that is not empty");
    }
    if (!(content.get("order") instanceof Json.Num order)
        || order.asLong().isEmpty()
        || !CanonicalJson.keeps(order)) {
      return refused("E_TDT_ORDER", "order must be an integer that canonical JSON keeps");
    }
    if (!observed(content).equals(content.string("observed_input_digest").orElse(""))) {
      return refused(
          "E_TDT_OBSERVED_DIGEST",
          "observed_input_digest is not the digest of tool_name, args_digest and order");
    }
    return word(content, "source_class", SOURCE_CLASSES)
        .or(() -> word(content, "result_status", RESULT_STATUSES))
        .or(() -> word(content, "identity_state", IDENTITY_STATES))
        .or(
            () ->
                content.string("call_id").isEmpty()
                    ? refused("E_TDT_CALL_ID", "call_id must be a string")
                    : Optional.empty())
        .or(
            () ->
                content.string("decision_verdict").flatMap(DecisionVerdict::of).isEmpty()
                    ? refused(
                        "E_TDT_VERDICT",
                        "decision_verdict must be match, incomplete, mismatch or invalid")
                    : Optional.empty());
  }

  private static Optional<Reading.Refused> word(Json.Obj content, String name, List<String> words) {
    return content.string(name).filter(words::contains).isPresent()
        ? Optional.empty()
        : refused("E_TDT_VOCABULARY", name + " is none of its fixed words");
  }

  private static Optional<Reading.Refused> refused(String code, String message) {
    return Optional.of(new Reading.Refused(code, message));
  }

  private static String observed(Json.Obj content) {
    return RecordDigest.of(
        Json.object()
            .put("tool_name", content.get("tool_name"))
            .put("args_digest", content.get("args_digest"))
            .put("order", content.get("order"))
            .build());
  }

  private static Json.Obj identity(Json.Obj content) {
    return Json.object()
        .put("observed_input_digest", content.get("observed_input_digest"))
        .put("declared_policy_digest", content.get("declared_policy_digest"))
        .build();
  }

  private static boolean isEqual(Json first, @Nullable Json second) {
    return second != null
        && CanonicalJson.canonicalText(first).equals(CanonicalJson.canonicalText(second));
  }

  /** Gives the digest of the whole record. */
  String digest() {
    return RecordDigest.of(content);
  }

  /** Gives the digest of what was observed and what was declared. */
  String identityDigest() {
    return RecordDigest.of(identity(content));
  }

  /** Gives the record's own verdict. */
  DecisionVerdict verdict() {
    return content
        .string("decision_verdict")
        .flatMap(DecisionVerdict::of)
        .orElse(DecisionVerdict.INVALID);
  }

  /** Gives the place of the call in its run. */
  long order() {
    return content.integer("order").orElse(0L);
  }
}
