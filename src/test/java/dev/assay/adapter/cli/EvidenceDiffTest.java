package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.MadeBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceDiffTest {
  private static final String TAMPERED =
      "src/test/resources/vectors/evidence/tamper/100-data-naive.tar.gz";

  @TempDir private Path directory;

  private Path bundle(String name, String... tools) throws IOException {
    MadeBundles bundle = new MadeBundles();
    for (String tool : tools) {
      bundle.decided(tool, "allow", "P_POLICY_ALLOW");
    }
    return Files.write(directory.resolve(name), bundle.archive());
  }

  @Test
  void differences_fail_only_when_asked() throws IOException {
    Path base = bundle("base.tar.gz", "read", "old");
    Path candidate = bundle("new.tar.gz", "read", "\u001b[2Jhostile\u202e");
    CliRun text = CliRun.of("evidence", "diff", base, candidate).endsWith(0);
    assertThat(text.out()).contains("new tools: 1").doesNotContain("\u001b", "\u202e");
    CliRun json =
        CliRun.of("evidence", "diff", base, candidate, "--fail-on", "added", "--json").endsWith(1);
    assertThat(json.document().string("reason_code")).contains("E_EVIDENCE_DIFFERS");
    assertThat(json.out()).doesNotContain("\u202e");
    CliRun.of("evidence", "diff", base, base, "--fail-on", "any").endsWith(0);
    Path less = bundle("less.tar.gz", "read");
    CliRun.of("evidence", "diff", base, less, "--fail-on", "added").endsWith(0);
    CliRun.of("evidence", "diff", base, less, "--fail-on", "any").endsWith(1);
  }

  @Test
  void a_baseline_is_written_once_compared_and_replaced_on_request() throws IOException {
    Path first = bundle("first.tar.gz", "read");
    Path second = bundle("second.tar.gz", "read", "exec");
    Path home = Files.createDirectory(directory.resolve("baselines"));
    Object[] key = {"--baseline-dir", home, "--key", "nightly"};
    CliRun missing = CliRun.of(words("evidence", "diff", first, key)).endsWith(2);
    assertThat(missing.err()).contains("no baseline").contains("--write-baseline");
    CliRun.of(words("evidence", "diff", first, "--write-baseline", key)).endsWith(0);
    assertThat(home.resolve("nightly.tar.gz")).hasSameBinaryContentAs(first);
    CliRun.of(words("evidence", "diff", second, "--write-baseline", key)).endsWith(2);
    CliRun.of(words("evidence", "diff", second, "--fail-on", "added", key)).endsWith(1);
    CliRun.of(words("evidence", "diff", TAMPERED, "--update-baseline", key)).endsWith(2);
    assertThat(home.resolve("nightly.tar.gz")).hasSameBinaryContentAs(first);
    CliRun.of(words("evidence", "diff", second, "--update-baseline", key)).endsWith(0);
    CliRun.of(words("evidence", "diff", second, "--fail-on", "any", key)).endsWith(0);
    try (var files = Files.list(home)) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a\\b", "..", "a..b", ".hidden", "a\u0007b", "a\u202eb"})
  void a_key_that_could_be_a_path_is_refused(String key) throws IOException {
    CliRun run =
        CliRun.of(
                "evidence",
                "diff",
                bundle("b.tar.gz", "x"),
                "--baseline-dir",
                directory,
                "--key=" + key,
                "--write-baseline")
            .endsWith(2);
    assertThat(run.err()).contains("error: ").contains("next: ");
  }

  @Test
  void a_link_out_of_the_directory_is_not_followed() throws IOException {
    Path bundle = bundle("b.tar.gz", "x");
    Path home = Files.createDirectory(directory.resolve("baselines"));
    Files.createSymbolicLink(home.resolve("k.tar.gz"), directory.resolve("elsewhere.tar.gz"));
    Files.write(directory.resolve("elsewhere.tar.gz"), new byte[] {1});
    CliRun run =
        CliRun.of(
                "evidence",
                "diff",
                bundle,
                "--baseline-dir",
                home,
                "--key",
                "k",
                "--update-baseline")
            .endsWith(2);
    assertThat(run.err()).contains("leads out");
    assertThat(Files.size(directory.resolve("elsewhere.tar.gz"))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.tar.gz",
        "- -",
        "a b --key k",
        "a --key k",
        "a --baseline-dir d --key k --write-baseline --update-baseline",
        "a --baseline-dir d --key k --write-baseline --fail-on any",
      })
  void what_makes_no_sense_is_refused(String words) {
    CliRun run = CliRun.of((Object[]) ("evidence diff " + words).split(" ")).endsWith(2);
    assertThat(run.err()).startsWith("error: ");
  }

  /** Flattens arrays among the words. */
  private static Object[] words(Object... words) {
    java.util.List<Object> flat = new java.util.ArrayList<>();
    for (Object word : words) {
      if (word instanceof Object[] several) {
        flat.addAll(java.util.List.of(several));
      } else {
        flat.add(word);
      }
    }
    return flat.toArray();
  }
}
