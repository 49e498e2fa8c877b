package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.attest.Envelope;
import dev.assay.core.crypto.PreAuthentication;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.CommandRun;
import dev.assay.testkit.Needs;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Signing a bundle and checking it through the command line, and by a program of others. */
class EvidenceSignatureTest {
  private static final SigningKey ED25519 = Attestations.signingKey(Attestations.KEY_PEM);
  private static final SigningKey P256 = Attestations.signingKey(Attestations.P256_PEM);

  @TempDir private Path directory;
  private String bundle = "";
  private String key = "";
  private String trusted = "";
  private String other = "";

  private record Said(int exitCode, String out, String err) {}

  @BeforeEach
  void files() throws IOException {
    bundle = write("bundle.tar.gz", Attestations.ARCHIVE);
    key = secret("key.pem", Attestations.KEY_PEM);
    trusted = write("trusted.pem", Attestations.publicPem(ED25519).getBytes(UTF_8));
    other = write("other.pem", Attestations.publicPem(P256).getBytes(UTF_8));
  }

  @Test
  void what_is_attested_is_verified_beside_the_bundle() throws IOException {
    assertThat(run("evidence", "attest", "--bundle", bundle, "--key", key).exitCode()).isZero();
    Path attestation = Path.of(bundle + ".att.json");
    assertThat(Files.readAllBytes(attestation)).isEqualTo(Attestations.truth(ED25519));

    Said said =
        run("evidence", "verify", "--key", trusted, "--require", "signed", "--json", bundle);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(layer(said, "signed")).isEqualTo("confirmed signature_holds");
    Said alone = run("evidence", "verify-attestation", attestation.toString(), "--key", trusted);
    assertThat(alone.exitCode()).isZero();
    assertThat(alone.out()).contains(": signature verified").contains(ED25519.keyId());
    Said both =
        run(
            "evidence",
            "verify-attestation",
            attestation.toString(),
            "--bundle",
            bundle,
            "--key",
            trusted);
    assertThat(both.exitCode()).isZero();
    assertThat(both.out())
        .contains(": attestation verified")
        .contains("signed      confirmed")
        .doesNotContain("signed      not_checked");
  }

  @Test
  void an_unknown_key_leaves_the_structure_and_refuses_only_when_required() {
    run("evidence", "attest", "--bundle", bundle, "--key", key);
    Said shown = run("evidence", "verify", "--key", other, bundle);
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .contains("structure   confirmed")
        .contains("signed      failed: no key that you trust made a signature");
    assertThat(shown.err()).contains("warning: ").contains("--require signed");
    Said refused = run("evidence", "verify", "--key", other, "--require", "signed", bundle);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).contains("structure   confirmed").contains("not what is demanded");
    assertThat(refused.err()).contains("key_not_trusted");
    Said named =
        run("evidence", "verify", "--key", other, "--attestation", bundle + ".att.json", bundle);
    assertThat(named.exitCode()).as("a named attestation is required to hold").isEqualTo(2);
  }

  @Test
  void without_trust_the_integrity_stands_and_nothing_is_signed() {
    run("evidence", "attest", "--bundle", bundle, "--key", key);
    Said said =
        run("evidence", "verify-attestation", bundle + ".att.json", "--bundle", bundle, "--json");
    assertThat(said.exitCode()).isEqualTo(2);
    Json.Obj json = (Json.Obj) Vectors.parse(said.out());
    assertThat(json.string("result")).contains("signature_not_checked");
    assertThat(json.object("bundle").flatMap(b -> b.object("trust")).map(Json.Obj::members))
        .isPresent();
    assertThat(json.object("bundle").map(b -> b.get("ok"))).contains(Json.Bool.TRUE);
    assertThat(json.object("signed").flatMap(s -> s.string("status"))).contains("not_checked");
  }

  @Test
  void a_missing_attestation_is_not_present() {
    Said said = run("evidence", "verify", "--key", trusted, "--json", bundle);
    assertThat(said.exitCode()).isZero();
    assertThat(layer(said, "signed")).isEqualTo("not_present attestation_absent");
    assertThat(
            run("evidence", "verify", "--key", trusted, "--require", "signed", bundle).exitCode())
        .isEqualTo(2);
  }

  @Test
  void nothing_is_overwritten_unless_asked_and_no_input_ever() throws IOException {
    run("evidence", "attest", "--bundle", bundle, "--key", key);
    Files.writeString(Path.of(bundle + ".att.json"), "mine");
    assertThat(run("evidence", "attest", "--bundle", bundle, "--key", key).exitCode()).isEqualTo(2);
    assertThat(Path.of(bundle + ".att.json")).hasContent("mine");
    assertThat(run("evidence", "attest", "--bundle", bundle, "--key", key, "--force").exitCode())
        .isZero();
    assertThat(Path.of(bundle + ".att.json")).isRegularFile().binaryContent().hasSizeGreaterThan(9);
    Said self =
        run("evidence", "attest", "--bundle", bundle, "--key", key, "--force", "--out", bundle);
    assertThat(self.exitCode()).isEqualTo(2);
    assertThat(Files.readAllBytes(Path.of(bundle))).isEqualTo(Attestations.ARCHIVE);
    assertThat(directory).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void members_are_added_to_the_run() throws IOException {
    String more = write("more.json", "{\"build\":{\"id\":7}}".getBytes(UTF_8));
    run("evidence", "attest", "--bundle", bundle, "--key", key, "--predicate", more);
    Said said =
        run(
            "evidence",
            "verify-attestation",
            bundle + ".att.json",
            "--key",
            trusted,
            "--bundle",
            bundle);
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("unchecked   build: signed, and compared with nothing");
  }

  @Test
  void a_trust_set_decides_by_scope_and_revocation() throws IOException {
    run("evidence", "attest", "--bundle", bundle, "--key", key);
    String spki = Base64.getEncoder().encodeToString(ED25519.publicKeyInfo());
    String entry =
        "{\"schema\":\"assay.trust_set.v1\",\"keys\":[{\"spki\":\""
            + spki
            + "\",\"role\":\"recorder\",\"scope\":{\"run\":\"%s\"}}]%s}";
    String ours = write("ours.json", entry.formatted("run_*", "").getBytes(UTF_8));
    assertThat(verifySigned(ours)).isEqualTo("confirmed signature_holds");
    String theirs = write("theirs.json", entry.formatted("prod-*", "").getBytes(UTF_8));
    assertThat(verifySigned(theirs)).isEqualTo("failed key_out_of_scope");
    String revoked =
        ",\"revoked\":[{\"key_id\":\""
            + ED25519.keyId()
            + "\",\"since\":\"2026-05-01T00:00:00Z\"}]";
    String gone = write("gone.json", entry.formatted("run_*", revoked).getBytes(UTF_8));
    assertThat(verifySigned(gone)).isEqualTo("failed key_revoked");
  }

  private String verifySigned(String trustSet) {
    return layer(run("evidence", "verify", "--trust-set", trustSet, "--json", bundle), "signed");
  }

  @Test
  void reports_for_other_tools_are_complete_and_alone_on_standard_output() throws IOException {
    String broken = write("broken.tar.gz", Vectors.bytes("evidence/tamper/100-data-naive.tar.gz"));
    Said sarif = run("evidence", "verify", "--format", "sarif", bundle, broken);
    assertThat(sarif.exitCode()).isEqualTo(2);
    assertThat(Sarif.results(Sarif.valid(sarif.out()))).isNotEmpty();
    assertThat(sarif.out()).contains("IntegrityEventHash").doesNotContain(directory.toString());
    Said junit = run("evidence", "verify", "--format", "junit", bundle, broken);
    assertThat(junit.exitCode()).isEqualTo(2);
    assertThat(junit.out()).startsWith("<?xml").contains("<failure").contains("<skipped");
  }

  @Test
  void names_in_a_hostile_bundle_or_envelope_cannot_add_lines() throws IOException {
    List<Json.Obj> events = new ArrayList<>();
    String run = "r\n  signed      confirmed\u001b[2J";
    Json.Obj line = Vectors.lines("evidence/bundles/b2-session/events.ndjson").getFirst();
    Json.Obj renamed = BundleArchives.with(line, "assayrunid", new Json.Str(run));
    events.add(BundleArchives.with(renamed, "id", new Json.Str(run + ":0")));
    byte[] archive =
        BundleArchives.bundle(events, Json.object().put("name", "p").put("version", "1").build());
    String hostile = write("hostile.tar.gz", archive);
    Json.Obj envelope = (Json.Obj) Vectors.parse(Attestations.truth(ED25519));
    String forged =
        new String(dev.assay.core.json.CanonicalJson.canonicalBytes(envelope), UTF_8)
            .replace(ED25519.keyId(), "x\\n  signed      confirmed\\u001b[2J");
    write("hostile.tar.gz.att.json", forged.getBytes(UTF_8));
    Said said = run("evidence", "verify", "--key", trusted, hostile);
    assertThat(said.out()).contains("structure   confirmed");
    assertThat(said.out() + said.err()).doesNotContain("\u001b");
    assertThat(said.out().lines().filter(l -> l.startsWith("  signed"))).hasSize(1);
  }

  @Test
  void openssl_accepts_our_signatures_and_we_accept_its_keys() throws IOException {
    Needs.program("openssl");
    assertOpensslAccepts(
        "ed25519", List.of("-algorithm", "ed25519"), List.of("pkeyutl", "-verify", "-rawin"));
    assertOpensslAccepts(
        "p256",
        List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
        List.of("dgst", "-sha256"));
  }

  private void assertOpensslAccepts(String name, List<String> kind, List<String> check)
      throws IOException {
    String made = directory.resolve(name + ".pem").toString();
    String half = directory.resolve(name + ".pub.pem").toString();
    openssl("genpkey", kind, "-out", made).endsWith(0);
    openssl("pkey", List.of("-in", made), "-pubout", "-out", half).endsWith(0);
    Files.setPosixFilePermissions(Path.of(made), PosixFilePermissions.fromString("rw-------"));
    Path out = directory.resolve(name + ".att.json");
    Said attested =
        run("evidence", "attest", "--bundle", bundle, "--key", made, "--out", out.toString());
    assertThat(attested.exitCode()).as(attested.err()).isZero();
    assertThat(run("evidence", "verify-attestation", out.toString(), "--key", half).exitCode())
        .isZero();

    Json.Obj envelope = (Json.Obj) Vectors.parse(Files.readAllBytes(out));
    byte[] payload = Base64.getDecoder().decode(envelope.string("payload").orElseThrow());
    Json.Obj signature = Vectors.objects(envelope.get("signatures")).getFirst();
    byte[] sig = Base64.getDecoder().decode(signature.string("sig").orElseThrow());
    byte[] signed = PreAuthentication.preAuthenticationEncoding(Envelope.PAYLOAD_TYPE, payload);
    String message = write(name + ".pae", signed);
    String sigFile = write(name + ".sig", sig);
    assertThat(verifies(check, half, sigFile, message)).isTrue();
    signed[signed.length - 1] ^= 1;
    assertThat(verifies(check, half, sigFile, write(name + ".changed", signed))).isFalse();
  }

  private static boolean verifies(List<String> check, String key, String sig, String message) {
    boolean digest = check.getFirst().equals("dgst");
    List<String> more = new ArrayList<>(check.subList(1, check.size()));
    CommandRun run =
        digest
            ? openssl("dgst", more, "-verify", key, "-signature", sig, message)
            : openssl("pkeyutl", more, "-pubin", "-inkey", key, "-sigfile", sig, "-in", message);
    return run.exitCode() == 0;
  }

  private static CommandRun openssl(String command, List<String> first, String... words) {
    List<String> all = new ArrayList<>(List.of("openssl", command));
    all.addAll(first);
    all.addAll(List.of(words));
    return CommandRun.of(Map.of(), all);
  }

  private static String layer(Said said, String name) {
    Json.Obj layer =
        ((Json.Obj) Vectors.parse(said.out()))
            .object("trust")
            .flatMap(trust -> trust.object(name))
            .orElseThrow();
    return layer.string("status").orElseThrow() + " " + layer.string("reason_code").orElseThrow();
  }

  private static Said run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandTree.make(CommandLine.defaultFactory())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Said(code, out.toString(), err.toString());
  }

  private String secret(String name, String text) throws IOException {
    String path = write(name, text.getBytes(UTF_8));
    Files.setPosixFilePermissions(Path.of(path), PosixFilePermissions.fromString("rw-------"));
    return path;
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes).toString();
  }
}
