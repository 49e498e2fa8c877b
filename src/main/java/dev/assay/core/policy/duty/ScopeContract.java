package dev.assay.core.policy.duty;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.argument.ArgumentPath;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.scope.FileSystemView;
import dev.assay.core.policy.scope.PathBoundary;
import dev.assay.core.schema.pattern.PathForm;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One contract of {@code restrict_scope}: what the tool, its first class or one of its arguments is
 * compared with.
 *
 * <p>Without {@code scope_target} the resource is the argument {@code resource}; another one in
 * {@code _meta} of the arguments is a mismatch, and alone it is none. Source: {@code policy.md}
 * 2.6, {@code policy-language.md} 3.
 */
public final class ScopeContract {
  private static final String TYPE = "scope_type";
  private static final String VALUE = "scope_value";
  private static final String MODE = "scope_match_mode";
  private static final String TARGET = "scope_target";
  private static final List<String> MEMBERS = list(TYPE, VALUE, MODE, TARGET);
  private static final List<String> TYPES = list("resource", "path_prefix", "tool", "tool_class");
  private static final List<String> MODES = list("exact", "prefix", "contains", "any");
  private static final ArgumentPath RESOURCE = ArgumentPath.parse("resource").orElseThrow();

  /** What a scope that does not hold is called in records. */
  public enum Mismatch {
    /** The call has nothing to compare. */
    SCOPE_TARGET_MISSING,
    /** It has something else. */
    SCOPE_TARGET_MISMATCH;

    /** Gives the spelling in records. */
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String type;
  private final String value;
  private final String mode;
  private final ArgumentPath target;
  private final boolean named;
  private final Optional<PathBoundary> boundary;

  private ScopeContract(
      String type,
      String value,
      String mode,
      Optional<ArgumentPath> target,
      Optional<PathBoundary> boundary) {
    this.type = type;
    this.value = value;
    this.mode = mode;
    this.target = target.orElse(RESOURCE);
    this.named = target.isPresent();
    this.boundary = boundary;
  }

  private static List<String> list(String... words) {
    return Collections.unmodifiableList(Arrays.asList(words));
  }

  /** Reads a contract; what it cannot mean is refused. */
  public static ScopeContract read(Section section) {
    section.refuseUnknown(MEMBERS);
    section.require(TYPE, VALUE, MODE);
    String type = section.foldedWord(TYPE, TYPES).orElse("resource");
    String mode = section.foldedWord(MODE, MODES).orElse("exact");
    boolean path = type.equals("path_prefix");
    boolean argument = path || type.equals("resource");
    Optional<ArgumentPath> target = readTarget(section, argument);
    if (path) {
      section.require(TARGET);
    }
    if (path && !mode.equals("prefix") && !mode.equals("exact")) {
      section
          .findings()
          .refuse(
              PolicyFault.UNKNOWN_VALUE,
              "a path is not compared by `" + mode + "`",
              section.findings().value(section.at(MODE)),
              "use one of prefix, exact");
    }
    Optional<PathBoundary> boundary =
        path ? PathBoundary.read(section, VALUE, mode.equals("exact")) : Optional.empty();
    return new ScopeContract(type, section.string(VALUE).orElse(""), mode, target, boundary);
  }

  private static Optional<ArgumentPath> readTarget(Section section, boolean argument) {
    Optional<String> text = section.string(TARGET);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<ArgumentPath> target =
        text.filter(t -> t.startsWith("/"))
            .flatMap(ArgumentPath::parse)
            .filter(ArgumentPath::isSingle);
    if (target.isEmpty() || !argument) {
      section
          .findings()
          .refuse(
              PolicyFault.ARGUMENT,
              argument
                  ? "`" + text.get() + "` is no pointer to one argument"
                  : "only `resource` and `path_prefix` look at an argument",
              section.findings().value(section.at(TARGET)),
              argument ? "write a pointer such as /resource" : "leave `scope_target` out");
    }
    return target;
  }

  /** Says whether links of visible files count. */
  public boolean followsLinks() {
    return boundary.isPresent();
  }

  /** Gives what is wrong with a call, or null when the scope holds. */
  public @Nullable Mismatch judge(ToolCall call, List<String> classes, FileSystemView files) {
    Json observed = observed(call, classes);
    if (observed == null) {
      return Mismatch.SCOPE_TARGET_MISSING;
    }
    boolean holds =
        boundary.isPresent()
            ? boundary.get().admits(observed, files)
            : observed instanceof Json.Str text && matches(text.value());
    return holds && !isContradicted(call, observed) ? null : Mismatch.SCOPE_TARGET_MISMATCH;
  }

  private @Nullable Json observed(ToolCall call, List<String> classes) {
    return switch (type) {
      case "tool" -> new Json.Str(call.name());
      case "tool_class" -> classes.isEmpty() ? null : new Json.Str(classes.getFirst());
      default -> target.get(call.arguments());
    };
  }

  private boolean isContradicted(ToolCall call, Json observed) {
    boolean argument = type.equals("resource") || boundary.isPresent();
    Json other =
        argument && !named
            ? call.arguments().object("_meta").map(meta -> meta.get("resource")).orElse(null)
            : null;
    return other != null && !other.equals(observed);
  }

  private boolean matches(String text) {
    return switch (mode) {
      case "exact" -> text.equals(value);
      case "prefix" -> text.startsWith(value) && staysWhenNormalised(text);
      case "contains" -> text.contains(value);
      default -> true;
    };
  }

  /** A prefix that names a place, as {@code app/} does, also holds for what a path means. */
  private boolean staysWhenNormalised(String text) {
    if (value.indexOf('/') < 0) {
      return true;
    }
    String collapsed = PathForm.disguised(text) ? null : PathForm.collapsed(text);
    return collapsed != null && collapsed.startsWith(value);
  }
}
