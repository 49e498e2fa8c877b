package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.decide;
import static dev.assay.adapter.store.Recordings.done;
import static dev.assay.adapter.store.Recordings.record;
import static dev.assay.adapter.store.Recordings.recorder;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.core.evidence.Seal;
import dev.assay.testkit.Payloads;
import dev.assay.testkit.SealedBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Journals as a killed process leaves them: copied while their recorder is at work. */
final class Journals {
  private Journals() {}

  /** Bytes of a journal with a session start and some decisions. */
  static byte[] abandoned(Path directory, int decisions) throws IOException {
    Files.createDirectories(directory);
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(directory));
    EvidenceRecorder recorder = recorder(store, "run1");
    done(record(recorder, Payloads.sessionStarted()));
    for (int i = 0; i < decisions; i++) {
      done(decide(recorder, i % 2 == 0 ? "allow" : "deny"));
    }
    byte[] journal = Files.readAllBytes(SealedBundles.list(directory, ".journal").getFirst());
    recorder.close(Seal.CloseReason.NORMAL, Recordings.T0);
    return journal;
  }
}
