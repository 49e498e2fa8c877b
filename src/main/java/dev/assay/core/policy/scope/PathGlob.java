package dev.assay.core.policy.scope;

import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path pattern, segment by segment: {@code *} is any text within one, {@code **} any number of
 * them, none included. Case counts; texts are compared in NFC.
 */
final class PathGlob {
  private static final String ANY_SEGMENTS = SegmentGlob.ANY_SEGMENTS;
  private static final int MAX_CHARS = 1_024;

  /** What other languages of globs give a meaning; here it would silently match nothing. */
  private static final String OTHER_LANGUAGES = "?[]{}\\";

  private final String text;
  private final String[] segments;
  private final String[] literal;

  private PathGlob(String text, String[] segments) {
    this.text = text;
    this.segments = segments;
    int depth = 0;
    while (depth < segments.length - 1 && segments[depth].indexOf('*') < 0) {
      depth++;
    }
    this.literal = Arrays.copyOf(segments, depth);
  }

  /** Reads a list of globs; one that cannot mean what it says is refused. */
  static List<PathGlob> readAll(Section entry, String name) {
    List<PathGlob> globs = new ArrayList<>();
    List<String> texts = entry.strings(name).orElse(List.of());
    for (int i = 0; i < texts.size(); i++) {
      Findings findings = entry.findings();
      Where where = findings.value(entry.at(name) + "/" + i);
      String text = Normalizer.normalize(texts.get(i), Normalizer.Form.NFC);
      String flaw = flaw(text);
      if (flaw == null) {
        globs.add(new PathGlob(text, segments(text)));
      } else {
        findings.refuse(PolicyFault.GLOB, "glob `" + text + "` " + flaw, where, null);
      }
    }
    return globs;
  }

  /** Gives the glob of a root without stars and everything below it. */
  static PathGlob below(String root) {
    String text = root + "/" + ANY_SEGMENTS;
    return new PathGlob(text, segments(text));
  }

  /** Gives the glob of a path without stars. */
  static PathGlob literally(String path) {
    return new PathGlob(path, segments(path));
  }

  private static String[] segments(String glob) {
    String inner = glob.startsWith("/") ? glob.substring(1) : glob;
    return inner.isEmpty() ? new String[0] : inner.split("/", -1);
  }

  private static @Nullable String flaw(String glob) {
    if (!glob.startsWith("/") && !glob.equals(ANY_SEGMENTS) && !glob.startsWith("**/")) {
      return "must start with `/` or `**/`";
    }
    if (glob.length() > MAX_CHARS) {
      return "is longer than " + MAX_CHARS + " characters";
    }
    for (int i = 0; i < glob.length(); i++) {
      if (OTHER_LANGUAGES.indexOf(glob.charAt(i)) >= 0) {
        return "has a `" + glob.charAt(i) + "`, only `*` and `**` have a meaning";
      }
      if (Character.isISOControl(glob.charAt(i))) {
        return "has a control character";
      }
    }
    for (String segment : segments(glob)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return "has an empty, `.` or `..` segment, no normal path has one";
      }
      if (segment.contains(ANY_SEGMENTS) && !segment.equals(ANY_SEGMENTS)) {
        return "has `**` beside other text, it is a segment of its own";
      }
    }
    return null;
  }

  String text() {
    return text;
  }

  /** Whether nothing that is a path is kept out. */
  boolean isEverything() {
    for (String segment : segments) {
      if (!segment.equals(ANY_SEGMENTS)) {
        return false;
      }
    }
    return segments.length > 0;
  }

  /** Gives the segments before the first star; the last segment is never one of them. */
  String[] literal() {
    return literal;
  }

  /** Whether the path of these segments matches. */
  boolean matches(String[] path) {
    return SegmentGlob.matches(segments, path);
  }
}
