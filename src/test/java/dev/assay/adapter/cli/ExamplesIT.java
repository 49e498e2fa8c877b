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

  /** Every file that a pipeline would take from the story; the last gate is the one that blocks. */
  private static final List<String> WRITTEN =
      List.of(
          "trust-basis.json",
          "baseline/acceptance.json",
          "out-of-the-baseline/assay.sarif",
          "out/assay.sarif",
          "out/assay.xml",
          "out/summary.json",
          "out/comment.md",
          "card/trustcard.json",
          "card/trustcard.md",
          "card/trustcard.html");

  @TempDir private Path directory;

  @Test
  void a_pull_request_is_gated() throws IOException {
    Path work = directory.resolve("work");
    told("ci-gate", work);
    Sarif.valid(Files.readString(work.resolve("out/assay.sarif")));
    JUnitFiles.valid(Files.readString(work.resolve("out/assay.xml")));
    CliRun.read(Files.readString(work.resolve("out/summary.json")));
    for (String file : WRITTEN) {
      Path golden = EXAMPLES.resolve("ci-gate/expected").resolve(file.replace('/', '-'));
      String text = masked(Files.readString(work.resolve(file)), work);
      held(golden, text.replaceAll("20\\d{2}-\\d\\d-\\d\\dT[0-9:.]+Z", "(time)"));
    }
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
    held(example.resolve("expected.txt"), masked(run.out(), work));
    run.endsWith(0);
  }

  private static void held(Path golden, String text) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("golden files never change in CI").isNull();
      Files.createDirectories(golden.toAbsolutePath().getParent());
      Files.writeString(golden, text);
    }
    assertThat(text).as(golden.toString()).isEqualTo(Files.readString(golden));
  }

  /** What is another in every run. */
  private static String masked(String told, Path work) {
    return told.replace(work.toString(), "$work")
        .replaceAll("[0-9a-f]{64}", "(digest)")
        .replaceAll(
            "\\(events \\d+(, \\d+)*\\)", "(events)") // an answer may come before the next call
        .replaceAll("20\\d{6}T\\d{6}Z-[0-9a-f]{16}", "(run)");
  }
}
