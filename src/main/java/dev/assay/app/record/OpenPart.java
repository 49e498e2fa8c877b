package dev.assay.app.record;

import dev.assay.core.evidence.EnvelopeEncoder;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.Seal;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part that is being recorded. Every field is guarded by the recorder's lock, except that
 * waiting for durability and sealing happen on the journal outside it.
 */
final class OpenPart {
  final EventOrigin origin;
  final int index;
  final @Nullable String previous;
  private final EnvelopeEncoder encoder;

  /** Events that are not in a journal yet, in order; empty once there is one. */
  private final List<byte[]> waiting = new ArrayList<>();

  private @Nullable Journal journal;
  private @Nullable Instant since;
  private long sequence;
  private long bytes;
  private long waitingBytes;

  OpenPart(EventOrigin origin, int index, @Nullable String previous) {
    this.origin = origin;
    this.index = index;
    this.previous = previous;
    this.encoder = new EnvelopeEncoder(origin);
  }

  @Nullable Journal journal() {
    return journal;
  }

  void attach(Journal opened) {
    journal = opened;
  }

  JournalHeader header() {
    return new JournalHeader(origin, index, previous);
  }

  long sequence() {
    return sequence;
  }

  byte[] encode(long at, Instant time, EventPayload payload) {
    return encoder.encode(at, time, payload);
  }

  /** Keeps an event in memory: nothing that needs a record depends on it. */
  void holdBack(byte[] line, Instant at) {
    waiting.add(line);
    waitingBytes += line.length;
    advance(1, at);
  }

  boolean holdsMoreThan(int events, long size) {
    return waiting.size() > events || waitingBytes > size;
  }

  boolean isHoldingBack() {
    return !waiting.isEmpty();
  }

  /** Appends what waits and then the lines; only on success do they count. */
  Appending append(Journal to, List<byte[]> lines, Instant at) {
    Optional<Problem> doubt = to.doubt();
    if (doubt.isPresent()) {
      return new Appending.Failed(doubt.get()); // behind a hole it would make the hole damage
    }
    List<byte[]> all = lines;
    if (!waiting.isEmpty()) {
      all = new ArrayList<>(waiting);
      all.addAll(lines);
    }
    Appending appending = to.append(all);
    if (appending instanceof Appending.Written written) {
      waiting.clear();
      waitingBytes = 0;
      bytes = written.position();
      advance(lines.size(), at);
    }
    return appending;
  }

  /** Gives up what waits, because no journal takes it, and says how much that was. */
  int forgetWaiting() {
    int forgotten = waiting.size();
    waiting.clear();
    waitingBytes = 0;
    return forgotten;
  }

  /** Says whether the disk failed to keep the journal. */
  boolean isInDoubt() {
    return journal != null && journal.doubt().isPresent();
  }

  /** Makes the bundle of this part; outside the recorder's lock, once nothing is appended. */
  PartSeal seal(Seal.CloseReason reason, Instant at, @Nullable PartSeal before) {
    if (journal == null) {
      throw new BugException("a part without a journal cannot be sealed");
    }
    Seal.Part place =
        before instanceof PartSeal.Sealed sealed
            ? new Seal.Part(
                index, sealed.bundle().facts().archiveSha256(), sealed.bundle().facts().bundleId())
            : Seal.Part.alone(index);
    return journal.seal(new SealOrder(reason, at, place));
  }

  private void advance(int events, Instant at) {
    sequence += events;
    if (since == null) {
      since = at;
    }
  }

  boolean isFull(RecorderSettings.Rotation rotation, Instant at) {
    return isInDoubt()
        || sequence >= rotation.maxEvents()
        || bytes >= rotation.maxBytes()
        || (since != null && !at.isBefore(since.plus(rotation.maxAge())));
  }
}
