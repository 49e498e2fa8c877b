package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.CommandRun;
import dev.assay.testkit.Sarif;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code examples/privileged-action-gate/run.sh} with the packaged program, held against its golden
 * output.
 */
class PrivilegedActionGateIT {
  private static final Path EXAMPLE = Path.of("examples/privileged-action-gate");

  /** Five sessions, each with a server that is compiled first. */
  private static final long LIMIT_SECONDS = 300;

  @TempDir private Path directory;

  @Test
  void five_situations_get_five_verdicts() throws IOException {
    Path work = directory.resolve("work");
    CommandRun run =
        CommandRun.of(
            Map.of("LC_ALL", "C.UTF-8", "JAVA_HOME", System.getProperty("java.home")),
            List.of("sh", EXAMPLE.resolve("run.sh").toString(), work.toString()),
            LIMIT_SECONDS);
    String told = run.out().replace(work.toString(), "$work");
    Path golden = EXAMPLE.resolve("expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("golden files never change in CI").isNull();
      Files.writeString(golden, told);
    }
    assertThat(told).isEqualTo(Files.readString(golden));
    run.endsWith(0);
    Sarif.valid(Files.readString(work.resolve("denied.sarif")));
    for (String denied : List.of("no-allowance", "insufficient-scope", "drift")) {
      assertThat(work.resolve(denied + ".methods")).content().doesNotContain("tools/call");
    }
    assertThat(work.resolve("allow.methods")).content().contains("tools/call");
  }
}
