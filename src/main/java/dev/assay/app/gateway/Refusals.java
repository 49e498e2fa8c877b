package dev.assay.app.gateway;

import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.Recording;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.evidence.CallEvents.MessageRefused;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.mcp.Side;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts refused messages on record: direction, reason, length and keyed digest, never their text.
 */
final class Refusals {
  private final EvidenceRecorder recorder;
  private final KeyedDigest digests;
  private final InstantSource clock;

  Refusals(EvidenceRecorder recorder, KeyedDigest digests, InstantSource clock) {
    this.recorder = recorder;
    this.digests = digests;
    this.clock = clock;
  }

  /**
   * Records a refusal and gives the id of its event; empty when it could not be recorded. The
   * message stays refused either way.
   */
  Optional<String> record(Session session, Side from, RefusalReason reason, Frame frame) {
    session.counters.refused.incrementAndGet();
    return record(from, reason, frame.length(), Optional.of(digest(frame)), false);
  }

  /** Records a message that a dry run passes on although it would be refused. */
  void recordPassed(Side from, RefusalReason reason, Frame frame) {
    record(from, reason, frame.length(), Optional.of(digest(frame)), true);
  }

  private String digest(Frame frame) {
    return digests.digest(Arrays.copyOfRange(frame.bytes(), frame.from(), frame.to()));
  }

  /** Records the refusal of a frame that was too long to hold. */
  Optional<String> record(Session session, Side from, RefusalReason reason, long length) {
    session.counters.refused.incrementAndGet();
    return record(from, reason, length, Optional.empty(), false);
  }

  private Optional<String> record(
      Side from, RefusalReason reason, long length, Optional<String> digest, boolean dryRun) {
    MessageRefused refused =
        new MessageRefused(from.direction(), reason.token(), length, digest, dryRun);
    Recording recording = recorder.record(clock.instant(), _ -> refused);
    return recording instanceof Recording.Done done // no type switch: ADR 0005
        ? Optional.of(done.token().eventId())
        : Optional.empty();
  }
}
