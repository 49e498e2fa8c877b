package dev.assay.core.report;

import dev.assay.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a SARIF log describes.
 *
 * @param id what results name
 * @param level the level of its results unless they say otherwise
 * @param texts what it says of itself
 * @param helpUri where more is written, an absolute https address, or null; any other text is left
 *     out
 * @param properties such as {@code tags} and {@code security-severity}
 */
public record SarifRule(
    String id, SarifLevel level, Texts texts, @Nullable String helpUri, Json.Obj properties) {

  /**
   * Descriptions; absent ones are null.
   *
   * @param summary one sentence
   * @param description a paragraph
   * @param help what to do about a result, plain text
   * @param helpMarkdown the same in Markdown; HTML in it is shown as text, images are not loaded
   */
  public record Texts(
      String summary,
      @Nullable String description,
      @Nullable String help,
      @Nullable String helpMarkdown) {
    /** Gives texts that are one sentence only. */
    public static Texts of(String summary) {
      return new Texts(summary, null, null, null);
    }
  }

  Json.Obj json() {
    Json.ObjBuilder rule =
        Json.object()
            .put("id", id)
            .put("shortDescription", SarifLog.message(texts.summary))
            .put("fullDescription", SarifLog.message(texts.description))
            .put("help", help());
    if (helpUri != null && isWebAddress(helpUri)) {
      rule.put("helpUri", helpUri);
    }
    rule.put("defaultConfiguration", Json.object().put("level", level.wire()).build());
    if (!properties.members().isEmpty()) {
      rule.put("properties", properties);
    }
    return rule.build();
  }

  private Json.@Nullable Obj help() {
    if (texts.help == null && texts.helpMarkdown == null) {
      return null;
    }
    String text = texts.help == null ? texts.summary : texts.help;
    Json.ObjBuilder help = Json.object().put("text", SarifLog.plain(text));
    if (texts.helpMarkdown != null) {
      String markdown = ReportText.bounded(texts.helpMarkdown, SarifLog.MAX_HELP);
      help.put("markdown", markdown.replace("<", "&lt;").replace("![", "!\\["));
    }
    return help.build();
  }

  private static boolean isWebAddress(String address) {
    if (!address.startsWith("https://") || address.length() > SarifLog.MAX_NAME) {
      return false;
    }
    return address.chars().allMatch(c -> c > ' ' && c < 0x7F && "\"<>\\^`{|}".indexOf(c) < 0);
  }
}
