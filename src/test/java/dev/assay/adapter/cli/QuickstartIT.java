package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.CommandRun;
import dev.assay.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command of the README. */
class QuickstartIT {
  @TempDir private Path directory;

  @Test
  void the_quickstart_shows_its_lines_with_the_built_in_server() throws IOException {
    CommandRun run = CommandRun.assay(environment(), "demo", "--builtin").endsWith(0);
    showsTheExpectedLines(run);
    assertThat(run.err()).contains("built-in demo server");
  }

  @Test
  void the_quickstart_shows_its_lines_with_the_official_server() throws IOException {
    Needs.program("npx");
    CommandRun run = CommandRun.assay(environment(), "demo").endsWith(0);
    showsTheExpectedLines(run);
    assertThat(run.err()).contains("the official filesystem server").doesNotContain("built-in");
  }

  private Map<String, String> environment() {
    return Map.of("ASSAY_STATE_DIR", directory.resolve("state").toString());
  }

  private static void showsTheExpectedLines(CommandRun run) throws IOException {
    List<String> expected = Files.readAllLines(Path.of("examples/mcp-quickstart/expected.txt"));
    assertThat(run.err().lines().filter(line -> line.matches("^(✅ ALLOW|❌ DENY) .*")))
        .containsExactlyElementsOf(expected);
    assertThat(run.out()).isNotBlank();
  }
}
