package dev.assay.adapter.cli.demo;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads files and lists directories below one directory, following no link out of it. */
final class DemoFiles {
  /** More than any demonstration needs, and little enough to hold in memory. */
  private static final long MAX_FILE_BYTES = 1_048_576;

  private final Path root;

  private DemoFiles(Path root) {
    this.root = root;
  }

  /** Gives the files below a directory that exists. */
  static DemoFiles below(Path directory) throws IOException {
    return new DemoFiles(directory.toRealPath());
  }

  /** What came of a request for a file or directory. */
  sealed interface Answer {
    /** The text of the file, or the names in the directory. */
    record Text(String value) implements Answer {}

    /** Why there is none. */
    record Refused(String reason) implements Answer {}
  }

  Answer read(String path) {
    try {
      Path file = root.resolve(path).toRealPath();
      if (!file.startsWith(root)) {
        return new Answer.Refused("the path is outside the directory of this server");
      }
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
        return new Answer.Refused("not a regular file of at most " + MAX_FILE_BYTES + " bytes");
      }
      return new Answer.Text(Files.readString(file, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      return new Answer.Refused("the file is not UTF-8 text");
    } catch (IOException | InvalidPathException e) {
      return new Answer.Refused("there is no such file");
    }
  }

  Answer list(String path) {
    try {
      Path directory = root.resolve(path).toRealPath();
      if (!directory.startsWith(root)) {
        return new Answer.Refused("the path is outside the directory of this server");
      }
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          String kind = Files.isDirectory(entry) ? "[DIR] " : "[FILE] ";
          names.add(kind + entry.getFileName());
        }
      }
      Collections.sort(names);
      return new Answer.Text(String.join("\n", names));
    } catch (IOException | InvalidPathException e) {
      return new Answer.Refused("there is no such directory");
    }
  }
}
