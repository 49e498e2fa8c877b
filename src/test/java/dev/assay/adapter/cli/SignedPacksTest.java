package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.attest.PackEnvelope;
import dev.assay.core.json.Json;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule packs with a signature beside them, from one command to the other. */
class SignedPacksTest {
  private static final String BUNDLE = "src/test/resources/vectors/evidence/sealed/ok.tar.gz";
  private static final String PACK =
      """
      name: ours
      version: 1.0.0
      kind: quality
      description: d
      author: a
      license: MIT
      requires: {assay_min_version: ">=0.1.0"}
      rules:
        - {id: R1, severity: info, description: d, check: {type: event_count, min: 1}}
      """;

  @TempDir private Path directory;
  private String pack = "";
  private String key = "";

  @BeforeEach
  void files() throws IOException {
    pack = file("ours.yaml", PACK);
    key = Files.write(directory.resolve("key.pem"), LogKeys.pem(3)).toString();
    Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_signed_pack_runs_and_its_signer_is_named() throws IOException {
    CliRun signed = assay("evidence attest --pack " + pack + " --key " + key).endsWith(0);
    assertThat(signed.out()).contains("ours.yaml.att.json: signed", "ours@1.0.0");
    String strict = lint() + " --require-signed-packs --trust-set " + trust("pack", "") + " ";
    CliRun ran = assay(strict + BUNDLE).endsWith(0);
    assertThat(ran.out()).contains("pack ours@1.0.0: signed by " + LogKeys.key(3).keyId());
    Json.Obj document = assay(strict + "--json " + BUNDLE).endsWith(0).document();
    Json.Obj row = Vectors.objects(document.get("pack_signatures")).getFirst();
    assertThat(row.string("status")).contains("signed");
    assertThat(assay(lint() + " --json " + BUNDLE).endsWith(0).document().get("pack_signatures"))
        .as("nobody asked")
        .isNull();
  }

  @Test
  void what_is_signed_is_the_file_byte_for_byte() throws IOException {
    assay("evidence attest --pack " + pack + " --key " + key).endsWith(0);
    String strict = lint() + " --trust-set " + trust("pack", "") + " " + BUNDLE;
    Files.writeString(Path.of(pack), PACK + "\n");
    assertThat(assay(strict).endsWith(3).err()).contains("is not the file that was signed");
    Files.writeString(Path.of(pack), PACK.replace("min: 1", "min: 2"));
    assertRefused(strict, "is not the file that was signed");
    Files.writeString(Path.of(pack), PACK);
    assay(strict).endsWith(0);
  }

  @Test
  void a_signature_that_is_there_must_count_even_when_none_is_required() throws IOException {
    String beside = pack + PackEnvelope.ENDING;
    assay("evidence attest --pack " + pack + " --key " + key).endsWith(0);
    assertRefused(with(trust("recorder", "")), "key_role_differs");
    assertRefused(with(trust("reviewer", "")), "key_role_differs");
    assertRefused(with(trust("pack", ",\"not_after\":\"2030-01-01T00:00:00Z\"")), "not_in_force");
    assertRefused(with(trust("pack", ",\"scope\":{\"run\":\"a*\"}")), "key_out_of_scope");
    String revoked =
        "}],\"revoked\":[{\"key_id\":\"%s\",\"since\":\"2030-01-01T00:00:00Z\""
            .formatted(LogKeys.key(3).keyId());
    assertRefused(with(trust("pack", revoked)), "key_revoked");
    byte[] others = PackEnvelope.sign(PACK.getBytes(UTF_8), LogKeys.key(4));
    Files.write(Path.of(beside), others);
    assertRefused(with(trust("pack", "")), "key_not_trusted");
    String forged =
        new String(others, UTF_8).replace(LogKeys.key(4).keyId(), LogKeys.key(3).keyId());
    Files.writeString(Path.of(beside), forged);
    assertRefused(with(trust("pack", "")), "signature_invalid");
    Files.writeString(Path.of(beside), "{}");
    assertRefused(with(trust("pack", "")), "`signatures` is missing");
    Files.delete(Path.of(beside));
    Files.createDirectory(Path.of(beside));
    assertRefused(with(trust("pack", "")), "is a directory");
  }

  @Test
  void a_statement_about_a_bundle_signs_no_pack_and_a_pack_no_bundle() throws IOException {
    Path bundle = Files.copy(Path.of(BUNDLE), directory.resolve("b.tar.gz"));
    assay("evidence attest --bundle " + bundle + " --key " + key).endsWith(0);
    Files.copy(Path.of(bundle + ".att.json"), Path.of(pack + PackEnvelope.ENDING));
    assertRefused(with(trust("pack", "")), "`payloadType` must be");
    Files.write(
        Path.of(bundle + ".att.json"), PackEnvelope.sign(PACK.getBytes(UTF_8), LogKeys.key(3)));
    String verify = "evidence verify --require signed --trust-set " + trust("recorder", "") + " ";
    assertThat(assay(verify + bundle).endsWith(2).out()).contains("`payloadType` must be");
  }

  @Test
  void an_unsigned_pack_is_refused_only_when_signatures_are_required() throws IOException {
    String set = trust("pack", "");
    assertThat(assay(with(set)).endsWith(0).out()).contains("pack ours@1.0.0: unsigned");
    assertRefused(with(set) + " --require-signed-packs", "signed packs are required");
    String builtIn = "evidence lint --require-signed-packs --fail-on none --trust-set " + set + " ";
    assertThat(assay(builtIn + BUNDLE).endsWith(0).out()).contains(": built in");
    assay(lint() + " --require-signed-packs " + BUNDLE).endsWith(2);
    assay(lint() + " --trust-set missing " + BUNDLE).endsWith(2);
  }

  @Test
  void packs_of_a_trust_basis_are_judged_by_the_same_set() throws IOException {
    String generate = "trust-basis generate --pack " + pack + " --trust-set " + trust("pack", "");
    assay(generate + " " + BUNDLE).endsWith(0);
    assertThat(assay(generate + " --require-signed-packs " + BUNDLE).endsWith(2).err())
        .contains("signed packs are required");
    assay("evidence attest --pack " + pack + " --key " + key).endsWith(0);
    assay(generate + " --require-signed-packs " + BUNDLE).endsWith(0);
    Files.writeString(Path.of(pack), PACK + "\n");
    assertThat(assay(generate + " " + BUNDLE).endsWith(2).err()).contains("not the file");
    assay("trust-basis generate --require-signed-packs " + BUNDLE).endsWith(2);
  }

  @Test
  void only_a_pack_that_can_be_loaded_is_signed() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Files.writeString(folder.resolve("pack.yaml"), PACK);
    assay("evidence attest --pack " + folder + " --key " + key).endsWith(0);
    assertThat(folder.resolve("pack.yaml.att.json")).exists();
    String bad = file("bad.yaml", PACK + "unknown: 1\n");
    assertThat(assay("evidence attest --pack " + bad + " --key " + key).endsWith(3).err())
        .contains("unknown");
    assertThat(Path.of(bad + PackEnvelope.ENDING)).doesNotExist();
    assay("evidence attest --pack missing --key " + key).endsWith(3);
    assay("evidence attest --pack " + pack + " --bundle b --key " + key).endsWith(2);
    assay("evidence attest --key " + key).endsWith(2);
    assay("evidence attest --pack " + pack + " --limits {} --key " + key).endsWith(2);
    assay("evidence attest --pack " + pack + " --key " + key + " --out " + pack).endsWith(2);
    assay("evidence attest --pack " + pack + " --key " + key).endsWith(0);
    assay("evidence attest --pack " + pack + " --key " + key).endsWith(2);
    assay("evidence attest --force --pack " + pack + " --key " + key).endsWith(0);
  }

  private void assertRefused(String words, String why) {
    CliRun run = assay(words).endsWith(3);
    assertThat(run.err()).contains(why);
    assertThat(run.out()).isEmpty();
  }

  private String lint() {
    return "evidence lint --fail-on none --pack " + pack;
  }

  private String with(String trustSet) {
    return lint() + " --trust-set " + trustSet + " " + BUNDLE;
  }

  private String trust(String role, String more) throws IOException {
    String spki = Base64.getEncoder().encodeToString(LogKeys.key(3).publicKeyInfo());
    String set =
        "{\"schema\":\"assay.trust_set.v1\",\"keys\":[{\"spki\":\"%s\",\"role\":\"%s\"%s}]}";
    return file("trust.json", set.formatted(spki, role, more));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static CliRun assay(String words) {
    return CliRun.of((Object[]) words.split(" +"));
  }
}
