package dev.assay.core.lint;

import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.PackRule;
import dev.assay.core.lint.pack.PackSelection;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.lint.pack.Severity;
import dev.assay.core.report.SarifLevel;
import dev.assay.core.report.SarifLog;
import dev.assay.core.report.SarifPlace;
import dev.assay.core.report.SarifResult;
import dev.assay.core.report.SarifRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The report as a SARIF log. Results stand on files of the repository: on the one the caller names,
 * else on the line of the rule in its pack file, else on the bundle. Source: {@code trust-basis.md}
 * 11.1.
 */
public final class LintSarif {
  private static final String NAMELESS = "bundle.tar.gz";
  private static final String EVENT = "event";

  private final LintReport report;
  private final Places places;

  /**
   * Where results may stand.
   *
   * @param bundlePath the bundle as the user named it
   * @param location the file of the repository that all results stand on, if the user named one
   * @param packFiles documents of packs that are files the user named
   */
  public record Places(String bundlePath, Optional<String> location, List<String> packFiles) {
    /** Copies the files. */
    public Places {
      packFiles = List.copyOf(packFiles);
    }

    /** Gives the last part of a path, whatever separates its parts. */
    public static String fileName(String path) {
      String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
      return name.isEmpty() || name.equals("-") ? NAMELESS : name;
    }

    private SarifPlace of(Finding finding) {
      SarifPlace file = file(finding.rule());
      EventPlace place = finding.place();
      return place == null ? file : file.about("seq:" + place.seq(), EVENT);
    }

    private SarifPlace file(Finding.RuleRef rule) {
      if (location.isPresent()) {
        return SarifPlace.file(location.get());
      }
      if (rule instanceof Finding.RuleRef.OfPack(PackSelection.Rule ofPack)) {
        String document = ofPack.pack().document();
        if (packFiles.contains(document) && SarifPlace.isInRepository(document)) {
          return SarifPlace.line(document, Math.max(1, ofPack.rule().line()));
        }
      }
      for (String candidate : List.of(bundlePath, fileName(bundlePath))) {
        if (SarifPlace.isInRepository(candidate) && !candidate.equals("-")) {
          return SarifPlace.file(candidate);
        }
      }
      return SarifPlace.file(NAMELESS);
    }
  }

  private LintSarif(LintReport report, Places places) {
    this.report = report;
    this.places = places;
  }

  /** Gives the log. */
  public static SarifLog log(LintReport report, String toolVersion, Places places) {
    LintSarif sarif = new LintSarif(report, places);
    Json.Obj toolProperties =
        report.packs().packs().isEmpty()
            ? Json.Obj.EMPTY
            : Json.object().put("assayPacks", LintJson.packs(report.packs())).build();
    SarifLog.Tool tool =
        new SarifLog.Tool("assay-evidence-lint", toolVersion, sarif.rules(), toolProperties);
    return new SarifLog(
        tool,
        "assay-evidence/lint",
        report.findings().stream().map(sarif::result).toList(),
        report.omitted(),
        sarif.runProperties());
  }

  private Json.Obj runProperties() {
    Json.ObjBuilder properties = Json.object();
    if (!report.disclaimers().isEmpty()) {
      properties.put("disclaimer", String.join("\n", report.disclaimers()));
    }
    if (report.omitted() > 0) {
      properties.put("truncated", true).put("truncatedCount", report.omitted());
    }
    return properties.build();
  }

  /** The built-in rules, always all of them, then those of packs that have findings, by id. */
  private List<SarifRule> rules() {
    List<SarifRule> rules = new ArrayList<>();
    for (BuiltInRule rule : BuiltInRule.values()) {
      rules.add(builtIn(rule));
    }
    SortedMap<String, SarifRule> ofPacks = new TreeMap<>();
    for (Finding finding : report.findings()) {
      if (finding.rule() instanceof Finding.RuleRef.OfPack(PackSelection.Rule rule)) {
        ofPacks.computeIfAbsent(rule.canonicalId(), _ -> ofPack(rule));
      }
    }
    rules.addAll(ofPacks.values());
    return rules;
  }

  private static SarifRule builtIn(BuiltInRule rule) {
    Json.ObjBuilder properties = Json.object().put("tags", Json.Arr.ofStrings(rule.tags()));
    rule.securitySeverity().ifPresent(number -> properties.put("security-severity", number));
    return new SarifRule(
        rule.id(),
        level(rule.severity()),
        new SarifRule.Texts(rule.sentence(), null, rule.help(), null),
        null,
        properties.build());
  }

  private static SarifRule ofPack(PackSelection.Rule selected) {
    RulePack pack = selected.pack();
    PackRule rule = selected.rule();
    Json.Obj properties =
        Json.object()
            .put("pack", pack.name())
            .put("pack_version", pack.version())
            .put("short_id", rule.id())
            .put("article_ref", rule.texts().articleRef())
            .build();
    String description = rule.texts().description();
    return new SarifRule(
        selected.canonicalId(),
        level(rule.severity()),
        new SarifRule.Texts(
            description, pack.texts().description(), description, rule.texts().helpMarkdown()),
        pack.texts().sourceUrl(),
        properties);
  }

  private SarifResult result(Finding finding) {
    SortedMap<String, String> prints = new TreeMap<>();
    prints.put("assayLintFingerprint/v1", finding.fingerprints().finding());
    String line = finding.fingerprints().line();
    if (line != null) {
      prints.put("primaryLocationLineHash", line);
    }
    Json.Obj properties =
        Json.object()
            .put("bundle_path", Places.fileName(places.bundlePath()))
            .put("bundle_id", report.bundle().bundleId())
            .put("run_id", report.bundle().runId())
            .put("tags", Json.Arr.ofStrings(LintJson.tags(finding.rule())))
            .put("article_ref", article(finding.rule()))
            .build();
    return new SarifResult(
        finding.rule().id(),
        level(finding.severity()),
        finding.message(),
        places.of(finding),
        prints,
        properties);
  }

  private static @Nullable String article(Finding.RuleRef rule) {
    return switch (rule) {
      case Finding.RuleRef.BuiltIn _ -> null;
      case Finding.RuleRef.OfPack(PackSelection.Rule ofPack) -> ofPack.rule().texts().articleRef();
    };
  }

  private static SarifLevel level(Severity severity) {
    return switch (severity) {
      case ERROR -> SarifLevel.ERROR;
      case WARN -> SarifLevel.WARNING;
      case INFO -> SarifLevel.NOTE;
    };
  }
}
