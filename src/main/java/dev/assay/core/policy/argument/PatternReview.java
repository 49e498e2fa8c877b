package dev.assay.core.policy.argument;

import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.schema.pattern.PatternShape;
import dev.assay.core.schema.pattern.TextPattern;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads a pattern for what is legal and probably not meant: one that matches anywhere, one that
 * other engines may never finish, one for paths that lets {@code ..} through.
 */
final class PatternReview {
  /** What stands before and after {@code ..} in the paths that are tried. */
  private static final List<String> AROUND =
      Collections.unmodifiableList(Arrays.asList("", "/", "a/", "/a/", "./"));

  private PatternReview() {}

  /**
   * Reviews a pattern.
   *
   * @param member the argument it is for; empty when not known
   */
  static void review(String pattern, String member, String pointer, Findings findings) {
    PatternShape shape = PatternShape.of(pattern);
    if (!pattern.startsWith("^")) {
      findings.warn(
          PolicyFault.REGEX_UNANCHORED,
          "pattern `" + pattern + "` matches anywhere in the text",
          findings.value(pointer),
          "start it with `^`");
    }
    if (shape.backtracks()) {
      findings.warn(
          PolicyFault.REGEX_CATASTROPHIC,
          "pattern `" + pattern + "` can take other engines exponential time, not this one",
          findings.value(pointer),
          "do not repeat what repeats already");
    }
    if (!shape.pathPrefix() && PathMember.isName(member) && acceptsDotDot(pattern)) {
      findings.warn(
          PolicyFault.REGEX_DOT_DOT,
          "pattern `" + pattern + "` accepts `..` in `" + member + "`",
          findings.value(pointer),
          "start it with `^/` and a directory, or use `paths`");
    }
  }

  private static boolean acceptsDotDot(String pattern) {
    if (!(TextPattern.compile(pattern) instanceof TextPattern.Reading.Compiled compiled)) {
      return false;
    }
    String literal = PatternShape.literal(pattern);
    for (String before : AROUND) {
      if (compiled.pattern().find(before + "../a")
          || compiled.pattern().find(literal + before + "../a")
          || compiled.pattern().find(literal + before + "..")) {
        return true;
      }
    }
    return false;
  }
}
