package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.Needs;
import dev.assay.testkit.OpensslAuthority;
import dev.assay.testkit.TimeStampAuthority;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of a revoked key, with and without a time stamp over them. The stamp is of May. */
class SignatureStampTest {
  private static final String BUNDLES = "src/test/resources/vectors/evidence/sealed/";
  private static final String APRIL = "2026-04-01T00:00:00Z";
  private static final String JUNE = "2026-06-01T00:00:00Z";

  @TempDir private Path directory;
  private final TimeStampAuthority authority = new TimeStampAuthority();
  private String bundle = "";
  private String attestation = "";
  private String root = "";
  private String key = "";

  @BeforeEach
  void a_signed_bundle() throws IOException {
    bundle = file("b.tar.gz", Files.readAllBytes(Path.of(BUNDLES + "ok.tar.gz")));
    attestation = bundle + ".att.json";
    root = file("root.pem", authority.rootPem());
    key = file("key.pem", LogKeys.pem(3));
    Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-------"));
    evidence("attest --bundle " + bundle + " --key " + key).endsWith(0);
  }

  @Test
  void a_key_revoked_later_counts_when_its_signature_was_stamped_before() throws IOException {
    assertThat(signed(JUNE)).isEqualTo("failed key_revoked; absent");
    stampSignature(authority);
    assertThat(signed(JUNE)).isEqualTo("confirmed signed_before_revocation; holds");
    assertThat(signed(APRIL)).isEqualTo("failed key_revoked; holds");
    CliRun text =
        evidence(
                "verify --require signed --tsa-cert %s --trust-set %s %s",
                root, trust(JUNE), bundle)
            .endsWith(0);
    assertThat(text.out())
        .contains("signed      confirmed: a key that was revoked since")
        .contains("counted_before_revocation")
        .contains("time_stamp holds 2026-05-01T12:00:00Z");
    evidence("verify --require signed --tsa-cert %s --trust-set %s %s", root, trust(APRIL), bundle)
        .endsWith(2);
  }

  @Test
  void the_latest_instant_of_the_stamp_must_be_before_the_revocation() throws IOException {
    stampSignature(authority);
    assertThat(signed("2026-05-01T12:00:01Z")).startsWith("failed key_revoked");
    assertThat(signed("2026-05-01T12:00:02Z")).startsWith("confirmed signed_before_revocation");
  }

  @Test
  void a_stamp_over_the_archive_says_nothing_about_the_signature() throws IOException {
    evidence("timestamp request " + bundle).endsWith(0);
    byte[] ofArchive = authority.answer(Files.readAllBytes(Path.of(bundle + ".tsq")));
    file("b.tar.gz.tsr", ofArchive);
    assertThat(signed(JUNE))
        .as("a thief signs an old archive")
        .isEqualTo("failed key_revoked; absent");
    file("b.tar.gz.att.json.tsr", ofArchive);
    assertThat(signed(JUNE)).isEqualTo("failed key_revoked; refused anchor.imprint_differs");
  }

  @Test
  void a_stamp_that_is_not_believed_is_told_whatever_the_signature_is_worth() throws IOException {
    stampSignature(new TimeStampAuthority());
    assertThat(signed(JUNE)).isEqualTo("failed key_revoked; refused anchor.untrusted");
    file("b.tar.gz.att.json.tsr", "not a stamp".getBytes(UTF_8));
    assertThat(signed(JUNE)).isEqualTo("failed key_revoked; refused anchor.not_der");
    CliRun text =
        evidence("verify --tsa-cert %s --trust-set %s %s", root, trust(JUNE), bundle).endsWith(0);
    assertThat(text.out())
        .contains("time_stamp refused not one DER value")
        .contains("anchor.not_der");
    String valid = file("key.pub", Attestations.publicPem(LogKeys.key(3)).getBytes(UTF_8));
    CliRun good =
        evidence("verify --json --tsa-cert %s --key %s %s", root, valid, bundle).endsWith(0);
    assertThat(signed(good)).isEqualTo("confirmed signature_holds; refused anchor.not_der");
    Files.delete(Path.of(attestation + ".tsr"));
    Files.createDirectory(Path.of(attestation + ".tsr"));
    assertThat(signed(JUNE)).isEqualTo("failed key_revoked; refused file.unreadable");
  }

  @Test
  void a_stamp_without_anybody_to_believe_is_told_where_it_is_missed() throws IOException {
    stampSignature(authority);
    CliRun revoked = evidence("verify --json --trust-set %s %s", trust(JUNE), bundle).endsWith(0);
    assertThat(signed(revoked)).isEqualTo("failed key_revoked; not_checked");
    assertThat(revoked.out()).contains("--tsa-cert");
    String valid = file("key.pub", Attestations.publicPem(LogKeys.key(3)).getBytes(UTF_8));
    assertThat(signed(evidence("verify --json --key %s %s", valid, bundle).endsWith(0)))
        .isEqualTo("confirmed signature_holds");
  }

  @Test
  void a_stamp_is_over_one_signature() throws IOException {
    stampSignature(authority);
    Json.Obj envelope = (Json.Obj) Vectors.parse(Files.readString(Path.of(attestation)));
    byte[] payload = Base64.getDecoder().decode(envelope.string("payload").orElseThrow());
    Files.write(
        Path.of(attestation), Attestations.envelope(payload, LogKeys.key(3), LogKeys.key(4)));
    assertThat(signed(JUNE)).isEqualTo("failed key_revoked; refused anchor.not_stampable");
    evidence("timestamp request --force --signature " + bundle).endsWith(2);
  }

  @Test
  void an_attestation_elsewhere_has_its_stamp_beside_it() throws IOException {
    stampSignature(authority);
    Path moved = Files.createDirectory(directory.resolve("elsewhere")).resolve("a.json");
    Files.move(Path.of(attestation), moved);
    String verify = "verify --json --attestation %s --tsa-cert %s --trust-set %s %s";
    assertThat(signed(evidence(verify, moved, root, trust(JUNE), bundle).endsWith(2)))
        .isEqualTo("failed key_revoked; absent");
    Files.move(Path.of(attestation + ".tsr"), Path.of(moved + ".tsr"));
    assertThat(signed(evidence(verify, moved, root, trust(JUNE), bundle).endsWith(0)))
        .isEqualTo("confirmed signed_before_revocation; holds");
  }

  @Test
  void an_attestation_alone_is_judged_by_its_stamp_too() throws IOException {
    String alone = "verify-attestation " + attestation + " --trust-set " + trust(JUNE);
    evidence(alone).endsWith(2);
    stampSignature(authority);
    evidence(alone).endsWith(2);
    CliRun said = evidence(alone + " --json --tsa-cert " + root).endsWith(0);
    assertThat(said.out())
        .contains("statement_signed_before_revocation", "\"standing\": \"holds\"");
    CliRun with =
        evidence(alone + " --json --tsa-cert " + root + " --bundle " + bundle).endsWith(0);
    assertThat(with.out()).contains("\"signed_before_revocation\"");
  }

  @Test
  void a_stamp_that_is_named_must_hold() throws IOException {
    stampSignature(authority);
    String valid = file("key.pub", Attestations.publicPem(LogKeys.key(3)).getBytes(UTF_8));
    String alone = "verify-attestation " + attestation + " --key " + valid;
    String named = alone + " --tsa-cert " + root + " --timestamp ";
    evidence(named + attestation + ".tsr").endsWith(0);
    assertThat(evidence(named + "missing").endsWith(2).err()).contains("does not exist");
    String bad = file("bad.tsr", new byte[] {1, 2, 3});
    assertThat(evidence(named + bad).endsWith(2).err()).contains("bad.tsr", "not one DER value");
    assertThat(evidence(alone + " --timestamp " + bad).endsWith(2).err()).contains("--tsa-cert");
  }

  @Test
  void a_stamp_by_openssl_lets_a_revoked_key_count() throws IOException {
    Needs.program("openssl");
    evidence("timestamp request --signature " + bundle).endsWith(0);
    OpensslAuthority theirs = OpensslAuthority.in(directory);
    theirs.answer(attestation + ".tsq", attestation + ".tsr");
    String later = trust("2999-01-01T00:00:00Z");
    CliRun said =
        evidence("verify --json --tsa-cert %s --trust-set %s %s", theirs.root(), later, bundle);
    assertThat(signed(said.endsWith(0))).isEqualTo("confirmed signed_before_revocation; holds");
    CliRun before =
        evidence(
            "verify --json --tsa-cert %s --trust-set %s %s", theirs.root(), trust(APRIL), bundle);
    assertThat(signed(before)).as("OpenSSL stamps today").isEqualTo("failed key_revoked; holds");
  }

  private void stampSignature(TimeStampAuthority by) throws IOException {
    evidence("timestamp request --force --signature " + bundle).endsWith(0);
    file("b.tar.gz.att.json.tsr", by.answer(Files.readAllBytes(Path.of(attestation + ".tsq"))));
  }

  private String signed(String revokedSince) throws IOException {
    return signed(
        evidence("verify --json --tsa-cert %s --trust-set %s %s", root, trust(revokedSince), bundle)
            .endsWith(0));
  }

  /** Status and reason of the layer, then what is said of the stamp. */
  private static String signed(CliRun said) {
    Json.Obj layer =
        ((Json.Obj) Vectors.parse(said.out()))
            .object("trust")
            .flatMap(t -> t.object("signed"))
            .orElseThrow();
    String stamp =
        layer
            .object("details")
            .flatMap(d -> d.object("time_stamp"))
            .map(
                s ->
                    "; "
                        + s.string("standing").orElseThrow()
                        + s.string("code").map(code -> " " + code).orElse(""))
            .orElse("");
    return layer.string("status").orElseThrow()
        + " "
        + layer.string("reason_code").orElseThrow()
        + stamp;
  }

  private String trust(String revokedSince) throws IOException {
    String set =
        "{\"schema\":\"assay.trust_set.v1\",\"keys\":[{\"spki\":\"%s\",\"role\":\"recorder\"}],"
            + "\"revoked\":[{\"key_id\":\"%s\",\"since\":\"%s\"}]}";
    String spki = Base64.getEncoder().encodeToString(LogKeys.key(3).publicKeyInfo());
    String text = set.formatted(spki, LogKeys.key(3).keyId(), revokedSince);
    return file("trust-" + revokedSince.replace(":", "") + ".json", text.getBytes(UTF_8));
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes).toString();
  }

  private static CliRun evidence(String words, Object... arguments) {
    return CliRun.of((Object[]) ("evidence " + words.formatted(arguments)).split(" "));
  }
}
