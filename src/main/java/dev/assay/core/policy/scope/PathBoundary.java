package dev.assay.core.policy.scope;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import java.util.Optional;

/**
 * A directory that a path stays in, or a path that it is: judged normalised and, where the files of
 * the upstream are visible, along its links, as an entry of {@code paths} is.
 */
public final class PathBoundary {
  private final PathScope scope;

  private PathBoundary(PathScope scope) {
    this.scope = scope;
  }

  /**
   * Reads the path of a member; whatever is no normal absolute path is refused.
   *
   * @param exact whether only the path itself is inside
   */
  public static Optional<PathBoundary> read(Section section, String member, boolean exact) {
    Optional<String> path = PathScope.readRoot(section, member);
    if (path.isPresent() && path.get().indexOf('*') >= 0) {
      section
          .findings()
          .refuse(
              PolicyFault.ROOT_PATH,
              "`" + member + "` is a path, a star has no meaning in it",
              section.findings().value(section.at(member)),
              null);
      return Optional.empty();
    }
    return path.map(p -> new PathBoundary(PathScope.of(p, exact)));
  }

  /** Says whether a value is a path inside. */
  public boolean admits(Json value, FileSystemView files) {
    return scope.judge(value, files) == null;
  }
}
