package dev.assay.core.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.crypto.SigningKey;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.LogKeys;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
  private static final String NAME = "log.example/a";
  private static final String TEXT = "first\nsecond\n";
  private static final NoteKey KEY = NoteKey.of(NAME, LogKeys.key(1).verifyingKey()).orElseThrow();
  private static final String LINE = LogKeys.signature(NAME, 1, TEXT);

  private static SignedNote.Reading read(String text) {
    return SignedNote.read(text.getBytes(UTF_8));
  }

  private static SignedNote note(String text) {
    return ((SignedNote.Reading.Read) read(text)).note();
  }

  @Test
  void a_note_without_text_signatures_or_the_empty_line_is_refused_with_its_line() {
    assertRefused(TEXT + LINE, "no empty line before the signatures", 0);
    assertRefused(TEXT + '\n', "no empty line before the signatures", 0);
    assertRefused('\n' + LINE, "no empty line before the signatures", 0);
    assertRefused(TEXT + '\n' + LINE + "unsigned\n", "not a signature line", 5);
    assertRefused(TEXT + '\n' + LINE + '\n', "no empty line before the signatures", 0);
    assertRefused(TEXT + '\n' + LINE.strip(), "the last line is not ended", 4);
    assertRefused("a\tb\n\n" + LINE, "a control character", 1);
    assertRefused(TEXT + '\n' + LINE.repeat(65), "more than 64 signatures", 68);
    assertRefused("", "the last line is not ended", 1);
  }

  private static void assertRefused(String text, String detail, int line) {
    assertThat(read(text))
        .as(text)
        .isEqualTo(
            new SignedNote.Reading.Refused(new NoteRefusal(NoteRefusal.Rule.FORM, detail, line)));
  }

  @Test
  void a_note_above_the_bound_is_refused_before_it_is_looked_at() {
    byte[] bytes = new byte[NoteText.MAX_BYTES + 1];
    Arrays.fill(bytes, (byte) 0xff);

    assertThat(SignedNote.read(bytes))
        .isEqualTo(
            new SignedNote.Reading.Refused(
                new NoteRefusal(NoteRefusal.Rule.TOO_LARGE, "more than 65536 bytes", 0)));
  }

  @Test
  void a_signature_line_has_one_spelling() {
    String name = "\u2014 " + NAME + ' ';
    String base64 = LINE.strip().substring(name.length());
    assertThat(note(TEXT + '\n' + LINE).standing(KEY)).isEqualTo(SignedNote.Standing.SIGNED);
    for (String line :
        List.of(
            "- " + NAME + ' ' + base64,
            "\u2014" + NAME + ' ' + base64,
            "\u2014  " + base64,
            "\u2014 " + base64,
            name + ' ' + base64,
            name + base64 + ' ',
            name + base64.replaceFirst("=+$", ""),
            name + base64 + "=",
            name + base64.substring(0, 8) + '-' + base64.substring(9),
            name + "AAAAAA==",
            "\u2014 a+b " + base64,
            "\u2014 a\u00a0b " + base64,
            "\u2014 a\u0085b " + base64)) {
      assertThat(read(TEXT + '\n' + line + '\n'))
          .as(line)
          .isInstanceOf(SignedNote.Reading.Refused.class);
    }
  }

  @Test
  void one_false_signature_of_a_key_outweighs_its_good_ones() {
    String forged = LogKeys.signature(NAME, 1, "other\n");
    String other = LogKeys.signature("log.example/b", 1, "other\n");

    assertThat(note(TEXT + '\n' + LINE + forged).standing(KEY))
        .isEqualTo(SignedNote.Standing.FORGED);
    assertThat(note(TEXT + '\n' + forged + LINE).standing(KEY))
        .isEqualTo(SignedNote.Standing.FORGED);
    assertThat(note(TEXT + '\n' + other + LINE).standing(KEY))
        .as("lines under other names say nothing")
        .isEqualTo(SignedNote.Standing.SIGNED);
    assertThat(note(TEXT + '\n' + other).standing(KEY)).isEqualTo(SignedNote.Standing.UNSIGNED);
  }

  @Test
  void a_name_holds_no_space_plus_or_control_character() {
    for (String name : List.of("a", "log.example/a", "\u00e4\u4e16", "a-b_c.d", "a".repeat(255))) {
      assertThat(NoteKey.isName(name)).as(name).isTrue();
    }
    for (String name :
        List.of(
            "",
            " ",
            "a b",
            "a+b",
            "a\tb",
            "a\nb",
            "a\u007fb",
            "a\u0085b",
            "a\u00a0b",
            "a\u2003b",
            "a\u3000b",
            "a\u001bb",
            "a\ud800b",
            "a".repeat(256))) {
      assertThat(NoteKey.isName(name)).as(name).isFalse();
    }
  }

  @Test
  void an_ecdsa_key_is_known_by_the_digest_of_the_key_alone() {
    SigningKey ecdsa = Attestations.signingKey(Attestations.P256_PEM);
    NoteKey key = NoteKey.of(NAME, ecdsa.verifyingKey()).orElseThrow();
    byte[] id = Arrays.copyOf(Sha256.digest(ecdsa.publicKeyInfo()), 4);

    SignedNote note = SignedNote.sign(TEXT.getBytes(UTF_8), ecdsa, key);

    assertThat(key.kind()).isEqualTo(NoteKey.Kind.ECDSA_P256);
    assertThat(key).hasToString(NAME + '+' + HexFormat.of().formatHex(id));
    String line = new String(note.bytes(), UTF_8).strip();
    byte[] made = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
    assertThat(Arrays.copyOf(made, 4)).isEqualTo(id);
    assertThat(note(new String(note.bytes(), UTF_8)).standing(key))
        .isEqualTo(SignedNote.Standing.SIGNED);
  }

  @Test
  void a_verifier_key_is_of_the_kind_that_is_asked_for() {
    String log = LogKeys.verifier(NAME, 1, 1).strip();
    String witness = LogKeys.verifier(NAME, 4, 1).strip();

    assertThat(((NoteKey.Reading.Read) NoteKey.read(log, NoteKey.Kind.ED25519)).key().text())
        .isEqualTo(log);
    NoteKey cosigner =
        ((NoteKey.Reading.Read) NoteKey.read(witness, NoteKey.Kind.COSIGNATURE)).key();
    assertThat(cosigner.text()).isEqualTo(witness);
    assertThat(cosigner.isSameKey(KEY)).isTrue();
    assertThat(note(TEXT + '\n' + LINE).standing(cosigner)).isEqualTo(SignedNote.Standing.UNSIGNED);
    assertThat(NoteKey.read(log, NoteKey.Kind.COSIGNATURE))
        .isEqualTo(
            new NoteKey.Reading.Refused("the key is of type 1, not of type 4 as is needed here"));
    assertThat(NoteKey.read(witness, NoteKey.Kind.ED25519))
        .isEqualTo(
            new NoteKey.Reading.Refused("the key is of type 4, not of type 1 as is needed here"));
  }
}
