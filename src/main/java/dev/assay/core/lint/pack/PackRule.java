package dev.assay.core.lint.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a pack.
 *
 * @param id its name inside the pack
 * @param severity of its findings
 * @param texts what it says of itself
 * @param eventTypes the only types it looks at; empty for all
 * @param check what it asks
 * @param line where it stands in the pack file, first line is 1
 */
public record PackRule(
    String id, Severity severity, Texts texts, List<String> eventTypes, Check check, int line) {

  /** Copies the types. */
  public PackRule {
    eventTypes = Collections.unmodifiableList(new ArrayList<>(eventTypes));
  }

  /**
   * Texts of a rule; absent ones are null.
   *
   * @param description what it asks, one sentence
   * @param articleRef the article of a regulation
   * @param helpMarkdown what to do about a finding
   */
  public record Texts(
      String description, @Nullable String articleRef, @Nullable String helpMarkdown) {}
}
