package dev.assay.adapter.store;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.Recorded;
import dev.assay.app.record.RecorderSettings;
import dev.assay.app.record.Recording;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.EventPayload;
import dev.assay.testkit.Payloads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Recorders for tests. */
final class Recordings {
  static final Instant T0 = Instant.parse("2026-01-02T03:04:05.678Z");
  static final EventOrigin.Producer PRODUCER = new EventOrigin.Producer("assay", "0.1.0", "abc");

  private Recordings() {}

  static StoreSettings directory(Path path) {
    return directory(path, Durability.OS);
  }

  static StoreSettings directory(Path path, Durability durability) {
    return new StoreSettings(new StoreSettings.Place.Directory(path), durability, Optional.empty());
  }

  static RecorderSettings settings(String run) {
    return settings(run, RecorderSettings.Rotation.DEFAULT);
  }

  static RecorderSettings settings(String run, RecorderSettings.Rotation rotation) {
    return new RecorderSettings(run, "urn:assay:gateway:test", PRODUCER, rotation);
  }

  static RecorderSettings.Rotation everyEvents(long events) {
    return new RecorderSettings.Rotation(1L << 30, events, Duration.ofDays(1));
  }

  static EvidenceRecorder recorder(EvidenceStore store, String run) {
    return new EvidenceRecorder(settings(run), store, Runnable::run);
  }

  static Recording record(EvidenceRecorder recorder, EventPayload payload) {
    return recorder.record(T0, _ -> payload);
  }

  static Recording decide(EvidenceRecorder recorder, String decision) {
    return recorder.record(T0, id -> Payloads.decision(decision, id));
  }

  static Recorded done(Recording recording) {
    return switch (recording) {
      case Recording.Done done -> done.token();
      case Recording.Failed failed -> throw new AssertionError(failed.problem().text());
    };
  }
}
