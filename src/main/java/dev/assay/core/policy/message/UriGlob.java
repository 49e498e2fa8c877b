package dev.assay.core.policy.message;

import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.scope.SegmentGlob;
import dev.assay.core.problem.Where;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern for URIs, segment by segment, in the language of path globs. */
final class UriGlob {
  private static final int MAX_CHARS = 1_024;

  /** What other languages of globs give a meaning; here it would silently match nothing. */
  private static final String OTHER_LANGUAGES = "[]{}\\";

  private static final String NO_HOST =
      "has a host or port that readers take apart differently; write `scheme://host/`, the host in"
          + " its `xn--` form";

  private final String[] segments;
  private final Where where;

  private UriGlob(String[] segments, Where where) {
    this.segments = segments;
    this.where = where;
  }

  /** Reads a list of globs; one that cannot mean what it says is refused. */
  static List<UriGlob> readAll(Section section, String name) {
    List<UriGlob> globs = new ArrayList<>();
    List<String> texts = section.strings(name).orElse(Collections.emptyList());
    for (int i = 0; i < texts.size(); i++) {
      Where where = section.findings().value(section.at(name) + "/" + i);
      String text = Normalizer.normalize(texts.get(i), Normalizer.Form.NFC);
      String[] segments = segments(text);
      String flaw = flaw(text, segments);
      String[] settled = flaw == null && segments != null ? settled(segments) : null;
      if (settled != null) {
        globs.add(new UriGlob(settled, where));
      } else {
        flaw = flaw == null ? NO_HOST : flaw;
        section.findings().refuse(PolicyFault.GLOB, "glob `" + text + "` " + flaw, where, null);
      }
    }
    return Collections.unmodifiableList(globs);
  }

  private static String @Nullable [] segments(String glob) {
    boolean anywhere = glob.equals("**") || glob.startsWith("**/");
    return anywhere ? glob.split("/", -1) : ResourceUri.segments(glob);
  }

  /** Gives the segments in the spelling that URIs are compared in, or null when they have none. */
  private static String @Nullable [] settled(String[] segments) {
    boolean anywhere = segments[0].equals(SegmentGlob.ANY_SEGMENTS);
    String beginning = anywhere ? segments[0] : UriBeginning.ofGlob(segments[0]);
    if (beginning == null) {
      return null;
    }
    String[] settled = segments.clone();
    settled[0] = beginning;
    return settled;
  }

  private static @Nullable String flaw(String glob, String @Nullable [] segments) {
    if (glob.length() > MAX_CHARS) {
      return "is longer than " + MAX_CHARS + " characters";
    }
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (OTHER_LANGUAGES.indexOf(c) >= 0) {
        return "has a `" + c + "`, only `*` and `**` have a meaning";
      }
      if (c == '%' || c == '#' || c <= ' ' || Character.isISOControl(c)) {
        return "has a character that no compared URI has; write it decoded";
      }
    }
    if (segments == null) {
      return "must start with a scheme, such as `file:///`, or with `**/`";
    }
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      boolean inside = i > 0 || segment.equals(SegmentGlob.ANY_SEGMENTS);
      if (inside && (segment.isEmpty() || segment.equals(".") || segment.equals(".."))) {
        return "has an empty, `.` or `..` segment, no compared URI has one";
      }
      if (segment.contains(SegmentGlob.ANY_SEGMENTS) && !segment.equals(SegmentGlob.ANY_SEGMENTS)) {
        return "has `**` beside other text, it is a segment of its own";
      }
    }
    return segments[0].startsWith("file:") && !segments[0].equals("file://")
        ? "names a file of another host; write `file:///`"
        : null;
  }

  boolean matches(String[] uri) {
    return SegmentGlob.matches(segments, uri);
  }

  boolean isEverything() {
    return segments.length == 1 && segments[0].equals(SegmentGlob.ANY_SEGMENTS);
  }

  Where where() {
    return where;
  }
}
