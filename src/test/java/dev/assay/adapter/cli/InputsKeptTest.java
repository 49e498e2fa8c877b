package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No command writes over, or removes, what it was told to read. */
class InputsKeptTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");

  /** Below the working directory, where code scanning wants policies. */
  @TempDir private Path elsewhere;

  private Path directory = Path.of("");

  @BeforeEach
  void inputs() throws IOException {
    directory = Files.createDirectories(Files.createTempDirectory(Path.of("target"), "kept"));
    Files.copy(VECTORS.resolve("trust/golden/all-absent/bundle.tar.gz"), file("b.tar.gz"));
    Files.copy(Path.of("examples/mcp-quickstart/policy.yaml"), file("policy.yaml"));
    Files.writeString(
        file("rules.yaml"),
        """
        schema: assay.trust_policy.v1
        rules:
          - id: verified
            require: claim("bundle_verified").level == verified
        """);
    for (String name : List.of("t.jsonl", "key.pem", "other", "broken.yaml", "b.tar.gz.att.json")) {
      Files.writeString(file(name), "not what it should be");
    }
    Files.createDirectories(file("baseline"));
    CliRun.of(
            "trust-basis",
            "generate",
            file("b.tar.gz"),
            "-o",
            elsewhere.resolve("basis"),
            "--report",
            file("baseline/trust-report.json"))
        .endsWith(0);
    Files.writeString(file("baseline/acceptance.json"), "{}");
    Files.copy(file("baseline/trust-report.json"), file("trustcard.md"));
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private Map<Path, String> contents() throws IOException {
    Map<Path, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ci --bundle @b.tar.gz --report @./b.tar.gz",
        "ci --bundle @b.tar.gz --report @b.tar.gz.att.json",
        "ci --bundle @b.tar.gz --baseline @baseline/trust-report.json --report @baseline/acceptance.json",
        "ci --bundle @b.tar.gz --baseline @baseline/trust-report.json --report @baseline/trust-report.json",
        "ci --bundle @b.tar.gz --trust-policy @rules.yaml --summary @rules.yaml --report @r",
        "ci --bundle @b.tar.gz --key @key.pem --junit @key.pem --report @r",
        "ci --bundle @b.tar.gz --trust-set @other --pr-comment @other --report @r",
        "ci --bundle @b.tar.gz --source @other --report @other",
        "ci --bundle @b.tar.gz --pack @broken.yaml --report @broken.yaml",
        "ci --bundle @b.tar.gz --attestation @other --report @other",
        "ci --bundle @b.tar.gz --provenance @other --provenance-key @key.pem --report @key.pem",
        "ci --policy @policy.yaml --sarif @policy.yaml",
        "ci --policy @policy.yaml --trace @t.jsonl --summary @t.jsonl",
        "ci --policy @policy.yaml --junit @x --summary @./x",
        "evidence sarif --policy @policy.yaml -o @b.tar.gz @b.tar.gz",
        "evidence sarif --policy @broken.yaml -o @b.tar.gz @b.tar.gz",
        "evidence sarif --policy @broken.yaml -o @broken.yaml @b.tar.gz",
        "evidence attest --bundle @b.tar.gz --key @key.pem --out @key.pem --force",
        "evidence attest --bundle @b.tar.gz --key @key.pem --limits @other --out @other --force",
        "evidence export-sigstore @b.tar.gz --out @b.tar.gz --force",
        "evidence import promptfoo-jsonl --input @other --bundle-out @./other",
        "evidence log append @log @b.tar.gz @b.tar.gz.tlog-proof --sign-key @key.pem --force",
        "evidence log consistency @other --log-key @key.pem --since @t.jsonl --out @key.pem",
        "evidence log prove @baseline --since @other --out @baseline/checkpoint --force",
        "evidence log prove @log @b.tar.gz --out @b.tar.gz --force",
        "evidence timestamp request @b.tar.gz --out @b.tar.gz --force",
        "enforcement-sarif --input @other --output @./other",
        "trust-basis generate @b.tar.gz --out @b.tar.gz",
        "trust-basis generate @b.tar.gz --report @b.tar.gz",
        "trust-basis generate @b.tar.gz --report @x --out @x",
        "trust-basis accept @baseline/acceptance.json --by=a --reason=b --dir @baseline",
        "trust-basis export --format vsa --policy @rules.yaml @baseline/trust-report.json --out @rules.yaml",
        "trust-card generate @trustcard.md --out-dir @.",
      })
  void a_command_that_would_write_over_its_input_is_refused(String line) throws IOException {
    Map<Path, String> before = contents();
    Object[] words =
        Stream.of(line.split(" "))
            .map(word -> word.startsWith("@") ? directory + "/" + word.substring(1) : word)
            .toArray();
    CliRun run = CliRun.of(words).endsWith(2);
    assertThat(run.err()).containsAnyOf("a file that is read", "name the same file");
    assertThat(contents()).isEqualTo(before);
  }
}
