package dev.assay.adapter.config;

import dev.assay.app.offline.author.PolicyFiles;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Policies in files, read by {@link PolicyFile}. */
public final class NamedPolicies implements PolicyFiles {
  @Override
  public Found named(String path) {
    try {
      return read(Path.of(path));
    } catch (InvalidPathException _) {
      return noPath(path);
    }
  }

  @Override
  public Found beside(String casesDocument, String path) {
    try {
      Path cases = Path.of(casesDocument);
      return read(cases.resolveSibling(path).normalize());
    } catch (InvalidPathException _) {
      return noPath(path);
    }
  }

  private static Found read(Path path) {
    return switch (PolicyFile.read(path)) {
      case PolicyFile.Result.Read read -> new Found.Bytes(read.name(), read.yaml());
      case PolicyFile.Result.NotRead(Problem problem) -> new Found.Unreadable(problem);
    };
  }

  private static Found noPath(String path) {
    return new Found.Unreadable(
        Problem.of(
            PolicyFile.Fault.MISSING.code(), "`" + path + "` cannot be a path", Where.NOWHERE));
  }
}
