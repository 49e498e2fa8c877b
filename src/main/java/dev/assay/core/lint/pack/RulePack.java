package dev.assay.core.lint.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule pack that was read and accepted.
 *
 * @param name its name
 * @param version its version, free text
 * @param kind what it is for
 * @param texts what it says of itself
 * @param digests what identifies its content
 * @param rules in the order of the file
 * @param document what the user calls the file
 */
public record RulePack(
    String name,
    String version,
    PackKind kind,
    Texts texts,
    Digests digests,
    List<PackRule> rules,
    String document) {

  /** Copies the rules. */
  public RulePack {
    rules = Collections.unmodifiableList(new ArrayList<>(rules));
  }

  /**
   * Texts of a pack; absent ones are null.
   *
   * @param description what it looks for
   * @param sourceUrl where its rules come from
   * @param disclaimer what its findings do not say; a compliance pack has one
   */
  public record Texts(
      String description, @Nullable String sourceUrl, @Nullable String disclaimer) {}

  /**
   * Two digests, {@code sha256:<hex>} each.
   *
   * @param engine over the members that the reference implementation knows; part of fingerprints,
   *     so that both programs give the same
   * @param document over the whole document as read, which two different packs never share
   */
  public record Digests(String engine, String document) {}

  /** Gives {@code name@version:rule}, by which findings name the rule. */
  public String canonicalId(PackRule rule) {
    return name + "@" + version + ":" + rule.id();
  }
}
