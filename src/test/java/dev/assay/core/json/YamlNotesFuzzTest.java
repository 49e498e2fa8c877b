package dev.assay.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/**
 * Whatever mapping the strict reader accepts can be written for people, and is settled from then
 * on.
 */
class YamlNotesFuzzTest {
  @FuzzTest
  void what_is_read_is_written_as_the_same_value(byte[] yaml) {
    if (!(YamlReader.read(yaml) instanceof YamlReading.Read read)
        || !(read.value() instanceof Json.Obj)) {
      return;
    }
    Optional<YamlNotes> notes = YamlNotesReader.read(yaml, read);
    if (notes.isEmpty()) {
      return;
    }
    String text = YamlWriter.write(read.value(), notes.get());
    String settled = again(text, read.value());
    assertThat(again(settled, read.value())).isEqualTo(settled);
  }

  private static String again(String text, Json value) {
    byte[] bytes = text.getBytes(UTF_8);
    if (!(YamlReader.read(bytes) instanceof YamlReading.Read read)) {
      throw new AssertionError("not read again: " + text);
    }
    assertThat(read.value()).isEqualTo(value);
    return YamlWriter.write(read.value(), YamlNotesReader.read(bytes, read).orElseThrow());
  }
}
