package dev.assay.core.policy.duty;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.policy.argument.ArgumentPath;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One contract of {@code redact_args}: a value of the arguments that the upstream gets masked,
 * hashed, cut or not at all. It changes the call; what records hold is another matter.
 *
 * <p>Source: {@code policy.md} 2.7, {@code policy-language.md} 3.
 */
public final class RedactionContract {
  private static final String TARGET = "redaction_target";
  private static final String MODE = "redaction_mode";
  private static final String SCOPE = "redaction_scope";
  private static final List<String> MEMBERS = list(TARGET, MODE, SCOPE);
  private static final List<String> MODES = list("mask", "hash", "drop", "partial");
  private static final List<String> SCOPES = list("request", "args", "metadata");
  private static final List<String> NAMED = list("path", "query", "headers", "body");
  private static final String ALL = "args";
  private static final String METADATA = "metadata";

  private static final Json MASK = new Json.Str("[REDACTED]");
  private static final int KEPT_CODE_POINTS = 2;
  private static final byte[] DOMAIN = "assay.redacted_value.v0:".getBytes(StandardCharsets.UTF_8);

  /** What a redaction that cannot be done is called in records. */
  public enum Flaw {
    /** Nothing stands at the target. */
    REDACTION_TARGET_MISSING,
    /** What stands there cannot be treated so. */
    REDACTION_APPLY_FAILED;

    /** Gives the spelling in records. */
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of the arguments. */
  public sealed interface Redaction {
    /** The arguments that may be sent; the same when nothing had to change. */
    record Done(Json.Obj arguments) implements Redaction {}

    /** The duty cannot be met. */
    record Failed(Flaw flaw) implements Redaction {}
  }

  /** The contract of the list form when it says none: the argument {@code body} is masked. */
  public static final RedactionContract DEFAULT =
      new RedactionContract(ArgumentPath.parse("body"), "mask");

  /** Empty for all arguments. */
  private final Optional<ArgumentPath> target;

  private final String mode;

  private RedactionContract(Optional<ArgumentPath> target, String mode) {
    this.target = target;
    this.mode = mode;
  }

  private static List<String> list(String... words) {
    return Collections.unmodifiableList(Arrays.asList(words));
  }

  /** Reads a contract; what it cannot mean is refused. */
  public static RedactionContract read(Section section) {
    section.refuseUnknown(MEMBERS);
    section.require(TARGET, MODE, SCOPE);
    section.foldedWord(SCOPE, SCOPES);
    String mode = section.foldedWord(MODE, MODES).orElse("mask");
    String text = section.string(TARGET).orElse("body");
    Optional<ArgumentPath> target = target(text);
    boolean all = text.equals(ALL);
    if (target.isEmpty() && !all) {
      section
          .findings()
          .refuse(
              PolicyFault.ARGUMENT,
              "`" + text + "` is no redaction target",
              section.findings().value(section.at(TARGET)),
              "use one of path, query, headers, body, metadata, args, or a pointer such as"
                  + " /headers/x-user");
    }
    if (all && !mode.equals("drop")) {
      section
          .findings()
          .refuse(
              PolicyFault.UNKNOWN_VALUE,
              "all arguments together can only be dropped: they stay an object",
              section.findings().value(section.at(MODE)),
              "use `drop`, or a pointer to one argument");
    }
    return new RedactionContract(target, mode);
  }

  private static Optional<ArgumentPath> target(String text) {
    if (text.equals(METADATA)) {
      return ArgumentPath.parse("_meta");
    }
    boolean known = NAMED.contains(text) || text.startsWith("/");
    return known ? ArgumentPath.parse(text) : Optional.empty();
  }

  /**
   * Applies the contract.
   *
   * @param key what {@code hash} is keyed with
   */
  public Redaction apply(Json.Obj arguments, KeyedDigest key) {
    if (target.isEmpty()) {
      return new Redaction.Done(Json.Obj.EMPTY);
    }
    return target.get().changed(arguments, value -> value).isEmpty()
        ? new Redaction.Failed(Flaw.REDACTION_TARGET_MISSING)
        : applyWhereThere(arguments, key);
  }

  /**
   * Applies the contract to what stands at its target; where nothing does, nothing has to be
   * hidden.
   *
   * @param key what {@code hash} is keyed with
   */
  public Redaction applyWhereThere(Json.Obj arguments, KeyedDigest key) {
    if (target.isEmpty()) {
      return new Redaction.Done(Json.Obj.EMPTY);
    }
    boolean[] cut = {true};
    Json.Obj changed =
        target
            .get()
            .changedWhereThere(
                arguments,
                value -> {
                  cut[0] &= !mode.equals("partial") || value instanceof Json.Str;
                  return replacement(value, key);
                });
    return cut[0] ? new Redaction.Done(changed) : new Redaction.Failed(Flaw.REDACTION_APPLY_FAILED);
  }

  private @Nullable Json replacement(Json value, KeyedDigest key) {
    return switch (mode) {
      case "drop" -> null;
      case "hash" -> new Json.Str(key.digest(DOMAIN, CanonicalJson.canonicalBytes(value)));
      case "partial" -> value instanceof Json.Str text ? partial(text.value()) : value;
      default -> MASK;
    };
  }

  private static Json partial(String text) {
    int kept = Math.min(KEPT_CODE_POINTS, text.codePointCount(0, text.length()));
    return new Json.Str(text.substring(0, text.offsetByCodePoints(0, kept)) + "***");
  }
}
