package dev.assay.adapter.store.document;

import dev.assay.core.evidence.write.BundleFault;
import dev.assay.core.evidence.write.BundlePlan;
import dev.assay.core.evidence.write.BundleWriter;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A bundle that a command was asked to write: it appears whole or not at all, and replaces an older
 * file of its name. Missing directories are made.
 */
public final class BundleOutput {
  private BundleOutput() {}

  /** Writes the planned lines; gives what went wrong. */
  public static Optional<Problem> write(Path file, BundlePlan.Planned plan, List<byte[]> lines) {
    Path part = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Optional<BundleFault> fault = writeAll(part, plan, lines);
      if (fault.isPresent()) {
        Files.delete(part);
        return Optional.of(problem(file, fault.get().sentence()));
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return Optional.empty();
    } catch (UncheckedIOException | IOException e) {
      return Optional.of(problem(file, "cannot be written"));
    }
  }

  private static Problem problem(Path file, String what) {
    return Problem.of("file", "`" + file + "` " + what, Where.NOWHERE);
  }

  private static Optional<BundleFault> writeAll(
      Path part, BundlePlan.Planned plan, List<byte[]> lines) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part));
        BundleWriter writer =
            new BundleWriter(
                plan,
                (bytes, from, to) -> {
                  try {
                    out.write(bytes, from, to - from);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })) {
      lines.forEach(writer::write);
      return writer.finish();
    }
  }
}
