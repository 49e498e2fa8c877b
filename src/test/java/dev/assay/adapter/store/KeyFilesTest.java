package dev.assay.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.BundleSigner;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.SealOutcome;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.attest.Envelope;
import dev.assay.core.attest.EnvelopeVerdict;
import dev.assay.core.attest.EnvelopeVerifier;
import dev.assay.core.attest.Statement;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.PreAuthentication;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir Path temp;

  @Test
  void first_uses_at_once_agree_on_one_key_that_only_the_owner_reads() throws Exception {
    Path state = temp.resolve("state");
    Callable<String> use =
        () -> ((KeyFiles.DigestKey.Ready) new KeyFiles().digestKey(state)).digest().keyId();
    List<Future<String>> ids;
    try (var pool = Executors.newFixedThreadPool(8)) {
      ids = pool.invokeAll(Stream.generate(() -> use).limit(32).toList());
    }

    assertThat(ids.stream().map(Future::resultNow).distinct()).hasSize(1);
    try (Stream<Path> files = Files.list(state)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      Path key = all.getFirst();
      assertThat(key.getFileName()).hasToString("args-digest.key");
      assertThat(Files.size(key)).isEqualTo(32);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_key_that_others_can_read_or_that_is_cut_is_refused() throws Exception {
    Path key = temp.resolve("args-digest.key");
    assertThat(new KeyFiles().digestKey(temp)).isInstanceOf(KeyFiles.DigestKey.Ready.class);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(problem(new KeyFiles().digestKey(temp))).isEqualTo("key.permissions");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.write(key, new byte[31]);
    assertThat(problem(new KeyFiles().digestKey(temp))).isEqualTo("key.length");
    assertThat(problem(new KeyFiles().digestKey(key.resolve("below")))).isEqualTo("key.unreadable");
  }

  @Test
  void a_sealed_bundle_is_signed_so_that_its_public_key_accepts_it() throws Exception {
    Path pem = temp.resolve("key.pem");
    Files.writeString(
        pem,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(
                    KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(new KeyFiles().signingKey(pem)).isInstanceOf(KeyReading.Unusable.class);
    Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
    SigningKey key = ((KeyReading.Usable) new KeyFiles().signingKey(pem)).key();
    Path directory = Files.createDirectory(temp.resolve("evidence"));
    EvidenceRecorder recorder =
        Recordings.recorder(
            new FileEvidenceStore(
                new StoreSettings(
                    new StoreSettings.Place.Directory(directory),
                    Durability.OS,
                    Optional.of(signer(key)))),
            "run1");
    Recordings.done(Recordings.decide(recorder, "allow"));

    SealedBundle bundle =
        ((SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, Recordings.T0))
            .parts()
            .getLast();

    Json.Obj envelope =
        (Json.Obj) Vectors.parse(Files.readAllBytes(Path.of(bundle.location() + ".att.json")));
    byte[] payload = Base64.getDecoder().decode(envelope.string("payload").orElseThrow());
    Json.Obj signature = Vectors.objects(envelope.get("signatures")).getFirst();
    assertThat(signature.string("keyid")).contains(key.keyId());
    assertThat(
            VerifyingKey.read(key.publicKeyInfo())
                .orElseThrow()
                .accepts(
                    PreAuthentication.preAuthenticationEncoding(Envelope.PAYLOAD_TYPE, payload),
                    Base64.getDecoder().decode(signature.string("sig").orElseThrow())))
        .isTrue();
    assertThat(payload).isEqualTo(Statement.about(bundle.facts()).canonicalBytes());
    assertThat(
            EnvelopeVerifier.trusting(Attestations.trusting(key), 1)
                .verify(
                    Files.readAllBytes(Path.of(bundle.location() + ".att.json")),
                    BundleArchives.intact(Files.readAllBytes(Path.of(bundle.location()))).bundle()))
        .as("every field recomputed from the sealed bundle")
        .isInstanceOf(EnvelopeVerdict.AttestationVerified.class);
  }

  @Test
  void the_state_directory_follows_the_environment() {
    assertThat(StateDirectory.locate(Map.of("ASSAY_STATE_DIR", "/s", "HOME", "/h")))
        .isEqualTo(new StateDirectory.Located(Path.of("/s")));
    assertThat(StateDirectory.locate(Map.of("XDG_STATE_HOME", "/x", "HOME", "/h")))
        .isEqualTo(new StateDirectory.Located(Path.of("/x/assay")));
    assertThat(StateDirectory.locate(Map.of("XDG_STATE_HOME", "x", "HOME", "/h")))
        .isEqualTo(new StateDirectory.Located(Path.of("/h/.local/state/assay")));
    assertThat(StateDirectory.locate(Map.of("ASSAY_STATE_DIR", "", "HOME", "")))
        .isInstanceOfSatisfying(
            StateDirectory.Unknown.class,
            u -> assertThat(u.problem().text()).contains("--evidence-dir"));
    assertThat(StateDirectory.locate(Map.of("HOME", "/h\0")))
        .isInstanceOf(StateDirectory.Unknown.class);
  }

  private static BundleSigner signer(SigningKey key) {
    return new BundleSigner() {
      @Override
      public String keyId() {
        return key.keyId();
      }

      @Override
      public byte[] envelope(BundleIdentity facts) {
        return Envelope.about(facts, key);
      }
    };
  }

  private static String problem(KeyFiles.DigestKey key) {
    return switch (key) {
      case KeyFiles.DigestKey.Ready _ -> "ready";
      case KeyFiles.DigestKey.Unusable unusable -> unusable.problem().code();
    };
  }
}
