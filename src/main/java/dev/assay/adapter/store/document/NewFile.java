package dev.assay.adapter.store.document;

import dev.assay.adapter.file.FreshFile;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file that is there whole or not at all and replaces nothing; missing directories are made. Of
 * two programs that make one name at once, one gets it.
 */
public final class NewFile {
  private NewFile() {}

  /** What came of it. */
  public sealed interface Outcome {
    /** The file is there. */
    record Created() implements Outcome {}

    /** Something of the name was there before. */
    record Exists() implements Outcome {}

    /** There is no file. */
    record Failed(Problem problem) implements Outcome {}
  }

  /** Makes the file. */
  public static Outcome create(Path file, byte[] content) {
    Path whole = file.toAbsolutePath();
    Path directory = whole.getParent() == null ? whole : whole.getParent();
    try {
      Files.createDirectories(directory);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return new Outcome.Exists();
      }
      try (FreshFile fresh = FreshFile.readableIn(directory)) {
        fresh.write(content, 0, content.length);
        fresh.publish(whole);
      }
      return new Outcome.Created();
    } catch (FileAlreadyExistsException _) {
      return new Outcome.Exists();
    } catch (IOException | UncheckedIOException _) {
      return new Outcome.Failed(
          Problem.of("file", "cannot be written", Where.document(file.toString())));
    }
  }
}
