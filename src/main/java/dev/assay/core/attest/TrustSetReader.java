package dev.assay.core.attest;

import dev.assay.core.attest.DocumentCheck.Opening;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trust set file strictly: unknown members, two entries for one key and anything else that
 * could mean less than its author thinks are refused, all problems at once with their places.
 * Source: {@code evidence.md} 9.7; the page is {@code docs/reference/trust-set.md}.
 */
public final class TrustSetReader {
  /** Far more than {@value TrustSet#MAX_KEYS} keys need. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String CODE = "trust_set.refused";
  private static final int MAX_REVOCATIONS = 1000;
  private static final int MAX_TEXT = 200;

  private final DocumentCheck check;
  private final Map<String, TrustedKey> keys = new LinkedHashMap<>();
  private final Map<String, TrustSet.Revocation> revocations = new LinkedHashMap<>();

  private TrustSetReader(DocumentCheck check) {
    this.check = check;
  }

  /** Reads a file's bytes; longer than {@link #MAX_BYTES} is refused. */
  public static TrustSetReading read(byte[] text) {
    if (text.length > MAX_BYTES) {
      return new TrustSetReading.Refused(
          List.of(Problem.of(CODE, "the trust set is longer than 1 MiB", Where.NOWHERE)));
    }
    return switch (DocumentCheck.open(text, CODE, "the trust set")) {
      case Opening.Refused refused -> new TrustSetReading.Refused(List.of(refused.problem()));
      case Opening.Opened(Json.Obj document, DocumentCheck check) ->
          new TrustSetReader(check).read(document);
    };
  }

  private TrustSetReading read(Json.Obj document) {
    check.onlyMembers(document, "", List.of("schema", "keys", "revoked"));
    String schema = check.string(document, "", "schema");
    if (schema != null && !schema.equals(TrustSet.SCHEMA)) {
      check.refuse("/schema", "`schema` must be `" + TrustSet.SCHEMA + "`");
    }
    Json.Arr entries = check.array(document, "", "keys");
    if (entries != null && entries.items().size() > TrustSet.MAX_KEYS) {
      check.refuse("/keys", "`keys` has more than " + TrustSet.MAX_KEYS + " entries");
    } else if (entries != null) {
      forEachObject(entries, "/keys", this::key);
    }
    if (document.get("revoked") != null) {
      revoked(check.array(document, "", "revoked"));
    }
    return check.clean()
        ? new TrustSetReading.Read(new TrustSet(List.copyOf(keys.values()), revocations))
        : new TrustSetReading.Refused(check.problems());
  }

  /** Takes one entry of a list. */
  private interface Entry {
    void take(Json.Obj entry, String pointer);
  }

  private void forEachObject(Json.Arr entries, String pointer, Entry each) {
    int index = 0;
    for (Json entry : entries.items()) {
      String place = pointer + '/' + index++;
      if (entry instanceof Json.Obj object) {
        each.take(object, place);
      } else {
        check.refuse(place, "`" + DocumentCheck.path(place) + "` must be an object");
      }
    }
  }

  private void key(Json.Obj entry, String pointer) {
    check.onlyMembers(entry, pointer, List.of("spki", "role", "not_before", "not_after", "scope"));
    VerifyingKey key = spki(check.string(entry, pointer, "spki"), pointer + "/spki");
    TrustedKey.Role role = role(check.string(entry, pointer, "role"), pointer + "/role");
    EventTime from = time(entry, pointer, "not_before", false);
    EventTime until = time(entry, pointer, "not_after", false);
    if (from != null && until != null && until.compareTo(from) < 0) {
      check.refuse(pointer + "/not_after", "`not_after` lies before `not_before`");
    }
    TrustedKey.Scope scope =
        entry.get("scope") == null
            ? TrustedKey.Scope.ANY
            : scope(check.object(entry, pointer, "scope"), pointer + "/scope");
    if (key == null || role == null) {
      return;
    }
    TrustedKey trusted = new TrustedKey(key, role, from, until, scope);
    if (keys.putIfAbsent(key.keyId(), trusted) != null) {
      check.refuse(
          pointer + "/spki",
          "the key `" + key.keyId() + "` is listed twice",
          "keep one entry for each key");
    }
  }

  private @Nullable VerifyingKey spki(@Nullable String text, String pointer) {
    if (text == null) {
      return null;
    }
    VerifyingKeyReading reading =
        text.startsWith("-----BEGIN ")
            ? VerifyingKey.readPem(text.getBytes(StandardCharsets.UTF_8))
            : Base64Text.decode(text)
                .flatMap(VerifyingKey::read)
                .<VerifyingKeyReading>map(VerifyingKeyReading.Usable::new)
                .orElseGet(() -> new VerifyingKeyReading.Unusable(VerifyingKey.unknownKind()));
    return switch (reading) {
      case VerifyingKeyReading.Usable usable -> usable.key();
      case VerifyingKeyReading.Unusable(Problem problem) -> {
        check.refuse(
            pointer,
            "`" + DocumentCheck.path(pointer) + "`: " + problem.message(),
            problem.hint() == null
                ? "give a public key in PEM, or the base64 of its SubjectPublicKeyInfo"
                : problem.hint());
        yield null;
      }
    };
  }

  private TrustedKey.@Nullable Role role(@Nullable String text, String pointer) {
    if (text == null) {
      return null;
    }
    TrustedKey.Role role = TrustedKey.Role.named(text).orElse(null);
    if (role == null) {
      check.refuse(pointer, "`role` must be `recorder`, `reviewer` or `pack`");
    }
    return role;
  }

  private @Nullable EventTime time(Json.Obj entry, String pointer, String name, boolean required) {
    if (entry.get(name) == null && !required) {
      return null;
    }
    String text = check.string(entry, pointer, name);
    EventTime time = text == null ? null : EventTime.read(text).orElse(null);
    if (text != null && time == null) {
      check.refuse(
          pointer + '/' + name,
          "`" + name + "` is not a time",
          "write it like `2026-03-01T12:00:00Z`");
    }
    return time;
  }

  private TrustedKey.Scope scope(Json.@Nullable Obj scope, String pointer) {
    if (scope == null) {
      return TrustedKey.Scope.ANY;
    }
    check.onlyMembers(scope, pointer, List.of("run", "producer"));
    if (scope.members().isEmpty()) {
      check.refuse(pointer, "an empty `scope` says nothing", "leave it out to trust every run");
    }
    String run = scope.get("run") == null ? "*" : name(scope, pointer, "run");
    String producer = scope.get("producer") == null ? null : name(scope, pointer, "producer");
    return new TrustedKey.Scope(run == null ? "" : run, producer);
  }

  private @Nullable String name(Json.Obj object, String pointer, String name) {
    String text = check.string(object, pointer, name);
    if (text != null && (text.isEmpty() || text.length() > MAX_TEXT)) {
      check.refuse(pointer + '/' + name, "`" + name + "` must have 1 to 200 characters");
    }
    return text;
  }

  private void revoked(Json.@Nullable Arr entries) {
    if (entries != null && entries.items().size() > MAX_REVOCATIONS) {
      check.refuse("/revoked", "`revoked` has more than " + MAX_REVOCATIONS + " entries");
    } else if (entries != null) {
      forEachObject(entries, "/revoked", this::revocation);
    }
  }

  private void revocation(Json.Obj entry, String pointer) {
    check.onlyMembers(entry, pointer, List.of("key_id", "since", "reason"));
    String id = check.string(entry, pointer, "key_id");
    if (id != null && !StatementReader.isDigest(id)) {
      check.refuse(pointer + "/key_id", "`key_id` must be `sha256:` and 64 lower-case hex digits");
    }
    EventTime since = time(entry, pointer, "since", true);
    String reason = entry.get("reason") == null ? "" : name(entry, pointer, "reason");
    if (id == null || since == null || reason == null) {
      return;
    }
    if (revocations.putIfAbsent(id, new TrustSet.Revocation(since, reason)) != null) {
      check.refuse(pointer + "/key_id", "the key `" + id + "` is revoked twice");
    }
  }
}
