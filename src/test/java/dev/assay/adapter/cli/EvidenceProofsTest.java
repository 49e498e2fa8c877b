package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceProofsTest {
  private static final String SEALED = "src/test/resources/vectors/evidence/sealed/ok.tar.gz";
  private static final String UNSEALED =
      "src/test/resources/vectors/evidence/sealed/unsealed.tar.gz";

  @TempDir private Path directory;

  @Test
  void a_proof_goes_from_one_command_to_the_other() throws IOException {
    Path file = directory.resolve("event.json");
    Json.Obj made =
        CliRun.of("evidence", "prove", SEALED, "--seq", 6, "-o", file, "--json")
            .endsWith(0)
            .document();
    String id = made.string("bundle_id").orElseThrow();
    assertThat(CliRun.of("evidence", "prove", SEALED, "--seq", 6).endsWith(0).out())
        .isEqualTo(Files.readString(file));
    CliRun trusted =
        CliRun.of("evidence", "check-proof", file, "--expect-bundle-id", id).endsWith(0);
    assertThat(trusted.out()).contains(": trusted\n").contains("deny exec").contains("not proven");
    CliRun alone = CliRun.of("evidence", "check-proof", file).endsWith(1);
    assertThat(alone.out()).contains("consistent, not trusted").contains("NOT VERIFIED");
    assertThat(alone.out()).doesNotContain("  proven:");
    Json.Obj byRoot =
        CliRun.of(
                "evidence",
                "check-proof",
                file,
                "--json",
                "--expect-root",
                made.string("envelope_root").orElseThrow())
            .endsWith(0)
            .document();
    assertThat(byRoot.get("seal")).isNull();
    CliRun.of("evidence", "prove", SEALED, "--seq", 6, "-o", file).endsWith(3);
  }

  @Test
  void what_does_not_hold_is_refused() throws IOException {
    Path file = directory.resolve("bad.json");
    String proof = CliRun.of("evidence", "prove", SEALED, "--seq", 2).out();
    Files.writeString(file, proof.replace("2026", "2025"));
    Json.Obj refused = CliRun.of("evidence", "check-proof", file, "--json").endsWith(2).document();
    assertThat(refused.string("reason_code")).contains("E_PROOF_REFUSED");
    Files.writeString(file, proof);
    String other = "sha256:" + "0".repeat(64);
    assertThat(
            CliRun.of("evidence", "check-proof", file, "--expect-bundle-id", other)
                .endsWith(2)
                .err())
        .contains("not the expected one");
    CliRun.of("evidence", "check-proof", directory.resolve("none")).endsWith(2);
    CliRun.of("evidence", "check-proof", file, "--expect-root", "abc").endsWith(2);
    assertThat(CliRun.of("evidence", "prove", UNSEALED, "--seq", 1).endsWith(2).err())
        .contains("no seal");
    assertThat(CliRun.of("evidence", "prove", SEALED, "--seq", 9).endsWith(2).err())
        .contains("0 to 8");
  }
}
