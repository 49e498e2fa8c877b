package dev.assay.core.schema.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paths without detours, by text alone: {@code .}, {@code ..} and {@code //} are collapsed,
 * relative paths under an implied root. Nothing is looked up; links are another control's concern.
 */
public final class PathForm {
  private PathForm() {}

  /**
   * Whether the text holds something that another reader may take for a separator, a dot or the
   * end: NUL, a backslash, {@code %2e}, {@code %2f}, {@code %5c}.
   */
  public static boolean disguised(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c == '\\' || (c == '%' && revealed(text, i) != 0)) {
        return true;
      }
    }
    return false;
  }

  /** Gives the character that the three at {@code i} stand for, or 0 when they are not such. */
  private static char revealed(String text, int i) {
    if (i + 2 >= text.length()) {
      return 0;
    }
    char high = text.charAt(i + 1);
    int low = text.charAt(i + 2) | 0x20;
    if (high == '2' && low == 'e') {
      return '.';
    }
    return (high == '2' && low == 'f') || (high == '5' && low == 'c') ? '/' : 0;
  }

  /** Gives the text with every disguise taken at its worst; ends at a NUL. */
  public static String undisguised(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char hidden = c == '%' ? revealed(text, i) : 0;
      if (c == 0) {
        break;
      } else if (hidden != 0) {
        out.append(hidden);
        i += 2;
      } else {
        out.append(c == '\\' ? '/' : c);
      }
    }
    return out.toString();
  }

  /**
   * Gives the collapsed path, the same object when there was nothing to collapse, or null when it
   * leaves its root. A leading {@code /}, {@code ./} or {@code ~/} and a trailing slash stay.
   */
  public static @Nullable String collapsed(String path) {
    return collapsed(path, false);
  }

  /** Gives the same, but {@code ..} above {@code /} stays there, as a file system has it. */
  public static @Nullable String resolved(String path) {
    return collapsed(path, path.startsWith("/"));
  }

  private static @Nullable String collapsed(String path, boolean staysAtRoot) {
    String root = root(path);
    if (!hasDetour(path, root.length())) {
      return path;
    }
    List<String> names = new ArrayList<>();
    for (int from = root.length(); from <= path.length(); ) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      String name = path.substring(from, to);
      if (name.equals("..")) {
        if (!names.isEmpty()) {
          names.removeLast();
        } else if (!staysAtRoot) {
          return null;
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
      from = to + 1;
    }
    String tail = path.endsWith("/") && !names.isEmpty() ? "/" : "";
    return root + String.join("/", names) + tail;
  }

  private static String root(String path) {
    if (path.startsWith("/")) {
      return "/";
    }
    return path.startsWith("~/") ? "~/" : path.startsWith("./") ? "./" : "";
  }

  private static boolean hasDetour(String path, int from) {
    for (int i = from; i < path.length(); ) {
      int slash = path.indexOf('/', i);
      int to = slash < 0 ? path.length() : slash;
      int length = to - i;
      if ((length == 0 && to < path.length())
          || (length == 1 && path.charAt(i) == '.')
          || (length == 2 && path.charAt(i) == '.' && path.charAt(i + 1) == '.')) {
        return true;
      }
      i = to + 1;
    }
    return false;
  }
}
