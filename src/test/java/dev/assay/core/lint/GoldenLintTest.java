package dev.assay.core.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.JsonText;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.testkit.Lint;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The three forms of one report, byte for byte. */
class GoldenLintTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/lint");

  private static LintReport report() {
    RulePack ours = Lint.accepted(Lint.resource("/packs/gateway-baseline.yaml"), "built-in pack");
    RulePack theirs =
        Lint.accepted(Lint.resource("/packs/eu-ai-act-baseline.yaml"), "rules/theirs.yaml");
    return Lint.report(Vectors.bytes("evidence/sealed/ok.tar.gz"), List.of(ours, theirs), 7);
  }

  @Test
  void text() throws IOException {
    compare("report.txt", String.join("\n", LintText.lines(report(), "ok.tar.gz")) + "\n");
  }

  @Test
  void json() throws IOException {
    compare("report.json", JsonText.pretty(LintJson.members(report(), "0.1.0")) + "\n");
  }

  @Test
  void sarif() throws IOException {
    LintSarif.Places places =
        new LintSarif.Places("ok.tar.gz", Optional.empty(), List.of("rules/theirs.yaml"));
    String log = LintSarif.log(report(), "0.1.0", places).text();
    Sarif.valid(log);
    compare("report.sarif", log);
  }

  private static void compare(String name, String text) throws IOException {
    Path file = DIRECTORY.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("golden files never change in CI").isNull();
      Files.createDirectories(DIRECTORY);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
