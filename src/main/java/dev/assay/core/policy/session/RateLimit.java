package dev.assay.core.policy.session;

import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code rate}: at most so many attempts in any span of a length. An attempt that is denied counts,
 * too; one exactly as old as the span does not count any more. Exact, to the nanosecond of the
 * recorded times.
 */
public final class RateLimit {
  /** The member that holds one. */
  public static final String NAME = "rate";

  private static final String CALLS = "calls";
  private static final String PER = "per";
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(Arrays.asList(CALLS, PER));

  /** More calls than this in one window are no rate an agent is meant to notice. */
  private static final int MAX_CALLS = 10_000;

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final int window;
  private final String words;

  private RateLimit(int window, String words) {
    this.window = window;
    this.words = words;
  }

  /**
   * Reads the member {@code rate} unless it is absent.
   *
   * @param tool whose attempts count, or null for all
   */
  public static Optional<RateLimit> read(
      Section section, @Nullable NamePattern tool, SessionPlan plan) {
    if (section.get(NAME) == null) {
      return Optional.empty();
    }
    Section rate = section.section(NAME);
    rate.refuseUnknown(MEMBERS);
    rate.require(CALLS, PER);
    Optional<Integer> calls = rate.count(CALLS, MAX_CALLS);
    Optional<Duration> per = rate.duration(PER, SHORTEST, LONGEST);
    if (calls.isEmpty() || per.isEmpty()) {
      return Optional.empty();
    }
    if (!plan.hasRoomFor(calls.get())) {
      rate.findings()
          .refuse(
              PolicyFault.LIMIT,
              "the rates of this policy hold more than "
                  + SessionPlan.MAX_TIMES
                  + " calls together",
              rate.at(CALLS));
      return Optional.empty();
    }
    String words = calls.get() + " calls per " + rate.string(PER).orElse("");
    return Optional.of(new RateLimit(plan.window(tool, calls.get(), per.get().toNanos()), words));
  }

  /** Says whether this call is one too many. */
  public boolean isExceeded(SessionFacts facts) {
    return facts.isFull(window);
  }

  /** Gives the rate as its author wrote it. */
  public String words() {
    return words;
  }
}
