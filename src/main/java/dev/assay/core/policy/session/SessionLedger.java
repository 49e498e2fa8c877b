package dev.assay.core.policy.session;

import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyInSet;
import dev.assay.core.policy.session.SessionPlan.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Counts what one session does, as far as its policy asks. An attempt is a call that was decided; a
 * forwarded call is one whose decision lets it pass, {@link #notified} when it has no id. Names
 * that no tool can have count only where all calls count.
 *
 * <p>Safe on any thread; who decides a call holds the ledger's monitor from {@link #attempt} until
 * the decision is on record and {@link #forwarded} is told, so that the recorded decisions in their
 * order give the same ledger again.
 *
 * <p>Time never runs backwards here: an earlier time counts as the latest one seen, so a clock that
 * is set back can make a rate stricter and never looser.
 */
public final class SessionLedger {
  private static final long NEVER = Long.MIN_VALUE;

  /** Beyond this, nanoseconds do not fit a long. */
  private static final long MOST_SECONDS = 9_000_000_000L;

  private static final int FIRST_TIMES = 16;

  private final SessionPlan plan;
  private final List<SessionLedger> parts = new ArrayList<>();
  private final long[] attempts;
  private final long[] forwarded;
  private final Times[] times;
  private final long[] waitingSince;
  private final boolean[] missed;
  private long now = NEVER;
  private long forwardedTotal;

  /** The times of the latest attempts of one window: a ring that grows to the window's size. */
  private static final class Times {
    private long[] ring = new long[0];
    private int next;
    private int held;

    /** Gives the time that the next one pushes out, or {@link #NEVER}. */
    long due(int most) {
      return held == most ? ring[next] : NEVER;
    }

    void push(long time, int most) {
      if (held == ring.length && held < most) {
        ring = Arrays.copyOf(ring, Math.min(most, Math.max(FIRST_TIMES, 2 * held)));
        next = held;
      }
      ring[next] = time;
      next = (next + 1) % ring.length;
      held = Math.min(held + 1, most);
    }
  }

  /** Makes the ledger of a session that begins. */
  public SessionLedger(SessionPlan plan) {
    this.plan = plan;
    this.attempts = new long[plan.attempts().size()];
    this.forwarded = new long[plan.forwards().size()];
    this.times = new Times[plan.windows().size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = new Times();
    }
    this.waitingSince = new long[plan.followUps().size()];
    Arrays.fill(waitingSince, NEVER);
    this.missed = new boolean[waitingSince.length];
    plan.parts().forEach(part -> parts.add(new SessionLedger(part)));
  }

  /**
   * Counts an attempt and gives what it is judged by.
   *
   * @param decidedAt the time that the decision is recorded with
   */
  public synchronized SessionFacts attempt(String tool, Instant decidedAt) {
    if (!parts.isEmpty()) {
      SessionFacts[] facts = new SessionFacts[parts.size()];
      for (int i = 0; i < facts.length; i++) {
        facts[i] = parts.get(i).attempt(tool, decidedAt);
      }
      return new SessionFacts(facts);
    }
    SessionFacts facts = look(tool, decidedAt);
    now = Math.max(now, nanos(decidedAt));
    boolean isTool = NamePattern.isName(tool);
    for (int i = 0; isTool && i < attempts.length; i++) {
      if (plan.attempts().get(i).matches(tool)) {
        attempts[i]++;
      }
    }
    for (int i = 0; i < times.length; i++) {
      SessionPlan.Window window = plan.windows().get(i);
      if (window.counts(tool, isTool)) {
        times[i].push(now, window.calls());
      }
    }
    return facts;
  }

  /** Gives what an attempt would be judged by now, and counts nothing. */
  public synchronized SessionFacts look(String tool, Instant at) {
    if (!parts.isEmpty()) {
      SessionFacts[] facts = new SessionFacts[parts.size()];
      for (int i = 0; i < facts.length; i++) {
        facts[i] = parts.get(i).look(tool, at);
      }
      return new SessionFacts(facts);
    }
    long then = Math.max(now, nanos(at));
    boolean isTool = NamePattern.isName(tool);
    boolean[] full = new boolean[times.length];
    for (int i = 0; i < times.length; i++) {
      SessionPlan.Window window = plan.windows().get(i);
      if (window.counts(tool, isTool)) {
        long oldest = times[i].due(window.calls());
        full[i] = oldest != NEVER && then - oldest < window.perNanos();
      }
    }
    return new SessionFacts(attempts.clone(), forwarded.clone(), full);
  }

  private static long nanos(Instant time) {
    long seconds = Math.clamp(time.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
    return seconds * 1_000_000_000L + time.getNano();
  }

  /** The call that was just attempted is forwarded. */
  public void forwarded(String tool) {
    forwarded(tool, Counted.ANSWERABLE);
  }

  /**
   * The call that was just attempted is forwarded as a notification. It counts against what the
   * policy forbids and for nothing that it demands: servers answer no such call and need not run
   * it.
   */
  public void notified(String tool) {
    forwarded(tool, Counted.ALL);
  }

  private synchronized void forwarded(String tool, Counted as) {
    boolean answerable = as == Counted.ANSWERABLE;
    forwardedTotal++;
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).forwarded(tool, as);
    }
    if (!NamePattern.isName(tool)) {
      return;
    }
    for (int i = 0; i < forwarded.length; i++) {
      SessionPlan.Forwards counter = plan.forwards().get(i);
      if ((answerable || counter.counted() == Counted.ALL) && counter.tool().matches(tool)) {
        forwarded[i]++;
      }
    }
    for (int i = 0; i < waitingSince.length; i++) {
      SessionPlan.FollowUp rule = plan.followUps().get(i);
      if (answerable && waitingSince[i] != NEVER && rule.then().matches(tool)) {
        missed[i] |= forwardedTotal - waitingSince[i] > rule.withinCalls();
        waitingSince[i] = NEVER;
      }
      if (waitingSince[i] == NEVER && rule.first().matches(tool)) {
        waitingSince[i] = forwardedTotal; // of several that wait, the oldest is due first
      }
    }
  }

  synchronized long forwardedCalls(int counter) {
    return forwarded[counter];
  }

  /** Whether a follow-up came too late, or has not come. */
  synchronized boolean isUnmet(int followUp) {
    return missed[followUp] || waitingSince[followUp] != NEVER;
  }

  /** Gives how many calls were forwarded. */
  public synchronized long forwardedCalls() {
    return forwardedTotal;
  }

  /** Gives what does not hold of the sequences that are only observed, if the session ends now. */
  public synchronized List<UnmetSequence> findings() {
    List<UnmetSequence> unmet = new ArrayList<>();
    for (Sequence.Observed sequence : plan.observed()) {
      if (!sequence.isMet(this)) {
        unmet.add(
            new UnmetSequence(
                SequenceReader.NAME + "." + sequence.id(),
                sequence.id(),
                sequence.kind(),
                sequence.unmet()));
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      PolicyInSet policy = new PolicyInSet(i + 1);
      for (UnmetSequence its : parts.get(i).findings()) {
        unmet.add(new UnmetSequence(policy.name(its.rule()), its.id(), its.kind(), its.sentence()));
      }
    }
    return Collections.unmodifiableList(unmet);
  }
}
