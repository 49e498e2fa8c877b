package dev.assay.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.testkit.FaultyEvidenceStore;
import dev.assay.testkit.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceRecorderTest {
  private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");
  private final FaultyEvidenceStore store = new FaultyEvidenceStore();

  @Test
  void a_failed_append_is_said_and_the_next_event_is_preceded_by_a_gap() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    assertThat(decide(recorder)).isInstanceOf(Recording.Done.class);
    store.failAppending(true);
    assertThat(decide(recorder)).isInstanceOf(Recording.Failed.class);
    recorder.recordGap();
    assertThat(decide(recorder)).isInstanceOf(Recording.Failed.class);
    store.failAppending(false);

    Recording.Done done = (Recording.Done) decide(recorder);

    assertThat(done.token().eventId()).isEqualTo("run1.0:2");
    assertThat(types())
        .containsExactly("assay.tool.decision", "assay.evidence.gap", "assay.tool.decision");
    assertThat(store.events().get(1).get("data"))
        .isEqualTo(
            Json.object()
                .put("reason", "append_failed")
                .put("count", 2)
                .put("unrecorded_forwards", 1)
                .put("after_seq", 0)
                .build());
    assertThat(decide(recorder)).isInstanceOf(Recording.Done.class);
    assertThat(types()).hasSize(4);
  }

  @Test
  void a_gap_at_the_end_of_a_session_is_recorded_when_it_is_closed() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    decide(recorder);
    store.failAppending(true);
    decide(recorder);
    store.failAppending(false);

    SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);

    assertThat(sealed.parts().getLast().counts()).isEqualTo(new Seal.Counts(1, 1, 0, 0, 1, 1));
  }

  @Test
  void a_journal_that_cannot_be_opened_is_tried_again_and_early_events_are_not_lost() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    recorder.record(T0, _ -> Payloads.sessionStarted());
    store.failOpening(true);
    recorder.keep(T0);
    assertThat(decide(recorder)).isInstanceOf(Recording.Failed.class);
    store.failOpening(false);

    assertThat(decide(recorder)).isInstanceOf(Recording.Done.class);

    assertThat(types())
        .containsExactly("assay.session.started", "assay.evidence.gap", "assay.tool.decision");
  }

  @Test
  void an_event_that_is_not_on_disk_in_time_is_not_recorded() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    store.failSyncing(true);

    assertThat(decide(recorder)).isInstanceOf(Recording.Failed.class);
  }

  @Test
  void a_part_that_cannot_be_rotated_goes_on() {
    EvidenceRecorder recorder =
        recorder(new RecorderSettings.Rotation(1 << 20, 3, Duration.ofDays(1)));
    decide(recorder);
    store.failOpening(true);
    for (int i = 0; i < 10; i++) {
      assertThat(decide(recorder)).isInstanceOf(Recording.Done.class);
    }
    assertThat(store.journals()).isEqualTo(1);
  }

  @Test
  void a_part_is_rotated_by_size_and_by_age() {
    EvidenceRecorder small = recorder(new RecorderSettings.Rotation(100, 1000, Duration.ofDays(1)));
    decide(small);
    decide(small);
    assertThat(store.journals()).isEqualTo(2);

    EvidenceRecorder old =
        recorder(new RecorderSettings.Rotation(1 << 20, 1000, Duration.ofHours(24)));
    decide(old);
    old.record(T0.plusSeconds(86_399), id -> Payloads.decision("allow", id));
    assertThat(store.journals()).isEqualTo(3);
    old.record(T0.plusSeconds(86_400), id -> Payloads.decision("allow", id));
    assertThat(store.journals()).isEqualTo(4);
  }

  @Test
  void a_seal_that_fails_is_an_outcome_that_names_the_journal() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    decide(recorder);
    store.failSealing(true);

    assertThat(recorder.close(Seal.CloseReason.NORMAL, T0))
        .isInstanceOfSatisfying(
            SealOutcome.Failed.class, f -> assertThat(f.journal()).isEqualTo("run1.0.journal"));
  }

  @Test
  void a_probe_with_too_many_early_events_is_kept() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    for (int i = 0; i < 256; i++) {
      recorder.record(T0, _ -> Payloads.policySnapshot());
    }
    assertThat(store.journals()).isZero();
    recorder.record(T0, _ -> Payloads.policySnapshot());

    assertThat(store.events()).hasSize(257);
  }

  @Test
  void a_draft_that_throws_fails_alone_and_leaves_the_recorder_usable() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    decide(recorder);

    Recording failed = recorder.record(T0, THROWS);

    assertThat(((Recording.Failed) failed).fault()).isInstanceOf(IllegalStateException.class);
    assertThat(((Recording.Failed) failed).problem().text())
        .contains("IllegalStateException")
        .doesNotContain("secret");
    Recording.Done done = (Recording.Done) decide(recorder);
    assertThat(done.token().eventId()).endsWith(":2");
    assertThat(types())
        .containsExactly("assay.tool.decision", "assay.evidence.gap", "assay.tool.decision");
  }

  private static final EventDraft THROWS =
      _ -> {
        throw new IllegalStateException("a secret of the call");
      };

  @Test
  void a_fault_in_the_middle_of_a_batch_is_said_of_the_event_it_happened_on() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    EventDraft decision = id -> Payloads.decision("allow", id);
    EventDraft nameless = _ -> new Payloads("no name", Optional.empty(), Json.Obj.EMPTY);
    List<Entry> batch =
        List.of(
            new Entry(T0, decision),
            new Entry(T0, nameless),
            new Entry(T0, decision),
            new Entry(T0, THROWS),
            new Entry(T0, decision));

    List<Recording> recordings = recorder.record(batch);

    assertThat(recordings)
        .extracting(r -> r instanceof Recording.Done)
        .containsExactly(true, false, true, false, true);
    assertThat(types())
        .containsExactly(
            "assay.tool.decision",
            "assay.evidence.gap",
            "assay.tool.decision",
            "assay.evidence.gap",
            "assay.tool.decision");
  }

  @Test
  void a_batch_is_recorded_with_one_append_or_not_at_all() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    EventDraft decision = id -> Payloads.decision("allow", id);
    List<Entry> batch = List.of(new Entry(T0, decision), new Entry(T0, decision));
    assertThat(recorder.record(batch))
        .extracting(r -> ((Recording.Done) r).token().eventId())
        .containsExactly("run1.0:0", "run1.0:1");
    store.failAppending(true);
    assertThat(recorder.record(batch)).hasSize(2).allMatch(Recording.Failed.class::isInstance);
    store.failAppending(false);

    assertThat(recorder.record(batch)).hasSize(2).allMatch(Recording.Done.class::isInstance);

    assertThat(types())
        .containsExactly(
            "assay.tool.decision",
            "assay.tool.decision",
            "assay.evidence.gap",
            "assay.tool.decision",
            "assay.tool.decision");
    assertThat(store.events().get(2).object("data").flatMap(d -> d.integer("count"))).contains(2L);
    store.failSyncing(true);
    assertThat(recorder.record(batch)).hasSize(2).allMatch(Recording.Failed.class::isInstance);
  }

  @Test
  void an_event_of_a_batch_that_cannot_be_written_fails_alone_and_leaves_a_gap_in_its_place() {
    EvidenceRecorder recorder = recorder(RecorderSettings.Rotation.DEFAULT);
    EventDraft decision = id -> Payloads.decision("allow", id);
    EventDraft nameless = _ -> new Payloads("no name", Optional.empty(), Json.Obj.EMPTY);

    List<Recording> recordings =
        recorder.record(
            List.of(new Entry(T0, decision), new Entry(T0, nameless), new Entry(T0, decision)));

    assertThat(recordings.get(0)).isInstanceOf(Recording.Done.class);
    assertThat(recordings.get(1)).isInstanceOf(Recording.Failed.class);
    assertThat(((Recording.Done) recordings.get(2)).token().eventId()).isEqualTo("run1.0:2");
    assertThat(types())
        .containsExactly("assay.tool.decision", "assay.evidence.gap", "assay.tool.decision");
  }

  private EvidenceRecorder recorder(RecorderSettings.Rotation rotation) {
    return new EvidenceRecorder(
        new RecorderSettings(
            "run1", "urn:test:x", new EventOrigin.Producer("assay", "1", "unknown"), rotation),
        store,
        Runnable::run);
  }

  private static Recording decide(EvidenceRecorder recorder) {
    return recorder.record(T0, id -> Payloads.decision("allow", id));
  }

  private List<String> types() {
    return store.events().stream().map(e -> e.string("type").orElseThrow()).toList();
  }
}
