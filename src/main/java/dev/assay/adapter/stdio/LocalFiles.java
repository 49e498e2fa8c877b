package dev.assay.adapter.stdio;

import dev.assay.core.policy.scope.FileSystemView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of this host, which are those of a server that runs as our child. A server that runs in
 * a container sees others; then names here mostly do not exist and nothing is objected to.
 *
 * <p>Guarantees: never throws. Follows links, opens nothing. True when asked, not later.
 */
public final class LocalFiles implements FileSystemView {
  /** Makes one. */
  public LocalFiles() {}

  @Override
  public Resolution resolve(String absolutePath) {
    try {
      return deepest(Path.of(absolutePath));
    } catch (InvalidPathException | IOException | SecurityException _) {
      return Resolution.Unresolvable.UNRESOLVABLE;
    }
  }

  private static Resolution deepest(Path path) throws IOException {
    @Nullable Path existing = path;
    while (existing != null) {
      try {
        Path real = existing.toRealPath();
        int known = existing.getNameCount();
        boolean whole = known == path.getNameCount();
        String rest = whole ? "" : path.subpath(known, path.getNameCount()).toString();
        String base = real.toString();
        return new Resolution.Real(
            rest.isEmpty() ? base : base.endsWith("/") ? base + rest : base + "/" + rest);
      } catch (NoSuchFileException _) {
        if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
          return Resolution.Unresolvable.UNRESOLVABLE; // a link to nothing: a writer would make it
        }
        existing = existing.getParent();
      }
    }
    return Resolution.Unresolvable.UNRESOLVABLE;
  }
}
