package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.CommandRun;
import dev.assay.testkit.JUnitFiles;
import dev.assay.testkit.Sarif;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/.../run.sh} with the packaged program, each held against its golden output. */
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("examples");

  /** Sixteen starts of the program and two sessions. */
  private static final long LIMIT_SECONDS = 300;

  @TempDir private Path directory;

  @Test
  void a_pull_request_is_gated() throws IOException {
    Path work = directory.resolve("work");
    told("ci-gate", work);
    Sarif.valid(Files.readString(work.resolve("out/assay.sarif")));
    JUnitFiles.valid(Files.readString(work.resolve("out/assay.xml")));
    assertThat(work.resolve("card/trustcard.html")).isNotEmptyFile();
  }

  @Test
  void a_policy_is_written_from_what_was_seen() throws IOException {
    told("policy-author", directory.resolve("work"));
  }

  @Test
  void a_tool_that_has_changed_is_denied() throws IOException {
    told("tool-identity", directory.resolve("work"));
  }

  private static void told(String name, Path work) throws IOException {
    Path example = EXAMPLES.resolve(name);
    CommandRun run =
        CommandRun.of(
            Map.of("LC_ALL", "C.UTF-8"),
            List.of("sh", example.resolve("run.sh").toString(), work.toString()),
            LIMIT_SECONDS);
    String told = masked(run.out(), work);
    Path golden = example.resolve("expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("golden files never change in CI").isNull();
      Files.writeString(golden, told);
    }
    assertThat(told).isEqualTo(Files.readString(golden));
    run.endsWith(0);
  }

  /** What is another in every run. */
  private static String masked(String told, Path work) {
    return told.replace(work.toString(), "$work")
        .replaceAll("[0-9a-f]{64}", "(digest)")
        .replaceAll("20\\d{6}T\\d{6}Z-[0-9a-f]{16}", "(run)");
  }
}
