package dev.assay.core.evidence.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.question.RecordingState.Part;
import dev.assay.core.json.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a recording says of its own completeness, alone and among its other parts. */
class RecordingStateTest {
  private static RecordingState seal(String run, String reason, long part) {
    RecordingState.Watch watch = new RecordingState.Watch();
    watch.see(
        event(
            "assay.session.sealed",
            Json.object()
                .put("close_reason", reason)
                .put("part", Json.object().put("index", part).build())
                .build()));
    return watch.of(run);
  }

  private static Json.Obj event(String type, Json.Obj data) {
    return Json.object().put("type", type).put("data", data).build();
  }

  @ParameterizedTest
  @CsvSource({
    "normal, ''",
    "signal, ''",
    "recovered, closed by recovery after the recorder died",
    "limit, ended at a bound of the recorder",
    "rotated, part 1 of the recording is not here",
  })
  void a_part_by_itself_says_how_it_ended(String reason, String lacking) {
    RecordingState state = seal("run.0", reason, 0);
    assertThat(String.join("|", state.lacking(Set.of(state.place())))).isEqualTo(lacking);
    assertThat(state.json(Set.of(state.place())).get("complete"))
        .isEqualTo(Json.Bool.of(lacking.isEmpty()));
  }

  @Test
  void a_chain_lacks_nothing_once_every_part_is_at_hand() {
    RecordingState first = seal("run.0", "rotated", 0);
    RecordingState middle = seal("run.1", "rotated", 1);
    RecordingState last = seal("run.2", "normal", 2);
    Set<Part> all = Set.of(first.place(), middle.place(), last.place());
    assertThat(first.lacking(all)).isEmpty();
    assertThat(middle.lacking(all)).isEmpty();
    assertThat(last.lacking(all)).isEmpty();
    Set<Part> hole = Set.of(first.place(), last.place());
    assertThat(first.lacking(hole)).containsExactly("part 1 of the recording is not here");
    assertThat(last.lacking(hole)).containsExactly("part 1 of the recording is not here");
    Set<Part> foreign = Set.of(first.place(), seal("other.1", "normal", 1).place());
    assertThat(first.lacking(foreign)).containsExactly("part 1 of the recording is not here");
  }

  @Test
  void gaps_are_counted_and_a_hostile_count_does_not_turn_negative() {
    RecordingState.Watch watch = new RecordingState.Watch();
    for (int i = 0; i < 2; i++) {
      watch.see(
          event("assay.evidence.gap", Json.object().put("count", Long.MAX_VALUE - 1).build()));
    }
    RecordingState state = watch.of("run");
    assertThat(state.missing()).isEqualTo(Long.MAX_VALUE);
    assertThat(state.lacking(Set.of()))
        .containsExactly("not closed by a seal", "2 gaps, " + Long.MAX_VALUE + " records missing");
  }
}
