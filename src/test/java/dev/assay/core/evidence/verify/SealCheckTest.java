package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One changed member each, over the published sealed bundle with hashes made to fit again. */
class SealCheckTest {
  private static final Json.Obj PRODUCER =
      Json.object().put("name", "vector-producer").put("version", "0.0.1").build();
  private static final int SEAL = 9;

  private final List<Json.Obj> events = new ArrayList<>();

  SealCheckTest() {
    BundleArchives.verify(
        Vectors.bytes("evidence/sealed/ok.tar.gz"),
        BundleLimits.DEFAULT,
        (_, event, _, _, _) -> events.add(event));
  }

  private VerdictLayer sealed(Json.Obj producer) {
    byte[] archive = BundleArchives.bundle(events, producer);
    return BundleArchives.intact(archive).layer(Question.SEALED);
  }

  private Reason failure() {
    VerdictLayer layer = sealed(PRODUCER);
    assertThat(layer.status()).isEqualTo(Status.FAILED);
    return layer.reason();
  }

  private void change(int seq, String name, Json value) {
    events.set(seq, BundleArchives.with(events.get(seq), name, value));
  }

  private void changeSealData(UnaryOperator<Json.Obj> by) {
    change(SEAL, "data", by.apply(events.get(SEAL).object("data").orElseThrow()));
  }

  private void changeSealData(String name, Json value) {
    changeSealData(data -> BundleArchives.with(data, name, value));
  }

  private void changeCount(String name, long value) {
    changeSealData(
        data ->
            BundleArchives.with(
                data,
                "counts",
                BundleArchives.with(
                    data.object("counts").orElseThrow(), name, Json.Num.of(value))));
  }

  @Test
  void an_unchanged_seal_holds() {
    VerdictLayer layer = sealed(PRODUCER);
    assertThat(layer)
        .isEqualTo(new VerdictLayer(Question.SEALED, Status.CONFIRMED, Reason.SEAL_HOLDS));
  }

  @Test
  void a_seal_by_recovery_says_so() {
    changeSealData("close_reason", new Json.Str("recovered"));
    VerdictLayer layer = sealed(PRODUCER);
    assertThat(layer.status()).isEqualTo(Status.CONFIRMED);
    assertThat(layer.reason()).isEqualTo(Reason.CLOSED_BY_RECOVERY);
  }

  @Test
  void a_seal_without_its_members_is_malformed() {
    for (String name : List.of("schema", "close_reason", "recorder", "counts")) {
      Json.Obj whole = events.get(SEAL);
      changeSealData(name, null);
      assertThat(failure()).as(name).isEqualTo(Reason.SEAL_MALFORMED);
      events.set(SEAL, whole);
    }
    changeSealData("close_reason", new Json.Str("whatever"));
    assertThat(failure()).isEqualTo(Reason.SEAL_MALFORMED);
    change(SEAL, "data", Json.Null.NULL);
    assertThat(failure()).isEqualTo(Reason.SEAL_MALFORMED);
  }

  @Test
  void a_seal_of_another_run_or_source_fails() {
    Json.Obj whole = events.get(SEAL);
    changeSealData("run_id", new Json.Str("run_other"));
    assertThat(failure()).isEqualTo(Reason.SEAL_RUN_DIFFERS);
    events.set(SEAL, whole);
    changeSealData("source", new Json.Str("urn:other"));
    assertThat(failure()).isEqualTo(Reason.SEAL_RUN_DIFFERS);
  }

  @Test
  void a_wrong_number_of_events_fails() {
    changeSealData("events_before", Json.Num.of(8));
    assertThat(failure()).isEqualTo(Reason.SEAL_EVENT_COUNT_DIFFERS);
  }

  @Test
  void a_wrong_root_fails() {
    changeSealData("envelope_root", new Json.Str("0".repeat(64)));
    assertThat(failure()).isEqualTo(Reason.SEAL_ROOT_DIFFERS);
  }

  @Test
  void wrong_first_and_last_times_fail() {
    Json.Obj whole = events.get(SEAL);
    for (String name : List.of("first_time", "last_time")) {
      changeSealData(name, new Json.Str("2026-03-01T11:00:00Z"));
      assertThat(failure()).as(name).isEqualTo(Reason.SEAL_TIMES_DIFFER);
      events.set(SEAL, whole);
    }
  }

  @Test
  void each_wrong_count_fails() {
    Json.Obj whole = events.get(SEAL);
    for (String name : List.of("decisions", "allowed", "denied", "errors", "gaps", "dropped")) {
      changeCount(name, 7);
      assertThat(failure()).as(name).isEqualTo(Reason.SEAL_COUNTS_DIFFER);
      events.set(SEAL, whole);
    }
  }

  @Test
  void a_changed_envelope_of_the_seal_fails() {
    Json.Obj whole = events.get(SEAL);
    change(SEAL, "time", new Json.Str("2026-03-01T12:00:02Z"));
    assertThat(failure()).isEqualTo(Reason.SEAL_ENVELOPE_DIFFERS);
    events.set(SEAL, whole);
    change(SEAL, "assaypii", Json.Bool.TRUE);
    assertThat(failure()).isEqualTo(Reason.SEAL_ENVELOPE_DIFFERS);
    events.set(SEAL, whole);
    change(SEAL, "assaypolicyid", new Json.Str("p"));
    assertThat(failure()).isEqualTo(Reason.SEAL_ENVELOPE_DIFFERS);
    events.set(SEAL, whole);
    change(SEAL, "unknown", new Json.Str("p"));
    assertThat(failure()).isEqualTo(Reason.SEAL_ENVELOPE_DIFFERS);
  }

  @Test
  void another_producer_in_the_manifest_fails() {
    Json.Obj other = BundleArchives.with(PRODUCER, "version", new Json.Str("0.0.2"));
    assertThat(sealed(other).reason()).isEqualTo(Reason.SEAL_RECORDER_DIFFERS);
    Json.Obj build = BundleArchives.with(PRODUCER, "git", new Json.Str("abc"));
    assertThat(sealed(build).reason()).isEqualTo(Reason.SEAL_RECORDER_DIFFERS);
  }

  @Test
  void an_event_after_the_seal_and_a_second_seal_fail() {
    Json.Obj late = BundleArchives.with(events.get(0), "assayseq", Json.Num.of(10));
    events.add(BundleArchives.with(late, "id", new Json.Str("run_session_2026:10")));
    assertThat(failure()).isEqualTo(Reason.SEAL_NOT_LAST);
    Json.Obj second = BundleArchives.with(events.get(SEAL), "assayseq", Json.Num.of(10));
    events.set(10, BundleArchives.with(second, "id", new Json.Str("run_session_2026:10")));
    assertThat(failure()).isEqualTo(Reason.SEAL_REPEATED);
  }

  @Test
  void without_a_seal_there_is_nothing_to_check() {
    events.remove(SEAL);
    assertThat(sealed(PRODUCER))
        .isEqualTo(new VerdictLayer(Question.SEALED, Status.NOT_PRESENT, Reason.SEAL_ABSENT));
  }
}
