package dev.assay.adapter.store.document;

import dev.assay.adapter.file.FreshFile;
import dev.assay.core.crypto.NewSigningKey;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A new key as two files of a directory. The private one has mode 0600 from the start; what is
 * there is replaced only when the user says so.
 */
public final class KeyPairFiles {
  private KeyPairFiles() {}

  /** What became of it. */
  public sealed interface Writing {
    /** Both files are there. */
    record Written(Path privateKey, Path publicKey) implements Writing {}

    /** A name is taken; what is there was not touched. */
    record Taken(Problem problem) implements Writing {}

    /** The disk said no. */
    record Failed(Problem problem) implements Writing {}
  }

  /** Writes the two files. */
  public static Writing write(Path directory, NewSigningKey key, boolean replace) {
    Path privateKey = directory.resolve("private_key.pem");
    Path publicKey = directory.resolve("public_key.pem");
    for (Path file : new Path[] {privateKey, publicKey}) {
      if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return taken(file);
      }
    }
    try {
      FreshFile.makeDirectories(directory.toAbsolutePath());
      try (FreshFile fresh = FreshFile.in(directory)) {
        place(fresh, key.privatePem(), privateKey, replace);
      }
      try (FreshFile fresh = FreshFile.readableIn(directory)) {
        place(fresh, key.publicPem(), publicKey, replace);
      }
      return new Writing.Written(privateKey, publicKey);
    } catch (FileAlreadyExistsException e) {
      return taken(Path.of(e.getFile()));
    } catch (IOException e) {
      return failed(directory, ToolLockFile.reason(e));
    } catch (UncheckedIOException _) {
      return failed(directory, "the disk refused it");
    }
  }

  private static void place(FreshFile fresh, byte[] bytes, Path name, boolean replace)
      throws IOException {
    fresh.write(bytes, 0, bytes.length);
    if (replace) {
      fresh.replace(name);
    } else {
      fresh.publish(name);
    }
  }

  private static Writing failed(Path directory, String why) {
    return new Writing.Failed(
        Problem.of(
            "file.unwritable", "cannot write keys to `" + directory + "`: " + why, Where.NOWHERE));
  }

  private static Writing taken(Path file) {
    return new Writing.Taken(Problem.of("file.exists", "`" + file + "` exists", Where.NOWHERE));
  }
}
