package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.Exports;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.TrustReports;
import dev.assay.testkit.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustExportCommandTest {
  private static final String POLICY =
      """
      schema: assay.trust_policy.v1
      rules:
        - id: intact
          require: claim("bundle_verified").level == verified
      """;

  @TempDir private Path directory;
  private Path report = Path.of("");
  private Path policy = Path.of("");
  private Path key = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void write_the_files() throws IOException {
    report =
        Files.write(directory.resolve("trust-report.json"), TrustReports.bytes(TrustReports.RICH));
    policy = Files.writeString(directory.resolve("trust-policy.yaml"), POLICY);
    key = Files.write(directory.resolve("key.pem"), LogKeys.pem(3));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    out = directory.resolve("export.json");
  }

  private CliRun export(String format, Object... more) {
    Object[] words = new Object[5 + more.length];
    words[0] = "trust-basis";
    words[1] = "export";
    words[2] = "--format";
    words[3] = format;
    words[4] = report;
    System.arraycopy(more, 0, words, 5, more.length);
    return CliRun.of(words);
  }

  @Test
  void each_format_goes_to_standard_output_and_is_the_same_twice() {
    String scai = export("scai").endsWith(0).out();
    Exports.scai(scai.getBytes(UTF_8));
    assertThat(export("scai").endsWith(0).out()).isEqualTo(scai);
    String vsa = export("vsa", "--policy", policy).endsWith(0).out();
    Exports.vsa(vsa.getBytes(UTF_8));
    assertThat(export("vsa", "--policy", policy).endsWith(0).out()).isEqualTo(vsa);
    String oscal = export("oscal", "--policy", policy).endsWith(0).out();
    Exports.oscal(oscal.getBytes(UTF_8));
    assertThat(export("oscal", "--policy", policy).endsWith(0).out()).isEqualTo(oscal);
    assertThat(oscal).doesNotContain(directory.toString());
  }

  @Test
  void a_signed_statement_is_an_envelope_that_anybody_can_check() throws Exception {
    byte[] plain = export("scai").endsWith(0).out().strip().getBytes(UTF_8);
    export("scai", "--sign-key", key, "--out", out).endsWith(0);
    assertThat(payload(Files.readAllBytes(out))).isEqualTo(plain);
    String envelope = export("vsa", "--policy", policy, "--sign-key", key).endsWith(0).out();
    Exports.vsa(payload(envelope.getBytes(UTF_8)));
  }

  @Test
  void a_signed_oscal_document_has_an_envelope_beside_it_that_names_its_digest() throws Exception {
    export("oscal", "--sign-key", key, "--out", out).endsWith(0);
    byte[] document = Files.readAllBytes(out);
    Exports.oscal(document);
    Json.Obj statement =
        (Json.Obj) Vectors.parse(payload(Files.readAllBytes(Path.of(out + ".att.json"))));
    Json.Obj subject = Vectors.objects(statement.members().get("subject")).getFirst();
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(document);
    assertThat(subject.object("digest").orElseThrow().string("sha256"))
        .contains(HexFormat.of().formatHex(sha256));
  }

  /** Checks an envelope with nothing of ours: DSSE's encoding and the JDK's Ed25519. */
  private static byte[] payload(byte[] file) throws IOException, GeneralSecurityException {
    Json.Obj envelope = (Json.Obj) Vectors.parse(file);
    byte[] payload = Base64.getDecoder().decode(envelope.string("payload").orElseThrow());
    String type = envelope.string("payloadType").orElseThrow();
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.write(("DSSEv1 " + type.length() + " " + type + " ").getBytes(UTF_8));
    signed.write((payload.length + " ").getBytes(UTF_8));
    signed.write(payload);
    Json.Obj entry = Vectors.objects(envelope.members().get("signatures")).getFirst();
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(LogKeys.key(3).publicKeyInfo())));
    verifier.update(signed.toByteArray());
    assertThat(verifier.verify(Base64.getDecoder().decode(entry.string("sig").orElseThrow())))
        .isTrue();
    return payload;
  }

  @Test
  void no_export_is_taken_for_an_attestation_of_the_bundle() throws IOException {
    export("scai", "--sign-key", key, "--out", out).endsWith(0);
    Path trusted = directory.resolve("key.pub");
    Files.writeString(trusted, Attestations.publicPem(LogKeys.key(3)));
    assertThat(CliRun.of("evidence", "verify-attestation", out, "--key", trusted).endsWith(2).err())
        .contains("what is signed is not a statement about a bundle that we accept");
  }

  @Test
  void a_failed_policy_is_written_and_ends_with_1() throws IOException {
    Files.writeString(
        policy,
        POLICY + "  - { id: s, require: claim(\"signing_evidence_present\").level == verified }\n");
    Json.Obj vsa = Exports.vsa(export("vsa", "--policy", policy).endsWith(1).out().getBytes(UTF_8));
    assertThat(vsa.object("predicate").orElseThrow().string("verificationResult"))
        .contains("FAILED");
    assertThat(export("oscal", "--policy", policy).endsWith(0).out()).contains("not-satisfied");
  }

  @Test
  void what_is_neither_yes_nor_no_is_not_written() throws IOException {
    Files.writeString(
        policy,
        POLICY
            + "  - { id: d, require: claim(\"delegation_context_visible\").level >= inferred }\n");
    CliRun run = export("vsa", "--policy", policy, "--out", out).endsWith(1);
    assertThat(run.err()).contains("`d` holds only with claims that are not verified");
    assertThat(run.err()).contains("next: demand and supply what is verified");
    assertThat(out).doesNotExist();
  }

  @Test
  void only_a_moment_that_the_user_names_is_in_a_summary() {
    assertThat(export("vsa", "--policy", policy).endsWith(0).out()).doesNotContain("timeVerified");
    assertThat(
            export("vsa", "--policy", policy, "--now", "2027-01-31T12:00:00+01:00")
                .endsWith(0)
                .out())
        .contains("\"timeVerified\":\"2027-01-31T11:00:00Z\"");
  }

  @Test
  void options_that_do_not_belong_together_and_unusable_inputs_are_refused() throws IOException {
    assertThat(export("scai", "--policy", policy).endsWith(2).err()).contains("`--policy` goes");
    assertThat(export("vsa").endsWith(2).err()).contains("name it, `--policy`");
    assertThat(export("oscal", "--sign-key", key).endsWith(2).err()).contains("two files");
    assertThat(export("html").endsWith(2).err()).contains("scai");
    assertThat(export("scai", "--sign-key", directory.resolve("none.pem")).endsWith(2).err())
        .contains("none.pem");
    byte[] before = Files.readAllBytes(report);
    for (Path input : List.of(report, policy, key)) {
      assertThat(
              export("oscal", "--policy", policy, "--sign-key", key, "--out", input)
                  .endsWith(2)
                  .err())
          .contains("is read");
    }
    assertThat(Files.readAllBytes(report)).isEqualTo(before);
    Files.writeString(report, "{}");
    assertThat(export("scai").endsWith(2).err()).contains("no `schema` of a trust report");
  }
}
