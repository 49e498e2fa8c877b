package dev.assay.adapter.store.document;

import dev.assay.adapter.file.FreshFile;
import dev.assay.core.evidence.write.BundleFault;
import dev.assay.core.evidence.write.BundlePlan;
import dev.assay.core.evidence.write.BundleWriter;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    Path directory = parent == null ? absolute : parent;
    try {
      Files.createDirectories(directory);
      try (FreshFile fresh = FreshFile.readableIn(directory)) {
        Optional<BundleFault> fault = writeAll(fresh, plan, lines);
        if (fault.isPresent()) {
          return Optional.of(problem(file, fault.get().sentence()));
        }
        fresh.replace(file);
      }
      return Optional.empty();
    } catch (UncheckedIOException | IOException e) {
      return Optional.of(problem(file, "cannot be written"));
    }
  }

  private static Problem problem(Path file, String what) {
    return Problem.of("file", "`" + file + "` " + what, Where.NOWHERE);
  }

  private static Optional<BundleFault> writeAll(
      FreshFile fresh, BundlePlan.Planned plan, List<byte[]> lines) {
    try (BundleWriter writer =
        new BundleWriter(
            plan,
            (bytes, from, to) -> {
              try {
                fresh.write(bytes, from, to);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })) {
      lines.forEach(writer::write);
      return writer.finish();
    }
  }
}
