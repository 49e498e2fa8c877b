package dev.assay.core.policy.scope;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.schema.pattern.PathForm;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code paths}: which paths an argument may be.
 *
 * <p>A path is judged normalised: what could be read in two ways is refused, {@code .}, {@code ..}
 * and {@code //} are collapsed, then no {@code deny} glob and some {@code allow} glob matches.
 * Where the upstream's files are visible, {@link PathLinks} also judges where its links lead.
 *
 * <p>Source: {@code policy.md} 8.3.
 */
final class PathScope implements ArgumentScope {
  /** The longest path that Linux opens. */
  static final int MAX_CHARS = 4_096;

  private static final String ROOT = "root";
  private static final String LINKS = "follow_symlinks";
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(Arrays.asList("args", ROOT, "allow", "deny", LINKS));

  private static final Objection DISGUISED =
      new Objection(
          "encoding",
          "must be written plainly, without control characters, `\\`, `%2e`, `%2f`, `%5c`, `%25`,"
              + " a scheme or a leading `~`");
  private static final Objection LEAVES =
      new Objection("traversal", "must not leave its root through `..`");
  private static final Objection RELATIVE =
      new Objection("outside_root", "must be an absolute path");
  private static final Objection NO_PATH =
      new Objection("unresolvable", "must be a path of 1 to " + MAX_CHARS + " characters");

  private final @Nullable String root;
  private final List<PathGlob> allow;
  private final List<PathGlob> deny;
  private final PathLinks links;
  private final Objection outside;
  private final Objection traversal;

  private PathScope(
      @Nullable String root, List<PathGlob> allow, List<PathGlob> deny, boolean followsLinks) {
    this.root = root;
    this.allow = allow;
    this.deny = deny;
    this.links = new PathLinks(allow, deny, followsLinks);
    String accepted = "must match " + texts(allow);
    this.outside = new Objection("outside_root", accepted);
    this.traversal = new Objection("traversal", accepted + " also after `..` is resolved");
  }

  private static String texts(List<PathGlob> globs) {
    StringBuilder text = new StringBuilder();
    for (PathGlob glob : globs) {
      text.append(text.isEmpty() ? "" : " or ").append('`').append(glob.text()).append('`');
      if (text.length() > 200) {
        return text.append(" or others").toString();
      }
    }
    return text.isEmpty() ? "no path" : text.toString();
  }

  static PathScope read(Section entry) {
    entry.refuseUnknown(MEMBERS);
    entry.require("args", "allow");
    List<PathGlob> allow = PathGlob.readAll(entry, "allow");
    for (int i = 0; i < allow.size(); i++) {
      if (allow.get(i).isEverything()) {
        entry
            .findings()
            .warn(
                PolicyFault.SCOPE_OPEN,
                "every path is allowed here",
                entry.findings().value(entry.at("allow") + "/" + i),
                "name a directory");
      }
    }
    return new PathScope(
        readRoot(entry, ROOT).orElse(null),
        allow,
        PathGlob.readAll(entry, "deny"),
        entry.flag(LINKS).orElse(false));
  }

  /** Gives the scope of everything below a root, or of the path alone. */
  static PathScope of(String root, boolean exact) {
    PathGlob glob = exact ? PathGlob.literally(root) : PathGlob.below(root);
    return new PathScope(null, List.of(glob), List.of(), false);
  }

  /** Reads an absolute path without detours and without a slash at its end. */
  static Optional<String> readRoot(Section entry, String member) {
    Optional<String> given = entry.string(member);
    if (given.isEmpty()) {
      return given;
    }
    String text = Normalizer.normalize(given.get(), Normalizer.Form.NFC);
    boolean trailing = text.length() > 1 && text.endsWith("/");
    String root = trailing ? text.substring(0, text.length() - 1) : text;
    String collapsed = PathForm.collapsed(root);
    if (!root.startsWith("/") || isDisguised(root) || !root.equals(collapsed)) {
      entry
          .findings()
          .refuse(
              PolicyFault.ROOT_PATH,
              "`"
                  + member
                  + "` is an absolute path without `.`, `..` or encodings, not `"
                  + text
                  + "`",
              entry.findings().value(entry.at(member)),
              null);
      return Optional.empty();
    }
    return Optional.of(root.equals("/") ? "" : root);
  }

  @Override
  public @Nullable Objection judge(Json value, FileSystemView files) {
    if (!(value instanceof Json.Str(String text))) {
      return Objection.NO_STRING;
    }
    if (text.isEmpty() || text.length() > MAX_CHARS) {
      return NO_PATH;
    }
    if (isDisguised(text)) {
      return DISGUISED;
    }
    boolean relative = text.charAt(0) != '/';
    if (relative) {
      if (hasOtherMeaning(text)) {
        return DISGUISED;
      }
      if (root == null) {
        return RELATIVE;
      }
      if (PathForm.collapsed(text) == null) {
        return LEAVES;
      }
    }
    String whole = relative ? root + '/' + text : text;
    String path = PathForm.collapsed(whole);
    return path == null ? LEAVES : judge(whole, path, files);
  }

  /**
   * Judges an absolute path.
   *
   * @param whole the path as it will be opened
   * @param path the same, collapsed
   */
  private @Nullable Objection judge(String whole, String path, FileSystemView files) {
    String[] segments = segments(path);
    PathGlob denied = first(deny, segments);
    if (denied != null) {
      return new Objection("outside_root", "must not match `" + denied.text() + "`");
    }
    if (first(allow, segments) == null) {
      return whole.contains("..") && !whole.equals(path) ? traversal : outside;
    }
    return files instanceof FileSystemView.NotVisible ? null : links.judge(whole, path, files);
  }

  static @Nullable PathGlob first(List<PathGlob> globs, String[] segments) {
    for (int i = 0; i < globs.size(); i++) {
      if (globs.get(i).matches(segments)) {
        return globs.get(i);
      }
    }
    return null;
  }

  /** Gives the segments of a collapsed absolute path, in NFC; a slash at the end is left out. */
  static String[] segments(String path) {
    String normal = isAscii(path) ? path : Normalizer.normalize(path, Normalizer.Form.NFC);
    int end = normal.endsWith("/") ? normal.length() - 1 : normal.length();
    return end <= 1 ? new String[0] : normal.substring(1, end).split("/", -1);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Control characters, and what {@link PathForm#disguised} finds; also a doubled encoding. */
  private static boolean isDisguised(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c >= 0x7f && c < 0xa0) || (c == '%' && hidesControl(text, i))) {
        return true;
      }
    }
    return PathForm.disguised(text);
  }

  /** {@code %00} to {@code %1f}, {@code %7f}, and {@code %25}, which hides a percent sign. */
  private static boolean hidesControl(String text, int percent) {
    if (percent + 2 >= text.length()) {
      return false;
    }
    int high = Character.digit(text.charAt(percent + 1), 16);
    int low = Character.digit(text.charAt(percent + 2), 16);
    int hidden = high < 0 || low < 0 ? -1 : high << 4 | low;
    return (hidden >= 0 && hidden < ' ') || hidden == 0x7f || hidden == '%';
  }

  /** What programs may take for something else than a name below their directory. */
  private static boolean hasOtherMeaning(String text) {
    boolean drive =
        text.length() >= 2 && text.charAt(1) == ':' && Character.isLetter(text.charAt(0));
    return text.charAt(0) == '~'
        || drive
        || text.contains("://")
        || text.regionMatches(true, 0, "file:", 0, 5);
  }
}
