package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.attest.Envelope;
import dev.assay.core.attest.Statement;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.MadeBundles;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What signed provenance of a policy makes of one claim, and of no other. */
class TrustFromProvenanceTest {
  private static final String SLSA = "https://slsa.dev/provenance/v1";
  private static final String POLICY =
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String SERVER =
      "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

  @TempDir private Path directory;
  private Path bundle = Path.of("");
  private Path builder = Path.of("");

  @BeforeEach
  void a_bundle_that_names_a_policy_and_a_server() throws IOException {
    byte[] archive =
        new MadeBundles()
            .with(
                "assay.session.started",
                "server:x",
                Json.object()
                    .put(
                        "upstream",
                        Json.object().put("executable_sha256", "sha256:" + SERVER).build())
                    .build())
            .with(
                "assay.tool.decision",
                "tool:x",
                Json.object()
                    .put("tool", "x")
                    .put("decision", "allow")
                    .put("policy_digest", "sha256:" + POLICY)
                    .build())
            .archive();
    bundle = Files.write(directory.resolve("b.tar.gz"), archive);
    builder = key(3);
  }

  private Path key(int number) throws IOException {
    return Files.write(
        directory.resolve("k" + number + ".pub"),
        Attestations.publicPem(LogKeys.key(number)).getBytes(UTF_8));
  }

  private Path provenance(String sha256, String predicate) throws IOException {
    Statement statement =
        Statement.of(
            "artifact", sha256, predicate, Json.object().put("buildType", "https://x/1").build());
    return Files.write(
        directory.resolve("prov.json"), Envelope.sign(statement, LogKeys.key(3)).canonicalBytes());
  }

  private CliRun generate(Object... words) {
    List<Object> all = new ArrayList<>(List.of("trust-basis", "generate", bundle));
    all.addAll(Arrays.asList(words));
    return CliRun.of(all.toArray());
  }

  private static String level(CliRun run) {
    return Vectors.objects(run.endsWith(0).document().get("claims")).stream()
        .filter(c -> c.string("id").orElse("").equals("provenance_backed_claims_present"))
        .findFirst()
        .flatMap(claim -> claim.string("level"))
        .orElseThrow();
  }

  private Object[] signed() throws IOException {
    Path pem = Files.write(directory.resolve("gate.pem"), LogKeys.pem(5));
    Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
    CliRun.of("evidence", "attest", "--bundle", bundle, "--key", pem, "--force").endsWith(0);
    return new Object[] {"--key", key(5)};
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
  }

  @Test
  void that_the_policy_was_in_force_is_the_recorder_s_word_until_the_bundle_is_signed()
      throws IOException {
    Path file = provenance(POLICY, SLSA);
    Object[] given = {"--provenance", file, "--provenance-key", builder};
    CliRun run = generate(given);
    assertThat(level(run)).isEqualTo("self_reported");
    assertThat(run.err()).isEmpty();
    assertThat(level(generate(with(given, signed())))).isEqualTo("verified");
    assertThat(level(generate(signed()))).isEqualTo("absent");
    assertThat(level(generate(with(given, "--ruleset", "v1"))))
        .as("the reference never says so")
        .isEqualTo("absent");
  }

  @Test
  void the_report_says_which_envelope_which_key_and_which_subject() throws IOException {
    Path file = provenance(POLICY, SLSA);
    Json.Obj given = reported(file);
    assertThat(given.string("digest")).contains(Sha256.text(Files.readAllBytes(file)));
    assertThat(given.get("verified")).isEqualTo(Json.Bool.TRUE);
    assertThat(given.string("key_id")).contains(LogKeys.key(3).keyId());
    assertThat(given.get("subjects")).isEqualTo(Json.Arr.ofStrings(List.of("sha256:" + POLICY)));
    Json.Obj claim = row(directory.resolve("report.json"));
    assertThat(claim.object("counts").flatMap(counts -> counts.integer("supporting"))).contains(1L);

    Json.Obj foreign = reported(provenance("c".repeat(64), SLSA));
    assertThat(foreign.get("subjects")).isEqualTo(Json.Arr.EMPTY);
    assertThat(
            row(directory.resolve("report.json"))
                .object("counts")
                .flatMap(counts -> counts.integer("rejected")))
        .contains(1L);
  }

  private Json.Obj reported(Path file) throws IOException {
    Path report = directory.resolve("report.json");
    generate("--provenance", file, "--provenance-key", builder, "--report", report).endsWith(0);
    return Vectors.objects(
            CliRun.read(Files.readString(report)).object("inputs").orElseThrow().get("provenance"))
        .getFirst();
  }

  private static Json.Obj row(Path report) throws IOException {
    return Vectors.objects(CliRun.read(Files.readString(report)).get("claims")).stream()
        .filter(c -> c.string("id").orElse("").equals("provenance_backed_claims_present"))
        .findFirst()
        .orElseThrow();
  }

  /** What is started is as often as not npx, node or python, which any server has. */
  @Test
  void provenance_of_the_program_that_was_started_is_no_provenance_of_the_server()
      throws IOException {
    Path file = provenance(SERVER, SLSA);
    Object[] given = {"--provenance", file, "--provenance-key", builder};
    assertThat(level(generate(given))).isEqualTo("absent");
    assertThat(level(generate(with(given, signed())))).isEqualTo("absent");
  }

  @Test
  void what_does_not_fit_counts_for_nothing() throws IOException {
    Path foreign = provenance("c".repeat(64), SLSA);
    CliRun elsewhere = generate("--provenance", foreign, "--provenance-key", builder);
    assertThat(level(elsewhere)).isEqualTo("absent");
    assertThat(elsewhere.err()).contains("counts for nothing: no decision names");
    assertThat(
            CliRun.of(
                    "trust-basis",
                    "explain",
                    "provenance_backed_claims_present",
                    "--bundle",
                    bundle,
                    "--provenance",
                    foreign,
                    "--provenance-key",
                    builder)
                .endsWith(0)
                .out())
        .contains("provenance_not_bound");
    Path file = provenance(POLICY, SLSA);
    CliRun other = generate("--provenance", file, "--provenance-key", key(4));
    assertThat(level(other)).isEqualTo("absent");
    assertThat(other.err()).contains("counts for nothing: no given key signed it");
    assertThat(
            level(
                generate(
                    "--provenance", file, "--provenance-key", key(4), "--provenance-key", builder)))
        .isEqualTo("self_reported");
    Path predicate = provenance(POLICY, "https://example.org/other");
    assertThat(generate("--provenance", predicate, "--provenance-key", builder).err())
        .contains("it is no SLSA provenance");
    Files.writeString(file, "{}");
    assertThat(level(generate("--provenance", file, "--provenance-key", builder)))
        .isEqualTo("absent");
  }

  @Test
  void a_file_that_is_not_there_and_half_a_question_are_refused() throws IOException {
    Path file = provenance(POLICY, SLSA);
    assertThat(generate("--provenance", file).endsWith(2).err()).contains("go together");
    assertThat(generate("--provenance-key", builder).endsWith(2).err()).contains("go together");
    generate("--provenance", directory.resolve("none"), "--provenance-key", builder).endsWith(2);
    generate("--provenance", file, "--provenance-key", bundle).endsWith(2);
  }
}
