package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.schema.pattern.PathForm;
import dev.assay.core.schema.pattern.TextPattern;
import java.util.List;
import java.util.Map;

/** Whether a text that a path-prefix pattern concerns means the same after normalisation. */
final class PathScope {
  static final String AFTERWARDS =
      " also after `.` and `..` are resolved, without NUL, `\\`, `%2e`, `%2f`, `%5c`";
  static final String EITHER_WAY =
      " or not match it in the same way before and after `.` and `..` are resolved";

  private PathScope() {}

  /** Whether a text that matches as written also matches normalised. */
  static boolean keeps(TextPattern pattern, String text, Run run) {
    if (PathForm.disguised(text)) {
      return false;
    }
    String collapsed = PathForm.collapsed(text);
    if (collapsed == null) {
      return false;
    }
    // INVARIANT: the same object means nothing was collapsed, and the pattern has matched it
    return isSame(collapsed, text) || (run.spend(collapsed, pattern) && pattern.find(collapsed));
  }

  /**
   * Whether the answer as written may be wrong for the file that is meant, in either direction. A
   * text that does not match is taken at its worst, disguises undone.
   */
  static boolean disagrees(TextPattern pattern, String text, boolean written, Run run) {
    if (written) {
      return !keeps(pattern, text, run);
    }
    String worst = PathForm.disguised(text) ? PathForm.undisguised(text) : text;
    String meant = PathForm.resolved(worst);
    return meant != null
        && !isSame(meant, text)
        && run.spend(meant, pattern)
        && pattern.find(meant);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(String a, String b) {
    return a == b;
  }

  /**
   * Looks at every text and name inside a value; the first disagreement stops the run. For schemas
   * whose inner workings we do not see.
   */
  static void judgeAll(List<TextPattern> patterns, Json value, Run run) {
    switch (value) {
      case Json.Str s -> judge(patterns, s.value(), run);
      case Json.Arr a -> {
        int mark = run.mark();
        for (int i = 0; i < a.items().size() && !run.stopped(); i++) {
          run.into(i);
          judgeAll(patterns, a.items().get(i), run);
          run.backTo(mark);
        }
      }
      case Json.Obj o -> {
        int mark = run.mark();
        for (Map.Entry<String, Json> member : o.members().entrySet()) {
          if (run.stopped()) {
            return;
          }
          run.into(member.getKey());
          judge(patterns, member.getKey(), run);
          judgeAll(patterns, member.getValue(), run);
          run.backTo(mark);
        }
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  private static void judge(List<TextPattern> patterns, String text, Run run) {
    for (TextPattern pattern : patterns) {
      if (!run.spend(text, pattern)) {
        return;
      }
      if (disagrees(pattern, text, pattern.find(text), run)) {
        run.disagree("pattern", "must match `" + pattern.source() + '`' + EITHER_WAY);
      }
    }
  }
}
