package dev.assay.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bundles that {@code assay mcp wrap} wrote, as it wrote them: one of them after a crash. */
public final class RecordedBundles {
  private static final Path RECORDED =
      Path.of("src/test/resources/dev/assay/core/evidence/verify/recorded");
  private static final Path EXAMPLE = Path.of("examples/independent-verifier/session.tar.gz");

  private RecordedBundles() {}

  /** One bundle. */
  public record Recorded(String name, byte[] archive) {}

  public static List<Recorded> all() {
    List<Path> files = new ArrayList<>(SealedBundles.in(RECORDED));
    files.add(EXAMPLE);
    return files.stream().map(RecordedBundles::read).toList();
  }

  private static Recorded read(Path file) {
    try {
      return new Recorded(file.getFileName().toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
