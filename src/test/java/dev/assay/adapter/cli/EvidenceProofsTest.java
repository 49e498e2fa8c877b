package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.attest.Statement;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.LogKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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
    String right = CliRun.read(proof).string("bundle_id").orElseThrow();
    String expect = "--expect-bundle-id";
    CliRun.of("evidence", "check-proof", file, expect, right).endsWith(0);
    assertThat(
            CliRun.of("evidence", "check-proof", file, expect, other, expect, right)
                .endsWith(2)
                .err())
        .contains("only once");
    CliRun.of("evidence", "check-proof", directory.resolve("none")).endsWith(2);
    CliRun.of("evidence", "check-proof", file, "--expect-root", "abc").endsWith(2);
    assertThat(CliRun.of("evidence", "prove", UNSEALED, "--seq", 1).endsWith(2).err())
        .contains("no seal");
    assertThat(CliRun.of("evidence", "prove", SEALED, "--seq", 9).endsWith(2).err())
        .contains("0 to 8");
  }

  @Test
  void a_signed_statement_ties_a_proof_to_its_bundle() throws IOException {
    Path bundle = Files.copy(Path.of(SEALED), directory.resolve("b.tar.gz"));
    Path key = Files.write(directory.resolve("key.pem"), LogKeys.pem(3));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path half = directory.resolve("key.pub");
    Files.writeString(half, Attestations.publicPem(LogKeys.key(3)));
    Path other = directory.resolve("other.pub");
    Files.writeString(other, Attestations.publicPem(LogKeys.key(4)));
    CliRun.of("evidence", "attest", "--bundle", bundle, "--key", key).endsWith(0);
    Path proof = directory.resolve("event.json");
    CliRun.of("evidence", "prove", bundle, "--seq", 6, "-o", proof).endsWith(0);
    String signed = bundle + ".att.json";

    CliRun trusted = checked(proof, "--attestation", signed, "--key", half).endsWith(0);
    assertThat(trusted.out())
        .contains(": trusted\n", "signed      confirmed", LogKeys.key(3).keyId())
        .contains("  proven: keys that you trust signed")
        .contains("  not proven: that who signed told the truth")
        .doesNotContain("not proven: who recorded");
    Json.Obj document =
        checked(proof, "--attestation", signed, "--key", half, "--json").endsWith(0).document();
    assertThat(document.object("signed").flatMap(l -> l.string("reason_code")))
        .contains("statement_signed");
    assertThat(document.get("seal")).isInstanceOf(Json.Obj.class);

    Json.Obj unknown =
        checked(proof, "--attestation", signed, "--key", other, "--json").endsWith(2).document();
    assertThat(unknown.string("reason_code")).contains("E_SIGNATURE_REFUSED");
    assertThat(unknown.get("proven")).isNull();
    assertThat(checked(proof, "--attestation", signed).endsWith(2).err())
        .contains("nothing says whose keys to trust");
    checked(proof, "--attestation", directory.resolve("none"), "--key", half).endsWith(2);
    checked(proof, "--key", half).endsWith(2);
    checked(proof, "--tsa-cert", half).endsWith(2);
  }

  @Test
  void a_statement_about_something_else_ties_nothing() throws IOException {
    Path proof = directory.resolve("event.json");
    CliRun.of("evidence", "prove", SEALED, "--seq", 6, "-o", proof).endsWith(0);
    Path half = directory.resolve("key.pub");
    Files.writeString(half, Attestations.publicPem(LogKeys.key(3)));
    Path statement = directory.resolve("a.json");
    Files.write(statement, Attestations.truth(LogKeys.key(3)));
    assertThat(checked(proof, "--attestation", statement, "--key", half).endsWith(2).err())
        .contains("the signed statement is about sha256:");
    VerifiedBundle bundle = BundleArchives.intact(Files.readAllBytes(Path.of(SEALED))).bundle();
    String truth = JsonText.compact(Statement.about(bundle).json());
    for (String lie : List.of("\"event_count\":11", "\"run_id\":\"other\"")) {
      String name = lie.substring(0, lie.indexOf(':') + 1);
      Json said = CliRun.read(truth.replaceFirst(name + "(\"[^\"]*\"|[0-9]+)", lie));
      Files.write(statement, Attestations.envelope(said, LogKeys.key(3)));
      assertThat(checked(proof, "--attestation", statement, "--key", half).endsWith(2).err())
          .as(lie)
          .contains("names another run or number of events");
    }
  }

  private static CliRun checked(Object proof, Object... more) {
    List<Object> words = new ArrayList<>(List.of("evidence", "check-proof", proof));
    words.addAll(List.of(more));
    return CliRun.of(words.toArray());
  }
}
