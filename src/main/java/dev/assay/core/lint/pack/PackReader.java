package dev.assay.core.lint.pack;

import dev.assay.core.json.StrictMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a rule pack: strictly, and with everything that is wrong with it at once.
 *
 * <p>Guarantees: never throws on any bytes; every member of an accepted pack is one this version
 * knows. A check of a type that it does not know is accepted and marked, because packs written for
 * a later version are still worth running. Source: {@code evidence.md} 6.3.
 */
public final class PackReader {
  private static final StrictMapping.Codes CODES =
      new StrictMapping.Codes(
          PackFault.UNKNOWN_FIELD.code(),
          PackFault.MISSING_FIELD.code(),
          PackFault.WRONG_TYPE.code(),
          PackFault.NUMBER.code(),
          PackFault.ROOT_NOT_MAPPING.code());
  private static final List<String> TOP =
      List.of(
          "name",
          "version",
          "kind",
          "description",
          "author",
          "license",
          "source_url",
          "disclaimer",
          "requires",
          "rules");
  private static final List<String> REQUIRES =
      List.of("assay_min_version", "evidence_schema_version");
  private static final List<String> RULE =
      List.of(
          "id",
          "severity",
          "description",
          "article_ref",
          "help_markdown",
          "check",
          "engine_min_version",
          "event_types");
  private static final String EVIDENCE_SCHEMA = "1.0";

  private final StrictMapping root;

  private PackReader(StrictMapping root) {
    this.root = root;
  }

  /**
   * Reads a document.
   *
   * @param yaml its bytes
   * @param documentName what the user calls it, for problems
   */
  public static PackReading read(byte[] yaml, String documentName) {
    StrictMapping.Opened opened = StrictMapping.open(yaml, documentName, CODES, "a pack");
    StrictMapping.Document document = opened.document();
    if (opened.root().isEmpty()) {
      return new PackReading.Refused(document.problemsInOrder());
    }
    RulePack pack = new PackReader(opened.root().get()).pack();
    return document.problems().isEmpty()
        ? new PackReading.Accepted(pack)
        : new PackReading.Refused(document.problemsInOrder());
  }

  private RulePack pack() {
    root.refuseUnknown(TOP);
    String name = name();
    String version = root.required("version");
    PackKind kind = kind();
    String description = root.required("description");
    root.required("author");
    root.required("license");
    RulePack.Texts texts =
        new RulePack.Texts(
            description,
            root.string("source_url").orElse(null),
            root.string("disclaimer").orElse(null));
    if (kind == PackKind.COMPLIANCE
        && (texts.disclaimer() == null || texts.disclaimer().isBlank())) {
      root.refuse(
          PackFault.MISSING_FIELD.code(),
          "disclaimer",
          "a compliance pack has a `disclaimer`",
          "say what its findings do not prove");
    }
    requires();
    List<PackRule> rules = rules();
    RulePack.Digests digests = PackDigest.of(root.members());
    return new RulePack(name, version, kind, texts, digests, rules, root.document().name());
  }

  private String name() {
    String name = root.required("name");
    boolean characters =
        name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    if (!characters || name.startsWith("-") || name.endsWith("-")) {
      root.refuse(
          PackFault.NAME.code(),
          "name",
          "`" + name + "` is no pack name",
          "use a-z, 0-9 and hyphens between them");
    }
    return name;
  }

  private PackKind kind() {
    String word = root.required("kind");
    for (PackKind kind : PackKind.values()) {
      if (kind.wire().equals(word)) {
        return kind;
      }
    }
    if (!word.isEmpty()) {
      root.refuse(
          PackFault.UNKNOWN_VALUE.code(),
          "kind",
          "`kind` cannot be `" + word + "`",
          "use one of compliance, security, quality");
    }
    return PackKind.QUALITY;
  }

  private void requires() {
    Optional<StrictMapping> requires = root.mapping("requires");
    if (requires.isEmpty()) {
      if (root.get("requires") == null) {
        root.missing("requires");
      }
      return;
    }
    StrictMapping fields = requires.get();
    fields.refuseUnknown(REQUIRES);
    String wanted = fields.required("assay_min_version");
    Optional<RequiredVersion> version = RequiredVersion.read(wanted);
    if (version.isEmpty() && !wanted.isEmpty()) {
      fields.refuse(
          PackFault.VERSION.code(),
          "assay_min_version",
          "`" + wanted + "` is no version",
          "write `>=x.y` or `>=x.y.z`");
    } else if (version.isPresent() && !version.get().isMetBy(RequiredVersion.SPOKEN_RELEASE)) {
      fields.refuse(
          PackFault.VERSION.code(),
          "assay_min_version",
          "the pack needs `"
              + wanted
              + "`, this program runs packs of "
              + RequiredVersion.SPOKEN_RELEASE,
          null);
    }
    Optional<String> schema = fields.string("evidence_schema_version");
    if (schema.isPresent() && !schema.get().equals(EVIDENCE_SCHEMA)) {
      fields.refuse(
          PackFault.VERSION.code(),
          "evidence_schema_version",
          "the pack is for evidence `" + schema.get() + "`, this program reads 1.0",
          null);
    }
  }

  private List<PackRule> rules() {
    if (root.get("rules") == null) {
      root.missing("rules");
    }
    List<PackRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (StrictMapping fields : root.mappings("rules")) {
      PackRule rule = rule(fields);
      if (!rule.id().isEmpty() && !ids.add(rule.id())) {
        fields.refuse(
            PackFault.DUPLICATE_RULE.code(), "id", "rule `" + rule.id() + "` stands twice", null);
      }
      rules.add(rule);
    }
    return rules;
  }

  private static PackRule rule(StrictMapping fields) {
    fields.refuseUnknown(RULE);
    String id = fields.required("id");
    Severity severity = severity(fields);
    PackRule.Texts texts =
        new PackRule.Texts(
            fields.required("description"),
            fields.string("article_ref").orElse(null),
            fields.string("help_markdown").orElse(null));
    Optional<StrictMapping> asked = fields.mapping("check");
    Check check = new Check.Unsupported("has no check");
    if (asked.isPresent()) {
      check = CheckReader.read(asked.get());
    } else if (fields.get("check") == null) {
      fields.missing("check");
    }
    Optional<String> engine = fields.string("engine_min_version");
    if (engine.isPresent() && !runs(engine.get())) {
      check =
          new Check.Unsupported(
              "needs check engine `" + engine.get() + "`, this one is " + RequiredVersion.ENGINE);
    }
    return new PackRule(id, severity, texts, fields.strings("event_types"), check, fields.line());
  }

  private static boolean runs(String engine) {
    return RequiredVersion.read(engine).filter(v -> v.isMetBy(RequiredVersion.ENGINE)).isPresent();
  }

  private static Severity severity(StrictMapping fields) {
    String word = fields.required("severity");
    Optional<Severity> severity = Severity.read(word);
    if (severity.isEmpty() && !word.isEmpty()) {
      fields.refuse(
          PackFault.UNKNOWN_VALUE.code(),
          "severity",
          "`severity` cannot be `" + word + "`",
          "use one of " + String.join(", ", Severity.WORDS));
    }
    return severity.orElse(Severity.ERROR);
  }
}
