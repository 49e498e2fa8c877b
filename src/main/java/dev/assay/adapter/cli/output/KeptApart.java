package dev.assay.adapter.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The files of one command: nothing that it reads is written over or removed, and no two of its
 * results get the same name. Asked before anything is read or written. Files are compared as the
 * file system knows them, so other spellings, links and hard links of a name are that name. What a
 * directory among the inputs holds is not looked at, only what {@link #below} names.
 */
public final class KeptApart {
  private final List<Path> read = new ArrayList<>();
  private final List<Path> kept = new ArrayList<>();
  private final List<Result> written = new ArrayList<>();

  private record Result(String option, Path file) {}

  /** Adds files that are read; names that are no paths are left to whoever reads them. */
  public KeptApart reading(Iterable<String> files) {
    for (String file : files) {
      try {
        read.add(Path.of(file));
      } catch (InvalidPathException _) {
        // nothing can be read there, and nothing written
      }
    }
    return this;
  }

  /** Adds a directory that belongs to the command: no result goes anywhere below it. */
  public KeptApart below(Path directory) {
    kept.add(directory);
    return this;
  }

  /** Adds a file that is written, or removed when nothing is written. */
  public KeptApart writing(String option, Path file) {
    written.add(new Result(option, file));
    return this;
  }

  /** As {@link #writing(String, Path)}, when the user asked for it. */
  public KeptApart writing(String option, Optional<Path> file) {
    return file.isPresent() ? writing(option, file.get()) : this; // no lambda: ADR 0005
  }

  /** Gives what is written and read; empty when nothing is. */
  public Optional<String> overwriting() {
    for (Result result : written) {
      for (Path input : read) {
        if (isSame(result.file(), input)) {
          return Optional.of(
              "`" + result.option() + "` names a file that is read, `" + input + "`");
        }
      }
      for (Path directory : kept) {
        if (isBelow(result.file(), directory)) {
          return Optional.of(
              "`" + result.option() + "` names a file in `" + directory + "`, which is read");
        }
      }
    }
    return Optional.empty();
  }

  /** Gives what is named twice; empty when each name is used once. */
  public Optional<String> clash() {
    Optional<String> overwriting = overwriting();
    if (overwriting.isPresent()) {
      return overwriting;
    }
    for (int i = 0; i < written.size(); i++) {
      Result result = written.get(i);
      for (Result other : written.subList(0, i)) {
        if (isSame(result.file(), other.file())) {
          return Optional.of(
              "`%s` and `%s` name the same file, `%s`"
                  .formatted(other.option(), result.option(), result.file()));
        }
      }
    }
    return Optional.empty();
  }

  /** Refuses the command line when a name is used twice. */
  public void demand(CommandLine command) {
    Optional<String> clash = clash();
    if (clash.isPresent()) {
      throw Refusal.of(command, clash.get());
    }
  }

  /**
   * A class of its own, so that {@code mcp wrap}, which starts without picocli, needs none here.
   */
  private static final class Refusal {
    static RuntimeException of(CommandLine command, String message) {
      return new ParameterException(command, message);
    }
  }

  /** What cannot be compared might be the same. */
  private static boolean isSame(Path one, Path other) {
    try {
      if (Files.exists(one) && Files.exists(other)) {
        return Files.isSameFile(one, other);
      }
      return !isStream(one) && !isStream(other) && real(one).equals(real(other));
    } catch (IOException _) {
      return true;
    }
  }

  private static boolean isBelow(Path file, Path directory) {
    try {
      return !isStream(file) && real(file).startsWith(real(directory));
    } catch (IOException _) {
      return true;
    }
  }

  /** A pipe or a device is there: it is no file that is yet to be made, and has no real name. */
  private static boolean isStream(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** The name as it would be, once made: what of it exists is resolved by the file system. */
  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    for (Path there = absolute; there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        return there.toRealPath().resolve(there.relativize(absolute)).normalize();
      }
    }
    return absolute.normalize();
  }
}
