package dev.assay.adapter.cli.trust;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The report files that paths stand for, in an order that no file system chooses. */
public final class ReportPaths {
  /** Names that are kept in memory; ten times the fleet the product is made for. */
  private static final int MAX_FILES = 100_000;

  private static final String CODE = "trust_fleet.paths";

  private ReportPaths() {}

  /** What was found. */
  public sealed interface Result {
    /** At least one file; none was opened. */
    record Found(List<String> files) implements Result {}

    /** Nothing, or not all that is there. */
    record Refused(Problem problem) implements Result {}
  }

  /**
   * Finds the files: those named, and {@code *.json} in directories named. A link below a directory
   * that stands for a report or a directory is refused: what it leads to would be missing silently.
   */
  public static Result of(List<Path> paths) {
    List<String> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path.toString());
        continue;
      }
      try (Stream<Path> links = Files.walk(path);
          Stream<Path> below = Files.walk(path)) {
        Optional<Path> link = links.filter(ReportPaths::isLinkToReports).findFirst();
        if (link.isPresent()) {
          return refused(link.get(), "links below a directory are not followed; name the file");
        }
        List<String> found =
            below
                .filter(file -> file.toString().endsWith(".json"))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .limit(MAX_FILES + 1L)
                .map(Path::toString)
                .sorted()
                .toList();
        if (found.isEmpty()) {
          return refused(path, "there is no *.json in the directory");
        }
        files.addAll(found);
      } catch (IOException | UncheckedIOException e) {
        return refused(path, "the directory cannot be searched");
      }
    }
    return files.size() > MAX_FILES
        ? refused(paths.getFirst(), "there are more than " + MAX_FILES + " files")
        : new Result.Found(files);
  }

  private static boolean isLinkToReports(Path file) {
    return Files.isSymbolicLink(file)
        && (file.toString().endsWith(".json") || Files.isDirectory(file));
  }

  private static Result refused(Path path, String message) {
    return new Result.Refused(Problem.of(CODE, message, Where.document(path.toString())));
  }
}
