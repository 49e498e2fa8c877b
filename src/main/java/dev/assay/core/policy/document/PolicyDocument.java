package dev.assay.core.policy.document;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A policy document taken apart: its sections, with everything checked that does not depend on what
 * a rule makes of it. Made by {@link #open}; rules then read their members.
 */
public final class PolicyDocument {
  /** The version that policies are of after conversion. */
  public static final String CURRENT = "2.0";

  private static final String LEGACY = "1.0";

  private final Section root;
  private final Section tools;
  private final Section enforcement;
  private final Section limits;
  private final ToolTaxonomy taxonomy;
  private final LegacyConstraints constraints;
  private final String version;

  private PolicyDocument(Json.Obj value, Findings findings) {
    this.root = new Section(value, "", findings);
    this.tools = root.section(PolicyShape.TOOLS.section());
    this.enforcement = root.section(PolicyShape.ENFORCEMENT.section());
    this.limits = root.section(PolicyShape.LIMITS.section());
    this.taxonomy = ToolTaxonomy.read(root);
    this.constraints = LegacyConstraints.read(root);
    this.version = readVersion();
  }

  /**
   * Takes a document apart. What is wrong with it goes to the findings; the document is then good
   * only for finding more.
   *
   * @param denyDeprecations whether old forms are refused (Strict mode) instead of warned about
   */
  public static PolicyDocument open(Json.Obj value, Findings findings, boolean denyDeprecations) {
    PolicyDocument document = new PolicyDocument(value, findings);
    document.root.refuseUnknown(PolicyShape.ROOT);
    document.tools.refuseUnknown(PolicyShape.TOOLS);
    document.enforcement.refuseUnknown(PolicyShape.ENFORCEMENT);
    document.limits.refuseUnknown(PolicyShape.LIMITS);
    NotYetEnforced.refuse(document);
    ExactNumbers.check(value, "", findings);
    document.deprecations(denyDeprecations);
    return document;
  }

  private String readVersion() {
    Json given = root.get("version");
    if (given == null) {
      if (!root.has("constraints")) {
        root.findings()
            .refuse(
                PolicyFault.VERSION_MISSING,
                "`version` is missing",
                root.findings().value(""),
                "add `version: \"2.0\"`");
      }
      return CURRENT;
    }
    Optional<String> text = root.string("version");
    if (text.isPresent() && !text.get().equals(CURRENT) && !text.get().equals(LEGACY)) {
      root.findings()
          .refuse(
              PolicyFault.VERSION_UNSUPPORTED,
              "version `" + text.get() + "` is not known",
              root.findings().value("/version"),
              "write \"2.0\"");
    }
    String read = text.orElse(CURRENT);
    return read.equals(LEGACY) && !constraints.isEmpty() ? CURRENT : read;
  }

  /** Whether the document is of the first version, converted while it was read. */
  public boolean isLegacy() {
    return root.get("version") == null
        || root.string("version").orElse("").equals(LEGACY)
        || !constraints.isEmpty();
  }

  private void deprecations(boolean refuse) {
    String name;
    String what;
    if (!constraints.isEmpty()) {
      name = "constraints";
      what = "`constraints` are the form of version 1.0";
    } else if (root.string("version").orElse("").equals(LEGACY)) {
      name = "version";
      what = "version 1.0 is an old form";
    } else if (root.get("allow") != null || root.get("deny") != null) {
      name = root.get("allow") != null ? "allow" : "deny";
      what = "`" + name + "` at the root is an old form";
    } else {
      return;
    }
    String hint = hint(name);
    if (refuse) {
      root.findings()
          .refuse(PolicyFault.DEPRECATED, what + ", refused in Strict mode", root.name(name), hint);
    } else {
      root.findings().warn(PolicyFault.DEPRECATED, what, root.name(name), hint);
    }
  }

  private static String hint(String name) {
    return switch (name) {
      case "constraints" -> "write `schemas` and `version: \"2.0\"`";
      case "version" -> "write `version: \"2.0\"`";
      default -> "move it under `tools`";
    };
  }

  /** Gives the version after conversion. */
  public String version() {
    return version;
  }

  /** Gives the root section. */
  public Section root() {
    return root;
  }

  /** Gives the section {@code tools}. */
  public Section tools() {
    return tools;
  }

  /** Gives the section {@code enforcement}. */
  public Section enforcement() {
    return enforcement;
  }

  /** Gives the section {@code limits}. */
  public Section limits() {
    return limits;
  }

  /** Gives which classes tools have. */
  public ToolTaxonomy taxonomy() {
    return taxonomy;
  }

  /** Gives the schemas that {@code constraints} became. */
  public LegacyConstraints constraints() {
    return constraints;
  }

  /** Gives what collects the findings. */
  public Findings findings() {
    return root.findings();
  }

  /**
   * Gives the patterns of a list under {@code tools} followed by those of the old list of the same
   * name at the root, unless both are absent.
   */
  public Optional<NamePatterns> patterns(String name) {
    if (tools.get(name) == null && root.get(name) == null) {
      return Optional.empty();
    }
    List<NamePattern> patterns = new ArrayList<>(NamePattern.readAll(tools, name));
    patterns.addAll(NamePattern.readAll(root, name));
    return Optional.of(new NamePatterns(patterns));
  }

  /** Gives the classes of a list under {@code tools}, unless it is absent. */
  public Optional<List<String>> classes(String name) {
    return ToolTaxonomy.readClasses(tools, name);
  }
}
