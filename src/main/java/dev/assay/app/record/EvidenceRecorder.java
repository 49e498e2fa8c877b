package dev.assay.app.record;

import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.evidence.Seal;
import dev.assay.core.evidence.SessionFinding;
import dev.assay.core.evidence.write.BundleFault;
import dev.assay.core.evidence.write.BundleSurvey;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Records the events of one session durably and in order; the only mutable singleton of the path of
 * a call.
 *
 * <p>Guarantees: when {@link #record} says {@link Recording.Done} for anything a call depends on,
 * the event is with the operating system, or on disk when so configured; sequence numbers have no
 * holes; a failed append is counted and the next event that can be written is preceded by an {@code
 * assay.evidence.gap}. A session that stays a probe leaves nothing. It does not say that what was
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

  /** How many events pass before a failed rotation is tried again. */
  private static final int ROTATION_RETRY = 1_000;

  /** The content hash is added when the journal is sealed. */
  private static final int CONTENT_HASH_BYTES = 100;

  private final RecorderSettings settings;
  private final EvidenceStore store;
  private final Executor background;
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by lock, all of them
  private OpenPart part;
  private boolean kept;
  private boolean closed;
  private long unrecorded;
  private long unrecordedForwards;
  private long rotateFrom;
  private @Nullable EventPayload sessionStarted;
  private boolean partNeedsOpening;
  private final List<CompletableFuture<PartSeal>> sealing = new ArrayList<>();

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
    this.background = background;
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
    return record(at, draft, false);
  }

  /**
   * Records an event that nothing waits for, such as an outcome: it gets its place in the order
   * now, and is written with the next event, by {@link #settle}, or when the recording is closed. A
   * crash before that loses it, and its absence shows.
   */
  public Recording recordSoon(Instant at, EventDraft draft) {
    return record(at, draft, true);
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

  private Recording record(Instant at, EventDraft draft, boolean soon) {
    Journal journal;
    Recorded token;
    long position;
    lock.lock();
    try {
      if (closed) {
        return failed("record.closed", "the recording is closed");
      }
      Optional<Problem> stuck = rotateWhenFull(at);
      if (stuck.isPresent()) {
        unrecorded++;
        return new Recording.Failed(stuck.get());
      }
      List<byte[]> lines = new ArrayList<>(2);
      long sequence = part.sequence() + before(lines, at);
      String eventId = part.origin.eventId(sequence);
      EventPayload payload = draft.payload(eventId);
      kept = kept || !isEarly(payload);
      Optional<BundleFault> fault = BundleSurvey.fault(payload);
      byte[] line = part.encode(sequence, at, payload);
      if (fault.isPresent() || line.length > BundleSurvey.MAX_LINE_BYTES - CONTENT_HASH_BYTES) {
        unrecorded++;
        BundleFault why = fault.orElse(BundleFault.LINE_LENGTH);
        return failed(why.code(), why.sentence());
      }
      token = new Recorded(eventId, sequence, line);
      if (!kept || (soon && lines.isEmpty())) {
        part.holdBack(line, at);
        remember(payload);
        keepWhenTooMuch(at);
        return new Recording.Done(token);
      }
      lines.add(line);
      Appending appended = append(lines, at);
      if (appended instanceof Appending.Failed failure) {
        unrecorded++;
        return new Recording.Failed(failure.problem());
      }
      position = ((Appending.Written) appended).position();
      remember(payload);
      journal = open();
    } finally {
      lock.unlock();
    }
    return journal
        .awaitDurable(position)
        .<Recording>map(Recording.Failed::new)
        .orElseGet(() -> new Recording.Done(token));
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
      List<byte[]> lines = new ArrayList<>(2);
      before(lines, at);
      if (append(lines, at) instanceof Appending.Failed failure && part.journal() == null) {
        return outcome(List.of(), failure.problem());
      }
      last = part;
    } finally {
      lock.unlock();
    }
    List<PartSeal> seals = new ArrayList<>();
    for (CompletableFuture<PartSeal> earlier : sealing) {
      seals.add(earlier.join());
    }
    seals.add(seal(last, reason, at, seals.isEmpty() ? null : seals.getLast()));
    return outcome(seals, null);
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
    if (kept && (unrecorded > 0 || unrecordedForwards > 0)) {
      long sequence = part.sequence() + lines.size();
      EvidenceGap gap =
          new EvidenceGap(
              EvidenceGap.Reason.APPEND_FAILED,
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
    if (appending instanceof Appending.Written && !lines.isEmpty()) {
      unrecorded = 0;
      unrecordedForwards = 0;
      partNeedsOpening = false;
    }
    return appending;
  }

  private Journal open() {
    Journal journal = part.journal();
    if (journal == null) {
      throw new BugException("an event was appended without a journal");
    }
    return journal;
  }

  /** Begins the next part when this one is full; a problem means that nothing more fits. */
  private Optional<Problem> rotateWhenFull(Instant at) {
    Journal full = part.journal();
    if (full == null || part.sequence() < rotateFrom || !part.isFull(settings.rotation(), at)) {
      return Optional.empty();
    }
    if (part.isHoldingBack() && append(List.of(), at) instanceof Appending.Failed failure) {
      return Optional.of(failure.problem());
    }
    int index = part.index + 1;
    OpenPart next = new OpenPart(settings.origin(index), index, full.name());
    switch (store.open(next.header(), at)) {
      case JournalOpening.Failed failure -> {
        rotateFrom = part.sequence() + ROTATION_RETRY;
        return part.sequence() < MAX_EVENTS ? Optional.empty() : Optional.of(failure.problem());
      }
      case JournalOpening.Opened opened -> next.attach(opened.journal());
    }
    OpenPart old = part;
    part = next;
    rotateFrom = 0;
    partNeedsOpening = true;
    sealing.add(
        sealing.isEmpty()
            ? CompletableFuture.supplyAsync(
                () -> seal(old, Seal.CloseReason.ROTATED, at, null), background)
            : sealing
                .getLast()
                .thenApplyAsync(
                    previous -> seal(old, Seal.CloseReason.ROTATED, at, previous), background));
    return Optional.empty();
  }

  private static PartSeal seal(
      OpenPart part, Seal.CloseReason reason, Instant at, @Nullable PartSeal previous) {
    Journal journal = part.journal();
    if (journal == null) {
      throw new BugException("a part without a journal cannot be sealed");
    }
    Seal.Part place =
        previous instanceof PartSeal.Sealed sealed
            ? new Seal.Part(
                part.index,
                sealed.bundle().facts().archiveSha256(),
                sealed.bundle().facts().bundleId())
            : Seal.Part.alone(part.index);
    return journal.seal(new SealOrder(reason, at, place));
  }

  private static SealOutcome outcome(List<PartSeal> seals, @Nullable Problem problem) {
    List<SealedBundle> bundles = new ArrayList<>();
    Problem first = problem;
    String journal = "";
    for (PartSeal seal : seals) {
      switch (seal) {
        case PartSeal.Sealed sealed -> bundles.add(sealed.bundle());
        case PartSeal.Failed failed -> {
          first = first == null ? failed.problem() : first;
          journal = journal.isEmpty() ? failed.journal() : journal;
        }
      }
    }
    return first == null
        ? new SealOutcome.Sealed(bundles)
        : new SealOutcome.Failed(bundles, first, journal);
  }

  private static Recording failed(String code, String message) {
    return new Recording.Failed(Problem.of(code, message, Where.NOWHERE));
  }
}
