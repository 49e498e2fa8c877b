package dev.assay.core.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.Vectors;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Notes made by others: the example of Go's package note, the one of the Elixir package
 * signed_note, and the checkpoints of {@code vectors/evidence/merkle.json}.
 */
class SignedNoteVectorsTest {
  private static final String FILE = "evidence/merkle.json";

  @Test
  void published_notes_verify_under_their_published_keys() {
    assertSigned(
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n\n"
            + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgK"
            + "vqfqdngotpRZb6KE6RyyBwJnAM=\n");
    assertSigned(
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "This is an example message.\n\n"
            + "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXs"
            + "YjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n");
  }

  private static void assertSigned(String verifier, String note) {
    NoteKey key = ((NoteKey.Reading.Read) NoteKey.read(verifier, NoteKey.Kind.ED25519)).key();
    assertThat(key.text()).isEqualTo(verifier);
    SignedNote read = ((SignedNote.Reading.Read) SignedNote.read(note.getBytes(UTF_8))).note();
    assertThat(read.bytes()).isEqualTo(note.getBytes(UTF_8));
    assertThat(read.standing(key)).isEqualTo(SignedNote.Standing.SIGNED);
    assertThat(read.by(key))
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.isBy(key)).isTrue();
              assertThat(key.accepts(read.text(), s.bytes())).isTrue();
              assertThat(key.accepts("other\n".getBytes(UTF_8), s.bytes())).isFalse();
            });
  }

  @TestFactory
  Stream<DynamicTest> published_checkpoints_are_read_and_made() {
    return Vectors.cases(FILE, "bundles").stream()
        .map(c -> DynamicTest.dynamicTest(c.string("id").orElseThrow(), () -> checkpoint(c)));
  }

  private static void checkpoint(Json.Obj c) {
    String text = c.string("checkpoint").orElseThrow();
    NoteKey key = LogKeys.signer("assay.example/vectors", 7).verifier();
    SignedNote read = ((SignedNote.Reading.Read) SignedNote.read(text.getBytes(UTF_8))).note();
    CheckpointText states =
        ((CheckpointText.Reading.Read) CheckpointText.read(read.lines())).text();
    assertThat(states.size()).isEqualTo(c.integer("size").orElseThrow());
    assertThat(HexFormat.of().formatHex(states.root())).isEqualTo(c.string("root").orElseThrow());
    assertThat(read.bytes()).isEqualTo(text.getBytes(UTF_8));
    assertThat(read.by(key))
        .isNotEmpty()
        .allSatisfy(s -> assertThat(key.accepts(read.text(), s.bytes())).isTrue());
    String signed = LogKeys.text(text.getBytes(UTF_8));
    assertThat(signed + '\n' + LogKeys.signature("assay.example/vectors", 7, signed))
        .isEqualTo(text);
    assertThat(CheckpointText.of(states.origin(), states.size(), states.root()).text())
        .isEqualTo(signed);
    assertThat(SignedNote.sign(signed.getBytes(UTF_8), LogKeys.key(7), key).bytes())
        .isEqualTo(text.getBytes(UTF_8));
  }
}
