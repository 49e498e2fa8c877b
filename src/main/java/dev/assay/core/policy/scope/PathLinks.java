package dev.assay.core.policy.scope;

import dev.assay.core.schema.pattern.PathForm;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the links on an allowed path lead. The directories that an {@code allow} glob names before
 * its first star may be links themselves: they are the author's choice. Below them a link is
 * refused, or, with {@code follow_symlinks}, has to end at a path that is allowed and not denied.
 *
 * <p>True when asked; the upstream opens the file later.
 */
final class PathLinks {
  private static final Objection LINK =
      new Objection("symlink", "must not lead through a symbolic link");
  private static final Objection LEADS_OUT =
      new Objection("symlink", "must not lead outside the allowed paths through a link");
  private static final Objection UNRESOLVABLE =
      new Objection("unresolvable", "must be a path whose links can be resolved");

  private final List<PathGlob> allow;
  private final List<PathGlob> deny;
  private final boolean follows;

  PathLinks(List<PathGlob> allow, List<PathGlob> deny, boolean follows) {
    this.allow = allow;
    this.deny = deny;
    this.follows = follows;
  }

  /**
   * Judges a path that the globs allow by its text.
   *
   * @param whole the path as it will be opened
   * @param path the same, collapsed: a program may open either
   */
  @Nullable Objection judge(String whole, String path, FileSystemView files) {
    Objection objection = judgeOne(path, path, files);
    return objection != null || whole.equals(path) ? objection : judgeOne(whole, path, files);
  }

  private @Nullable Objection judgeOne(String opened, String path, FileSystemView files) {
    FileSystemView.Resolution resolution = files.resolve(opened);
    if (resolution instanceof FileSystemView.Resolution.NotSeen) {
      return null;
    }
    String real =
        resolution instanceof FileSystemView.Resolution.Real(String found)
            ? PathForm.collapsed(found)
            : null;
    if (real == null) {
      return UNRESOLVABLE;
    }
    String[] segments = PathScope.segments(path);
    String[] landed = PathScope.segments(real);
    if (PathScope.first(deny, landed) != null) {
      return LEADS_OUT;
    }
    for (int i = 0; i < allow.size(); i++) {
      if (allow.get(i).matches(segments) || follows) {
        String[] base = base(allow.get(i), files);
        if (base != null && accepts(allow.get(i), base, segments, landed)) {
          return null;
        }
      }
    }
    return follows ? LEADS_OUT : LINK;
  }

  /** Gives where the literal directories of a glob really are, or null when they cannot be told. */
  private static String @Nullable [] base(PathGlob glob, FileSystemView files) {
    String[] literal = glob.literal();
    FileSystemView.Resolution resolution =
        literal.length == 0
            ? new FileSystemView.Resolution.Real("/")
            : files.resolve("/" + String.join("/", literal));
    return resolution instanceof FileSystemView.Resolution.Real(String real)
        ? PathScope.segments(real)
        : null;
  }

  /**
   * Whether what was landed on lies where the glob allows, its literal directories taken for where
   * they really are. Without following links it has to be the very path that was asked for.
   */
  private boolean accepts(PathGlob glob, String[] base, String[] segments, String[] landed) {
    int depth = glob.literal().length;
    if (landed.length < base.length) {
      return false;
    }
    for (int i = 0; i < base.length; i++) {
      if (!base[i].equals(landed[i])) {
        return false;
      }
    }
    String[] seen = new String[depth + landed.length - base.length];
    System.arraycopy(glob.literal(), 0, seen, 0, depth);
    System.arraycopy(landed, base.length, seen, depth, landed.length - base.length);
    return follows
        ? glob.matches(seen) && PathScope.first(deny, seen) == null
        : Arrays.equals(seen, segments);
  }
}
