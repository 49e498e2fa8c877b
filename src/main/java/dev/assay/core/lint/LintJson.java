package dev.assay.core.lint;

import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.PackSelection;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.lint.pack.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as members of a JSON document. Source: {@code evidence.md} 6.1. */
public final class LintJson {
  private LintJson() {}

  /** Gives the members. */
  public static Json.Obj members(LintReport report, String toolVersion) {
    Json.ObjBuilder members =
        Json.object()
            .put("tool_version", toolVersion)
            .put("bundle_meta", report.bundle().document())
            .put("verified", true)
            .put(
                "findings",
                new Json.Arr(report.findings().stream().<Json>map(LintJson::finding).toList()))
            .put("summary", summary(report));
    if (!report.disclaimers().isEmpty()) {
      members.put("disclaimer", String.join("\n", report.disclaimers()));
    }
    if (report.omitted() > 0) {
      members.put("truncated", true).put("truncated_count", report.omitted());
    }
    return members.put("packs", packs(report.packs())).put("skipped", skipped(report)).build();
  }

  private static Json.Obj summary(LintReport report) {
    return Json.object()
        .put("total", report.findings().size())
        .put("errors", report.count(Severity.ERROR))
        .put("warnings", report.count(Severity.WARN))
        .put("infos", report.count(Severity.INFO))
        .build();
  }

  private static Json.Obj finding(Finding finding) {
    return Json.object()
        .put("rule_id", finding.rule().id())
        .put("severity", finding.severity().wire())
        .put("level", finding.severity().level())
        .put("message", finding.message())
        .put("location", location(finding.place()))
        .put("fingerprint", finding.fingerprints().finding())
        .put("help_uri", orNull(helpUri(finding.rule())))
        .put("tags", Json.Arr.ofStrings(tags(finding.rule())))
        .build();
  }

  private static Json location(@Nullable EventPlace place) {
    return place == null
        ? Json.Null.NULL
        : Json.object()
            .put("seq", place.seq())
            .put("line", place.line())
            .put("event_type", place.type())
            .build();
  }

  /** Gives the words a finding can be filtered by. */
  static List<String> tags(Finding.RuleRef rule) {
    return switch (rule) {
      case Finding.RuleRef.BuiltIn(BuiltInRule builtIn) -> builtIn.tags();
      case Finding.RuleRef.OfPack(PackSelection.Rule ofPack) -> {
        List<String> tags = new ArrayList<>();
        tags.add(ofPack.pack().name());
        tags.add("pack:" + ofPack.pack().name());
        String article = ofPack.rule().texts().articleRef();
        if (article != null) {
          tags.add("article_ref:" + article);
        }
        yield tags;
      }
    };
  }

  /** Gives where the rule comes from, when that is known. */
  static @Nullable String helpUri(Finding.RuleRef rule) {
    return switch (rule) {
      case Finding.RuleRef.BuiltIn _ -> null;
      case Finding.RuleRef.OfPack(PackSelection.Rule ofPack) -> ofPack.pack().texts().sourceUrl();
    };
  }

  /** Gives what identifies packs that ran. */
  public static Json.Arr packs(PackSelection.Selected packs) {
    List<Json> items = new ArrayList<>();
    for (RulePack pack : packs.packs()) {
      items.add(
          Json.object()
              .put("name", pack.name())
              .put("version", pack.version())
              .put("digest", pack.digests().engine())
              .put("document_digest", pack.digests().document())
              .put("source_url", orNull(pack.texts().sourceUrl()))
              .build());
    }
    return new Json.Arr(items);
  }

  private static Json.Arr skipped(LintReport report) {
    List<Json> items = new ArrayList<>();
    for (SkippedRule rule : report.skipped()) {
      items.add(Json.object().put("rule_id", rule.id()).put("why", rule.why()).build());
    }
    return new Json.Arr(items);
  }

  private static Json orNull(@Nullable String text) {
    return text == null ? Json.Null.NULL : new Json.Str(text);
  }
}
