package dev.assay.app.record;

import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.evidence.Seal;
import dev.assay.core.evidence.SessionFinding;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Records the events of one session durably and in order; the only mutable singleton of the path of
 * a call.
 *
 * <p>Guarantees: when {@link #record(List)} says {@link Recording.Done} for anything a call depends
 * on, the event is with the operating system, or on disk when so configured; sequence numbers have
 * no holes; a failed append is counted and the next event that can be written is preceded by an
 * {@code assay.evidence.gap}; nothing is trusted to a journal that the disk once failed to keep: a
 * new part begins. A session that stays a probe leaves nothing. It does not say that what was
 * announced happened.
 *
 * <p>Source: {@code design.md} §3 row 8, §3.1 Recorder; {@code evidence.md} 9.4.
 */
public final class EvidenceRecorder {
  /** Events that a probe may cause; more than this is no probe. */
  private static final int MAX_WAITING_EVENTS = 256;

  /** Memory for events of what may be a probe. */
  private static final long MAX_WAITING_BYTES = 4L << 20;

  /** A part that cannot be rotated is continued up to here, below what a verifier accepts. */
  private static final long MAX_EVENTS = 99_000;

  /** So often a session begins another part because the disk failed; then it refuses calls. */
  private static final int MAX_DOUBTS = 16;

  /** How many events pass before a failed rotation is tried again. */
  private static final int ROTATION_RETRY = 1_000;

  private final RecorderSettings settings;
  private final EvidenceStore store;
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by lock, all of them
  private OpenPart part;
  private boolean kept;
  private boolean closed;
  private long unrecorded;
  private long unrecordedForwards;
  private long rotateFrom;
  private @Nullable EventPayload sessionStarted;

  /** Whether the start of the session is held back. */
  private boolean startWaits;

  private boolean partNeedsOpening;
  private boolean doubtUntold;
  private int doubts;
  private final RotatedParts rotated;

  /**
   * Makes a recorder for one session. Touches nothing yet.
   *
   * @param settings how it works
   * @param store where evidence is kept
   * @param background seals full parts; one task at a time is enough
   */
  public EvidenceRecorder(RecorderSettings settings, EvidenceStore store, Executor background) {
    this.settings = settings;
    this.store = store;
    this.rotated = new RotatedParts(background);
    this.part = new OpenPart(settings.origin(0), 0, null);
  }

  /**
   * Records one event on the calling thread.
   *
   * <p>Early events (session started, policy snapshot, upstream exited) stay in memory until the
   * session is more than a probe; they are written before anything else. May wait for the disk when
   * durability is {@code sync}.
   */
  public Recording record(Instant at, EventDraft draft) {
    return record(List.of(new Entry(at, draft)), false).getFirst();
  }

  /**
   * Records events that belong to one batch, in order, with one append: all are recorded or none
   * is, except that one whose payload makes no event fails alone, whoever's fault that is.
   */
  public List<Recording> record(List<Entry> batch) {
    return record(batch, false);
  }

  /**
   * Records an event that nothing waits for, such as an outcome: it gets its place in the order
   * now, and is written with the next event, by {@link #settle}, or when the recording is closed. A
   * crash before that loses it, and its absence shows.
   */
  public Recording recordSoon(Instant at, EventDraft draft) {
    return record(List.of(new Entry(at, draft)), true).getFirst();
  }

  /** Writes what {@link #recordSoon} left in memory; when that fails it is tried again later. */
  public void settle(Instant at) {
    lock.lock();
    try {
      if (kept && !closed && part.isHoldingBack()) {
        append(List.of(), at);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Recording> record(List<Entry> batch, boolean soon) {
    List<Recording> results = new ArrayList<>(batch.size());
    Journal journal;
    long position = 0;
    lock.lock();
    try {
      Problem refusal = unusable(batch);
      if (refusal != null) {
        return everyFails(batch.size(), refusal);
      }
      while (results.size() < batch.size()) {
        position = Math.max(position, recordGroup(batch, soon, results));
      }
      journal = part.journal();
    } finally {
      lock.unlock();
    }
    Optional<Problem> late =
        position == 0 || journal == null ? Optional.empty() : journal.awaitDurable(position);
    return late.isPresent() ? everyFails(batch.size(), late.get()) : results;
  }

  /** Why nothing of a batch can be recorded; begins the next part when this one is full. */
  private @Nullable Problem unusable(List<Entry> batch) {
    if (closed) {
      return Problem.of("record.closed", "the recording is closed", Where.NOWHERE);
    }
    Problem stuck = rotateWhenFull(batch.getFirst().at()).orElse(null);
    unrecorded += stuck == null ? 0 : batch.size();
    return stuck;
  }

  /**
   * Appends what is left of a batch, up to and without an event that cannot be written, in one
   * piece; adds what became of each. Gives the journal's length when it was written to.
   */
  private long recordGroup(List<Entry> batch, boolean soon, List<Recording> results) {
    Instant at = batch.get(results.size()).at();
    List<byte[]> lines = new ArrayList<>();
    List<Recording> done = new ArrayList<>();
    int opening = before(lines, at);
    long position = 0;
    Recording.Failed flaw = null;
    for (int i = results.size(); i < batch.size() && flaw == null; i++) {
      Entry entry = batch.get(i);
      long sequence = part.sequence() + lines.size();
      EncodedEntry encoded = EncodedEntry.of(entry, part, sequence);
      if (encoded instanceof EncodedEntry.Flawed flawed) { // no type switch: ADR 0005
        flaw = flawed.failed();
        kept = true; // what could not be recorded shows, whatever else happens
      } else {
        EncodedEntry.Line line = (EncodedEntry.Line) encoded;
        kept = kept || !isEarly(line.payload);
        remember(line.payload);
        done.add(new Recording.Done(new Recorded(line.eventId, line.bytes)));
        if (kept && !(soon && opening == 0)) {
          lines.add(line.bytes);
        } else {
          part.holdBack(line.bytes, entry.at());
          startWaits = startWaits || line.payload.type().equals(ContinuedSession.TYPE);
          keepWhenTooMuch(entry.at());
        }
      }
    }
    if (lines.size() > opening) {
      Appending appending = append(lines, at);
      if (appending instanceof Appending.Failed failure) {
        unrecorded += done.size();
        done = everyFails(done.size(), failure.problem());
      } else {
        position = ((Appending.Written) appending).position();
      }
    }
    results.addAll(done);
    if (flaw != null) {
      unrecorded++;
      results.add(flaw);
    }
    return position;
  }

  private static List<Recording> everyFails(int count, Problem problem) {
    return Collections.nCopies(count, new Recording.Failed(problem));
  }

  /**
   * Says that a call was forwarded although it could not be recorded, as {@code evidence:
   * best_effort} allows; the next gap event counts it.
   */
  public void recordGap() {
    lock.lock();
    try {
      unrecordedForwards++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives size and root of what is recorded of the current part, for whoever keeps them elsewhere.
   * Reads the journal back, so it is slow; never for the path of a call, which it does not delay.
   */
  public HeadReading head() {
    Journal journal;
    lock.lock();
    try {
      journal = closed ? null : part.journal();
    } finally {
      lock.unlock();
    }
    return journal == null ? new HeadReading.Nothing() : journal.head();
  }

  /**
   * Says that the session stopped being a mere probe. Writes the early events; when that fails it
   * is tried again with the next event.
   */
  public void keep(Instant at) {
    lock.lock();
    try {
      if (!closed) {
        kept = true;
        append(List.of(), at);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the recording and seals it; waits for parts that are still being sealed. Call once; later
   * records fail.
   */
  public SealOutcome close(Seal.CloseReason reason, Instant at) {
    OpenPart last;
    lock.lock();
    try {
      if (closed) {
        throw new BugException("a recording is closed once");
      }
      closed = true;
      if (!kept) {
        return new SealOutcome.Nothing();
      }
      if (part.isInDoubt()) {
        rotateWhenFull(at); // what went wrong is told in a part that the disk may keep
      }
      List<byte[]> lines = new ArrayList<>(2);
      before(lines, at);
      if (append(lines, at) instanceof Appending.Failed failure && part.journal() == null) {
        return SealOutcome.of(List.of(), failure.problem());
      }
      last = part;
    } finally {
      lock.unlock();
    }
    return SealOutcome.of(rotated.sealWith(last, reason, at), null);
  }

  private static boolean isEarly(EventPayload payload) {
    return switch (payload.type()) {
      case ContinuedSession.TYPE,
          "assay.policy.snapshot",
          "assay.upstream.exited",
          SessionFinding.TYPE ->
          true;
      default -> false;
    };
  }

  private void remember(EventPayload payload) {
    if (sessionStarted == null && payload.type().equals(ContinuedSession.TYPE)) {
      sessionStarted = payload;
    }
  }

  private void keepWhenTooMuch(Instant at) {
    if (part.holdsMoreThan(MAX_WAITING_EVENTS, MAX_WAITING_BYTES)) {
      kept = true;
      append(List.of(), at);
    }
  }

  /** Adds the lines that must stand before the next event, and gives how many. */
  private int before(List<byte[]> lines, Instant at) {
    if (partNeedsOpening && sessionStarted != null) {
      ContinuedSession opening = new ContinuedSession(sessionStarted, part.index);
      lines.add(part.encode(part.sequence(), at, opening));
    }
    if (kept && (unrecorded > 0 || unrecordedForwards > 0 || doubtUntold)) {
      long sequence = part.sequence() + lines.size();
      EvidenceGap gap =
          new EvidenceGap(
              doubtUntold ? EvidenceGap.Reason.SYNC_FAILED : EvidenceGap.Reason.APPEND_FAILED,
              unrecorded,
              unrecordedForwards,
              null,
              sequence == 0 ? null : sequence - 1);
      lines.add(part.encode(sequence, at, gap));
    }
    return lines.size();
  }

  private Appending append(List<byte[]> lines, Instant at) {
    Journal journal = part.journal();
    if (journal == null) {
      JournalOpening opening = store.open(part.header(), at);
      if (opening instanceof JournalOpening.Failed failure) {
        return new Appending.Failed(failure.problem());
      }
      journal = ((JournalOpening.Opened) opening).journal();
      part.attach(journal);
    }
    if (lines.isEmpty() && !part.isHoldingBack()) {
      return new Appending.Written(0);
    }
    Appending appending = part.append(journal, lines, at);
    startWaits = startWaits && !(appending instanceof Appending.Written);
    if (appending instanceof Appending.Written && !lines.isEmpty()) {
      unrecorded = 0;
      unrecordedForwards = 0;
      partNeedsOpening = false;
      doubtUntold = false;
    }
    return appending;
  }

  /**
   * Begins the next part when this one is full, or the disk failed to keep it; a problem means that
   * nothing more fits.
   */
  private Optional<Problem> rotateWhenFull(Instant at) {
    Journal full = part.journal();
    boolean doubted = part.isInDoubt();
    boolean tooEarly = !doubted && part.sequence() < rotateFrom;
    if (full == null || tooEarly || !part.isFull(settings.rotation(), at)) {
      return Optional.empty();
    }
    if (doubted) {
      unrecorded += part.forgetWaiting() - (startWaits ? 1 : 0); // the next part begins with it
      startWaits = false;
      if (doubts == MAX_DOUBTS) {
        return full.doubt();
      }
    } else if (part.isHoldingBack() && append(List.of(), at) instanceof Appending.Failed failure) {
      return Optional.of(failure.problem());
    }
    int index = part.index + 1;
    OpenPart next = new OpenPart(settings.origin(index), index, full.name());
    switch (store.open(next.header(), at)) {
      case JournalOpening.Failed failure -> {
        rotateFrom = part.sequence() + ROTATION_RETRY;
        return part.sequence() < MAX_EVENTS && !doubted
            ? Optional.empty()
            : Optional.of(failure.problem());
      }
      case JournalOpening.Opened opened -> next.attach(opened.journal());
    }
    OpenPart old = part;
    part = next;
    rotateFrom = 0;
    partNeedsOpening = true;
    doubtUntold |= doubted;
    doubts += doubted ? 1 : 0;
    rotated.add(old, at);
    return Optional.empty();
  }
}
