package dev.assay.core.coverage.declared;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether what an action acted on is what was declared. Records hold some members as digests; a
 * declared plain value is hashed the same way. A digest with a key of the recorder cannot be
 * compared. Source: {@code trust-basis.md} 10.9, {@code adapters.md} 4.4.
 */
final class DeclaredTarget {
  private static final String ANY = "*";
  private static final String HASHED = "_hash";
  private static final String KEYED = "hmac-sha256:";

  /** How a comparison ended. */
  enum Match {
    /** It is one of the targets. */
    YES,
    /** It is none of them. */
    NO,
    /** The record does not say enough. */
    UNKNOWN
  }

  private DeclaredTarget() {}

  /** Compares with every declared target; without any, everything is one. */
  static Match of(List<Json.Obj> declared, ObservedAction action) {
    if (declared.isEmpty()) {
      return Match.YES;
    }
    Match best = Match.NO;
    for (Json.Obj target : declared) {
      Match match = of(target, action.target());
      if (match == Match.YES) {
        return Match.YES;
      }
      best = match == Match.UNKNOWN ? Match.UNKNOWN : best;
    }
    return best;
  }

  private static Match of(Json.Obj declared, Json.Obj observed) {
    boolean unknown = false;
    for (Map.Entry<String, Json> member : declared.members().entrySet()) {
      Match match = of(member.getKey(), member.getValue(), observed);
      if (match == Match.NO) {
        return Match.NO;
      }
      unknown |= match == Match.UNKNOWN;
    }
    return unknown ? Match.UNKNOWN : Match.YES;
  }

  private static Match of(String name, Json wanted, Json.Obj observed) {
    if (wanted instanceof Json.Str(String any) && any.equals(ANY)) {
      return Match.YES;
    }
    String hashed = name.endsWith(HASHED) ? name : name + HASHED;
    Json plain = observed.get(name);
    if (plain != null && plain != Json.Null.NULL && !name.endsWith(HASHED)) {
      return plain.equals(wanted) ? Match.YES : Match.NO;
    }
    if (!(observed.get(hashed) instanceof Json.Str(String digest)) || digest.startsWith(KEYED)) {
      return Match.UNKNOWN;
    }
    if (!(wanted instanceof Json.Str(String value))) {
      return Match.NO;
    }
    String domain = domain(hashed, observed);
    if (value.startsWith(Sha256.PREFIX)) {
      return value.equals(digest) ? Match.YES : Match.NO;
    }
    return domain == null
        ? Match.UNKNOWN
        : hash(domain, value).equals(digest) ? Match.YES : Match.NO;
  }

  /** Gives what a member is hashed under; null for one that is not known. */
  private static @Nullable String domain(String member, Json.Obj target) {
    boolean slack = target.string("provider").orElse("").equals("slack");
    return switch (member) {
      case "key_title_hash" -> "github_key_title";
      case "workspace_id_hash" -> slack ? "slack_workspace" : "workspace";
      case "channel_id_hash" -> "slack_channel";
      case "principal_hash" -> slack ? "slack_principal" : "workspace_principal";
      default -> null;
    };
  }

  private static String hash(String domain, String value) {
    String normalized = value.strip().toLowerCase(Locale.ROOT);
    return Sha256.text(
        ("assay.tool_target.v0:" + domain + ":" + normalized).getBytes(StandardCharsets.UTF_8));
  }
}
