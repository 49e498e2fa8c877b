package dev.assay.core.surface.privileged;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.policy.privileged.Classification;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * On what a privileged action is done, as far as it may be recorded.
 *
 * @param shown the target; long texts in it are cut
 * @param digest {@code sha256:} over the whole target
 */
record ActionTarget(Json.Obj shown, String digest) {
  private static final byte[] DOMAIN = "assay.mcp.target.v0\0".getBytes(StandardCharsets.UTF_8);

  /** Gives the target of a call; empty when nobody knows what the call does. */
  static Optional<ActionTarget> of(
      Classification classification, Json.Obj arguments, TargetHash hash) {
    if (classification.action().isEmpty()) {
      return Optional.empty();
    }
    Json.Obj whole = project(classification, arguments, hash, RecordText::sanitised);
    Json.Obj shown = project(classification, arguments, hash, RecordText::bounded);
    return Optional.of(new ActionTarget(shown, digest(whole)));
  }

  /** Gives the digest of a target. */
  static String digest(Json.Obj target) {
    byte[] canonical = CanonicalJson.canonicalBytes(target);
    byte[] preimage = new byte[DOMAIN.length + canonical.length];
    System.arraycopy(DOMAIN, 0, preimage, 0, DOMAIN.length);
    System.arraycopy(canonical, 0, preimage, DOMAIN.length, canonical.length);
    return Sha256.text(preimage);
  }

  /** What the arguments do not name whole is projected to what stands in the clear. */
  private static Json.Obj project(
      Classification classification,
      Json.Obj arguments,
      TargetHash hash,
      UnaryOperator<String> plain) {
    boolean whole = classification.missing().isEmpty();
    Projection target = new Projection(arguments, hash, plain, Json.object());
    return switch (classification.action().orElseThrow().actionClass()) {
      case GITHUB_DEPLOY_KEY -> {
        target.members.put("provider", "github");
        target.plain("owner");
        if (whole) {
          target.plain("repo");
          target.hashed("key_title_hash", "github_key_title", "title", "key_title");
          target.flag("read_only");
        }
        yield target.members.build();
      }
      case SLACK_ADD_MEMBER -> {
        target.members.put("provider", "slack");
        if (whole) {
          target.hashedOrNull("workspace_id_hash", "slack_workspace", "workspace_id");
          target.hashedOrNull("channel_id_hash", "slack_channel", "channel_id");
          target.hashedOrNull("principal_hash", "slack_principal", "user_id", "user");
        }
        yield target.members.build();
      }
      case WORKSPACE_ADMIN -> {
        target.members.put("provider", "workspace");
        if (whole) {
          target.hashed("workspace_id_hash", "workspace", "workspace_id", "workspace", "org");
          target.hashed("principal_hash", "workspace_principal", "principal", "user");
          target.plain("role");
        }
        yield target.members.build();
      }
    };
  }

  /** The members of a target while they are collected. */
  private record Projection(
      Json.Obj arguments, TargetHash hash, UnaryOperator<String> text, Json.ObjBuilder members) {
    void plain(String name) {
      Classification.first(arguments, name)
          .ifPresent(value -> members.put(name, text.apply(value)));
    }

    void hashed(String name, String kind, String... from) {
      Classification.first(arguments, from)
          .ifPresent(value -> members.put(name, hash.text(kind, value)));
    }

    void hashedOrNull(String name, String kind, String... from) {
      members.put(name, Json.Null.NULL);
      hashed(name, kind, from);
    }

    void flag(String name) {
      if (arguments.get(name) instanceof Json.Bool flag) {
        members.put(name, flag);
      }
    }
  }
}
