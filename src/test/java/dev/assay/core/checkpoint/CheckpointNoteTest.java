package dev.assay.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.evidence.ChainHead;
import dev.assay.core.evidence.HeadTrail;
import dev.assay.core.json.Json;
import dev.assay.core.note.NoteKey;
import dev.assay.core.note.SignedNote;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Against the published checkpoints of {@code merkle.json}: C2SP signed notes, Ed25519. */
class CheckpointNoteTest {
  private static final String ROOT = "0123456789abcdef".repeat(4);
  private static final Checkpoint CHECKPOINT =
      Checkpoint.of("20260102T030405Z-0123456789abcdef.0", new ChainHead(17, ROOT));

  /** PKCS#8 of an Ed25519 seed. */
  private static SigningKey ed25519(int seed) {
    byte[] der = HexFormat.of().parseHex("302e020100300506032b657004220420" + "00".repeat(32));
    Arrays.fill(der, der.length - 32, der.length, (byte) seed);
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n";
    return ((KeyReading.Usable) SigningKey.readPem(pem.getBytes(StandardCharsets.US_ASCII))).key();
  }

  private static VerifyingKey publicKey(SigningKey key) {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.publicKeyInfo())
            + "\n-----END PUBLIC KEY-----\n";
    return ((VerifyingKeyReading.Usable)
            VerifyingKey.readPem(pem.getBytes(StandardCharsets.US_ASCII)))
        .key();
  }

  @Test
  void the_published_notes_are_made_byte_for_byte_and_accepted() {
    SigningKey key = ed25519(7);
    for (Json.Obj bundle : Vectors.cases("evidence/merkle.json", "bundles")) {
      String published = bundle.string("checkpoint").orElseThrow();
      CheckpointNote read = CheckpointNote.readAll(published).notes().getFirst();

      assertThat(read.text()).isEqualTo(published);
      assertThat(read.isSignedBy(publicKey(key))).isTrue();
      assertThat(read.isSignedBy(publicKey(ed25519(8)))).isFalse();
      assertThat(CheckpointNote.signed(read.checkpoint(), key).text()).isEqualTo(published);
      assertThat(read.checkpoint().head())
          .isEqualTo(
              new ChainHead(
                  bundle.integer("size").orElseThrow(), bundle.string("root").orElseThrow()));
    }
  }

  @Test
  void a_trail_goes_through_the_published_root_of_every_size() {
    for (Json.Obj bundle : Vectors.cases("evidence/merkle.json", "bundles")) {
      long size = bundle.integer("size").orElseThrow();
      HeadTrail trail = new HeadTrail(LongStream.rangeClosed(0, size + 1).boxed().toList());
      Vectors.text("evidence/bundles/" + bundle.string("id").orElseThrow() + "/events.ndjson")
          .lines()
          .map(line -> line.getBytes(StandardCharsets.UTF_8))
          .forEach(line -> trail.add(line, 0, line.length));

      assertThat(trail.head().root()).isEqualTo(bundle.string("root").orElseThrow());
      for (Json.Obj old : Vectors.objects(bundle.get("consistency_to_size"))) {
        assertThat(trail.at(old.integer("old_size").orElseThrow()).map(ChainHead::root))
            .isEqualTo(old.string("old_root"));
      }
      assertThat(trail.at(0)).isPresent();
      assertThat(trail.at(size + 1)).isEmpty();
    }
  }

  @Test
  void any_flipped_character_of_a_signed_note_is_noticed() {
    SigningKey key = ed25519(1);
    String text = CheckpointNote.signed(CHECKPOINT, key).text();
    for (int i = 0; i < text.length(); i++) {
      String flipped = text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1);

      List<CheckpointNote> notes = CheckpointNote.readAll(flipped).notes();

      assertThat(notes.stream().filter(n -> n.isSignedBy(publicKey(key)))).as("at " + i).isEmpty();
    }
  }

  @Test
  void an_unsigned_note_says_so_and_no_key_signed_it() {
    String text = CheckpointNote.unsigned(CHECKPOINT).text();

    assertThat(text)
        .isEqualTo(
            """
            dev.assay/recorder/20260102T030405Z-0123456789abcdef.0
            17
            ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8=

            (unsigned)
            """);
    CheckpointNote read = CheckpointNote.readAll(text).notes().getFirst();
    assertThat(read.checkpoint()).isEqualTo(CHECKPOINT);
    assertThat(read.isSignedBy(publicKey(ed25519(1)))).isFalse();
  }

  @Test
  void a_half_written_note_hides_none_behind_it() {
    SigningKey key = ed25519(1);
    String whole = CheckpointNote.signed(CHECKPOINT, key).text();
    for (int cut = 1; cut < whole.length() - 1; cut++) {
      CheckpointNote.Series series =
          CheckpointNote.readAll(whole.substring(0, cut) + "\n\n\n" + whole + "\n" + whole);

      assertThat(series.notes().stream().filter(n -> n.isSignedBy(publicKey(key))))
          .as("cut at " + cut)
          .hasSize(2);
    }
  }

  @Test
  void what_is_no_checkpoint_is_counted_and_not_read() {
    for (String body :
        List.of(
            "x\n1\n" + "A".repeat(43) + "=",
            "a/b\n01\n" + "A".repeat(43) + "=",
            "a/b\n-1\n" + "A".repeat(43) + "=",
            "a/b\n1\nAAAA",
            "a/b\n1\n" + "A".repeat(42) + "B=",
            "a b/c\n1\n" + "A".repeat(43) + "=",
            "a+b/c\n1\n" + "A".repeat(43) + "=",
            "a/b\n1\n" + "A".repeat(43) + "=\nextension")) {
      CheckpointNote.Series series = CheckpointNote.readAll(body + "\n\n(unsigned)\n");

      assertThat(series.notes()).as(body).isEmpty();
      assertThat(series.damaged()).as(body).isEqualTo(2);
    }
  }

  @Test
  void a_signature_under_another_name_does_not_count() {
    SigningKey key = ed25519(1);
    NoteKey other = NoteKey.of("other.example", key.verifyingKey()).orElseThrow();
    byte[] text = CHECKPOINT.text().getBytes(StandardCharsets.UTF_8);
    String note = new String(SignedNote.sign(text, key, other).bytes(), StandardCharsets.UTF_8);

    CheckpointNote read = CheckpointNote.readAll(note).notes().getFirst();

    assertThat(read.text()).isEqualTo(note);
    assertThat(read.isSignedBy(publicKey(key))).isFalse();
  }

  @Test
  void the_root_of_no_lines_is_the_only_one_of_size_zero() {
    ChainHead none = new HeadTrail(List.of()).head();
    ChainHead wrong = new ChainHead(0, ROOT);

    assertThat(
            CheckpointNote.readAll(CheckpointNote.unsigned(Checkpoint.of("r.0", none)).text())
                .notes())
        .hasSize(1);
    assertThat(
            CheckpointNote.readAll(CheckpointNote.unsigned(Checkpoint.of("r.0", wrong)).text())
                .notes())
        .isEmpty();
  }

  @Test
  void a_head_is_read_in_one_spelling_only() {
    assertThat(ChainHead.read("17:" + ROOT)).contains(CHECKPOINT.head());
    assertThat(ChainHead.read(CHECKPOINT.head().text())).contains(CHECKPOINT.head());
    for (String bad :
        List.of(
            "",
            ":",
            "17",
            "17:",
            "017:" + ROOT,
            "-1:" + ROOT,
            "+1:" + ROOT,
            "17:" + ROOT + "0",
            "17:" + ROOT.toUpperCase(java.util.Locale.ROOT),
            "1234567890123456:" + ROOT,
            "17 :" + ROOT)) {
      assertThat(ChainHead.read(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void a_key_that_is_none_is_refused() {
    for (String pem :
        List.of(
            "",
            "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\n*\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")) {
      assertThat(VerifyingKey.readPem(pem.getBytes(StandardCharsets.US_ASCII)))
          .as(pem)
          .isInstanceOf(VerifyingKeyReading.Unusable.class);
    }
  }
}
