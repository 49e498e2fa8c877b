package dev.assay.core.policy.scope;

/**
 * The file system that the upstream works on, when we can see it. Asked only about links: what a
 * path is by its text, is judged without it.
 *
 * <p>An answer is true at the moment of asking. The upstream opens the file later, and whoever can
 * change links in between wins; only the kernel can close that gap.
 */
public interface FileSystemView {
  /** For an upstream whose files we cannot see, and for questions asked offline. */
  FileSystemView NONE = new NotVisible();

  /**
   * Gives where an absolute path leads once every link on it is followed: the real path of its
   * deepest part that exists, and after it the names that do not.
   */
  Resolution resolve(String absolutePath);

  /** What became of a path. */
  sealed interface Resolution {
    /** It leads there. */
    record Real(String path) implements Resolution {}

    /** Nobody can say: a loop, a link to nothing, no right to look. */
    enum Unresolvable implements Resolution {
      /** The only one. */
      UNRESOLVABLE
    }

    /** The files are not ours to see. */
    enum NotSeen implements Resolution {
      /** The only one. */
      NOT_SEEN
    }
  }

  /** Sees nothing. */
  final class NotVisible implements FileSystemView {
    private NotVisible() {}

    @Override
    public Resolution resolve(String absolutePath) {
      return Resolution.NotSeen.NOT_SEEN;
    }
  }
}
