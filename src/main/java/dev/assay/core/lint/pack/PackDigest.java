package dev.assay.core.lint.pack;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two digests of a pack. The engine digest is over the members that the reference
 * implementation knows, optional ones as {@code null} or their default; a check it does not know is
 * the word {@code unsupported}, so what is inside does not count. Source: {@code evidence.md} 6.3.
 */
final class PackDigest {
  private PackDigest() {}

  static RulePack.Digests of(Json.Obj pack) {
    return new RulePack.Digests(
        Sha256.text(CanonicalJson.canonicalBytes(typed(pack))),
        Sha256.text(CanonicalJson.canonicalBytes(pack)));
  }

  private static Json.Obj typed(Json.Obj pack) {
    Json.ObjBuilder typed = Json.object();
    for (String name : List.of("name", "version", "kind", "description", "author", "license")) {
      typed.put(name, orNull(pack.get(name)));
    }
    typed.put("source_url", orNull(pack.get("source_url")));
    typed.put("disclaimer", orNull(pack.get("disclaimer")));
    Json.Obj requires = pack.object("requires").orElse(Json.Obj.EMPTY);
    typed.put(
        "requires",
        Json.object()
            .put("assay_min_version", orNull(requires.get("assay_min_version")))
            .put("evidence_schema_version", orNull(requires.get("evidence_schema_version")))
            .build());
    List<Json> rules = new ArrayList<>();
    if (pack.get("rules") instanceof Json.Arr list) {
      for (Json rule : list.items()) {
        rules.add(rule instanceof Json.Obj object ? rule(object) : rule);
      }
    }
    return typed.put("rules", new Json.Arr(rules)).build();
  }

  private static Json.Obj rule(Json.Obj rule) {
    Json.ObjBuilder typed = Json.object();
    for (String name :
        List.of(
            "id",
            "description",
            "article_ref",
            "help_markdown",
            "engine_min_version",
            "event_types")) {
      typed.put(name, orNull(rule.get(name)));
    }
    String severity =
        rule.string("severity").flatMap(Severity::read).map(Severity::digested).orElse("");
    return typed
        .put("severity", severity)
        .put("check", check(rule.object("check").orElse(Json.Obj.EMPTY)))
        .build();
  }

  private static Json.Obj check(Json.Obj check) {
    String type = check.string("type").orElse("");
    return switch (type) {
      case "event_count" -> members(check, "type", "min");
      case "event_pairs" -> members(check, "type", "start_pattern", "finish_pattern");
      case "event_type_exists" -> members(check, "type", "pattern");
      case "event_field_present" ->
          withFlag(members(check, "type", "paths_any_of", "any_of"), check, "in_data");
      case "json_path_exists" -> members(check, "type", "paths", "value_equals");
      case "manifest_field" -> withFlag(members(check, "type", "path"), check, "required");
      case "g3_authorization_context_present" -> members(check, "type");
      case "conditional" -> members(check, "type", "condition", "then");
      default -> Json.object().put("type", "unsupported").build();
    };
  }

  private static Json.Obj members(Json.Obj check, String... names) {
    Json.ObjBuilder members = Json.object();
    for (String name : names) {
      members.put(name, orNull(check.get(name)));
    }
    return members.build();
  }

  private static Json.Obj withFlag(Json.Obj members, Json.Obj check, String flag) {
    Json.ObjBuilder all = Json.object();
    members.members().forEach(all::put);
    return all.put(flag, check.get(flag) == Json.Bool.TRUE).build();
  }

  private static Json orNull(@Nullable Json value) {
    return value == null ? Json.Null.NULL : value;
  }
}
