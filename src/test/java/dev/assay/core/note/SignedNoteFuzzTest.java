package dev.assay.core.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.checkpoint.CheckpointNote;
import dev.assay.core.tlog.Checkpoint;
import java.util.HexFormat;

/**
 * Arbitrary bytes as a note: what is read says the same bytes again, what is not is refused with a
 * reason; and what is read as the head of a recording is read as the same checkpoint of a log. A
 * normal build replays the corpus; with {@code JAZZER_FUZZ=1} it explores.
 */
class SignedNoteFuzzTest {
  @FuzzTest
  void any_bytes_are_read_or_refused(byte[] bytes) {
    switch (SignedNote.read(bytes)) {
      case SignedNote.Reading.Refused(NoteRefusal refusal) ->
          assertThat(refusal.detail()).isNotBlank().doesNotContain("\n");
      case SignedNote.Reading.Read(SignedNote note) -> assertThat(note.bytes()).isEqualTo(bytes);
    }
    for (CheckpointNote head : CheckpointNote.readAll(new String(bytes, UTF_8)).notes()) {
      assertThat(CheckpointNote.readAll(head.text()).notes()).hasSize(1);
      if (!head.text().endsWith("\n(unsigned)\n")) {
        assertSame(head, Checkpoint.read(head.text().getBytes(UTF_8)));
      }
    }
  }

  private static void assertSame(CheckpointNote head, Checkpoint.Reading reading) {
    switch (reading) {
      case Checkpoint.Reading.Refused(AnchorRefusal refusal) ->
          assertThat(refusal.text()).as(head.text()).isNull();
      case Checkpoint.Reading.Read(Checkpoint log) -> {
        assertThat(log.origin()).isEqualTo(head.checkpoint().log() + '/' + head.checkpoint().run());
        assertThat(log.size()).isEqualTo(head.checkpoint().head().size());
        assertThat(HexFormat.of().formatHex(log.root())).isEqualTo(head.checkpoint().head().root());
      }
    }
  }
}
