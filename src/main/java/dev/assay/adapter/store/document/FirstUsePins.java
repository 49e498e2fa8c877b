package dev.assay.adapter.store.document;

import dev.assay.adapter.file.FreshFile;
import dev.assay.app.gateway.ToolApprovals;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.ToolLock;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server offered on its first use, as a lock document in the state directory. Two first uses
 * at once keep one and the same; whoever is second is held against it.
 */
public final class FirstUsePins implements ToolApprovals.FirstUse {
  private final Path file;
  private final String label;

  /** Makes the pins of a server in a file of their own. */
  public FirstUsePins(Path file, String label) {
    this.file = file;
    this.label = label;
  }

  /** What is known of earlier sessions. */
  public sealed interface Earlier {
    /** What the server offered then; empty when there was no session. */
    record Known(Optional<LockedServer> approved) implements Earlier {}

    /** Something is there that cannot be used, or nothing could be kept there. */
    record Unusable(List<Problem> problems) implements Earlier {
      /** Copies the problems. */
      public Unusable {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads what earlier sessions kept, and makes the directory for what this one may keep. */
  public Earlier earlier() {
    return switch (ToolLockFile.read(file)) {
      case ToolLockFile.Reading.Refused refused -> new Earlier.Unusable(refused.problems());
      case ToolLockFile.Reading.Absent _ -> makeDirectory();
      case ToolLockFile.Reading.Read read ->
          read.lock().server(label).isPresent()
              ? new Earlier.Known(read.lock().server(label))
              : new Earlier.Unusable(List.of(foreign()));
    };
  }

  private Earlier makeDirectory() {
    try {
      FreshFile.makeDirectories(directory());
      return Files.isWritable(directory())
          ? new Earlier.Known(Optional.empty())
          : new Earlier.Unusable(List.of(unwritable("permission denied")));
    } catch (IOException e) {
      return new Earlier.Unusable(List.of(unwritable(ToolLockFile.reason(e))));
    }
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  @Override
  public Keeping keep(LockedServer offered) {
    try {
      ToolLockFile.create(file, ToolLock.EMPTY.with(label, offered));
      return new Keeping.Kept(offered, file.toString());
    } catch (FileAlreadyExistsException _) {
      return ToolLockFile.read(file) instanceof ToolLockFile.Reading.Read read
              && read.lock().server(label).isPresent()
          ? new Keeping.Kept(read.lock().server(label).get(), file.toString())
          : new Keeping.Failed(foreign());
    } catch (IOException e) {
      return new Keeping.Failed(unwritable(ToolLockFile.reason(e)));
    }
  }

  private Problem foreign() {
    return Problem.of(
        "lock.first_use",
        "`" + file + "` does not hold the first use of `" + label + "`",
        Where.NOWHERE);
  }

  private Problem unwritable(String why) {
    return Problem.of(
        "lock.first_use", "cannot write first use `" + file + "`: " + why, Where.NOWHERE);
  }
}
