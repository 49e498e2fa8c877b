package dev.assay.core.evidence.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.question.CheckProof;
import dev.assay.app.offline.question.ProveEvent;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventProofPropertiesTest {
  private static final byte[] SEALED = Vectors.bytes("evidence/sealed/ok.tar.gz");

  private static ProveEvent.Outcome prove(byte[] archive, long seq) {
    return new ProveEvent(new FakeBundleFiles().with("b", archive)).prove("b", seq);
  }

  private static EventProof proof(long seq) {
    ProveEvent.Outcome outcome = prove(SEALED, seq);
    assertThat(outcome).isInstanceOf(ProveEvent.Outcome.Proven.class);
    return ((ProveEvent.Outcome.Proven) outcome).proof();
  }

  private static CheckProof.Outcome check(byte[] proof, String bundleId, String root) {
    return CheckProof.check(
        proof,
        new CheckProof.Expected(
            Optional.ofNullable(bundleId), Optional.ofNullable(root), Optional.empty()));
  }

  @Test
  void every_event_before_the_seal_is_proven_and_read_back() {
    for (int seq = 0; seq < 9; seq++) {
      EventProof proof = proof(seq);
      assertThat(proof.index()).isEqualTo(seq);
      assertThat(proof.size()).isEqualTo(9);
      EventProof.Reading again = EventProof.read(proof.bytes());
      assertThat(again).isInstanceOf(EventProof.Reading.Read.class);
      assertThat(((EventProof.Reading.Read) again).proof().bytes()).isEqualTo(proof.bytes());
    }
  }

  @Test
  void trust_comes_from_outside_only() {
    EventProof proof = proof(6);
    String id = proof.bundleId();
    String root = proof.envelopeRoot();
    assertThat(check(proof.bytes(), null, null)).isInstanceOf(CheckProof.Outcome.Consistent.class);
    assertThat(check(proof.bytes(), id, null))
        .isInstanceOfSatisfying(
            CheckProof.Outcome.Trusted.class, t -> assertThat(t.byBundleId()).isTrue());
    assertThat(check(proof.bytes(), null, root))
        .isInstanceOfSatisfying(
            CheckProof.Outcome.Trusted.class, t -> assertThat(t.byBundleId()).isFalse());
    String other = "0".repeat(64);
    assertThat(check(proof.bytes(), "sha256:" + other, root))
        .isInstanceOf(CheckProof.Outcome.OtherBundle.class);
    assertThat(check(proof.bytes(), id, other)).isInstanceOf(CheckProof.Outcome.OtherBundle.class);
    assertThat(check(proof.bytes(), "sha256:x", null))
        .isInstanceOf(CheckProof.Outcome.Malformed.class);
  }

  @Test
  void any_changed_byte_is_refused() {
    byte[] bytes = proof(6).bytes();
    for (int at = 0; at < bytes.length; at++) {
      for (int bit : new int[] {1, 2, 32, 128}) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) bit;
        assertThat(EventProof.read(changed))
            .as("byte %d, bit %d", at, bit)
            .isInstanceOf(EventProof.Reading.Refused.class);
      }
    }
  }

  @Test
  void any_missing_or_added_byte_is_refused() {
    byte[] bytes = proof(3).bytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] shorter = new byte[bytes.length - 1];
      System.arraycopy(bytes, 0, shorter, 0, at);
      System.arraycopy(bytes, at + 1, shorter, at, bytes.length - at - 1);
      assertThat(EventProof.read(shorter)).isInstanceOf(EventProof.Reading.Refused.class);
      byte[] longer = new byte[bytes.length + 1];
      System.arraycopy(bytes, 0, longer, 0, at);
      longer[at] = ' ';
      System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
      assertThat(EventProof.read(longer)).isInstanceOf(EventProof.Reading.Refused.class);
    }
    assertThat(EventProof.read(new byte[0])).isInstanceOf(EventProof.Reading.Refused.class);
    assertThat(EventProof.read(Arrays.copyOf(bytes, bytes.length / 2)))
        .isInstanceOf(EventProof.Reading.Refused.class);
  }

  @Test
  void parts_of_two_proofs_do_not_go_together() {
    Json.Obj one = document(proof(2));
    Json.Obj two = document(proof(5));
    for (String name : new String[] {"line", "path"}) {
      Json.Obj mixed = BundleArchives.with(one, name, two.get(name));
      assertThat(EventProof.read(EventProof.bytes(mixed)))
          .as(name)
          .isInstanceOf(EventProof.Reading.Refused.class);
    }
    assertThat(EventProof.read(EventProof.bytes(one))).isInstanceOf(EventProof.Reading.Read.class);
  }

  /** The envelope's time is in no content hash; only the tree binds it. */
  @Test
  void a_changed_time_of_the_event_is_refused() {
    Json.Obj document = document(proof(6));
    String line =
        document
            .string("line")
            .orElseThrow()
            .replace("2026-03-01T12:00:00Z", "2026-03-01T11:59:59Z");
    assertThat(line).isNotEqualTo(document.string("line").orElseThrow());
    Json.Obj changed = BundleArchives.with(document, "line", new Json.Str(line));
    assertThat(EventProof.read(EventProof.bytes(changed)))
        .isInstanceOfSatisfying(
            EventProof.Reading.Refused.class,
            refused -> assertThat(refused.problem().message()).contains("envelope root"));
  }

  private static Json.Obj document(EventProof proof) {
    return (Json.Obj) Vectors.parse(new String(proof.bytes(), StandardCharsets.US_ASCII).strip());
  }

  @Test
  void a_proof_is_ascii_whatever_the_event_holds() {
    for (byte b : proof(0).bytes()) {
      assertThat(b == '\n' || (b >= ' ' && b < 0x7F)).isTrue();
    }
    assertThat(CanonicalJson.canonicalText(document(proof(0)))).doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, -1, Long.MAX_VALUE})
  void there_is_nothing_to_prove_beyond_the_seal(long seq) {
    assertThat(prove(SEALED, seq)).isInstanceOf(ProveEvent.Outcome.Impossible.class);
  }

  @Test
  void without_a_seal_that_holds_nothing_is_proven() {
    assertThat(prove(Vectors.bytes("evidence/sealed/unsealed.tar.gz"), 1))
        .isInstanceOf(ProveEvent.Outcome.Impossible.class);
    assertThat(prove(Vectors.bytes("evidence/tamper/100-data-naive.tar.gz"), 1))
        .isInstanceOf(ProveEvent.Outcome.Refused.class);
  }

  @Test
  void an_archive_that_changes_meanwhile_is_noticed() {
    FakeBundleFiles files =
        new FakeBundleFiles().with("b", SEALED, Vectors.bytes("evidence/sealed/unsealed.tar.gz"));
    assertThat(new ProveEvent(files).prove("b", 1)).isInstanceOf(ProveEvent.Outcome.Changed.class);
  }
}
