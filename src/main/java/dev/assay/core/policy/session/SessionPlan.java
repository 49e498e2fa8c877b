package dev.assay.core.policy.session;

import dev.assay.core.policy.document.NamePattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy needs to know about a session: one place for each thing that its rules count.
 * Filled while a document is read, never changed afterwards; its size is what bounds the memory of
 * a session, whatever names the agent makes up.
 */
public final class SessionPlan {
  /** Times that all windows of a policy hold together: 400 kB of each session. */
  static final int MAX_TIMES = 50_000;

  private final List<NamePattern> attempts = new ArrayList<>();
  private final List<Forwards> forwards = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final List<FollowUp> followUps = new ArrayList<>();
  private final List<Sequence.Observed> observed = new ArrayList<>();
  private final List<SessionPlan> parts;
  private int times;

  /** Which forwarded calls a rule counts. */
  enum Counted {
    /** Every one: a server may have run it. */
    ALL,
    /** Those that ask for an answer: a server that does what the protocol says runs no others. */
    ANSWERABLE
  }

  /** Calls forwarded to tools that a pattern matches. */
  record Forwards(NamePattern tool, Counted counted) {}

  /** The latest attempts at tools that a pattern matches; without a pattern, at all. */
  record Window(@Nullable NamePattern tool, int calls, long perNanos) {
    boolean counts(String name, boolean isTool) {
      return tool == null || (isTool && tool.matches(name));
    }
  }

  /** A forwarded {@code first} is followed by a forwarded {@code then} within so many calls. */
  record FollowUp(NamePattern first, NamePattern then, long withinCalls) {}

  /** Makes one that asks for nothing. */
  public SessionPlan() {
    this(Collections.emptyList());
  }

  /** Makes that of several policies that decide together; each counts for itself. */
  public SessionPlan(List<SessionPlan> parts) {
    this.parts = Collections.unmodifiableList(new ArrayList<>(parts));
  }

  /** Counts the attempts at tools that a pattern matches, together. */
  int attempts(NamePattern tool) {
    attempts.add(tool);
    return attempts.size() - 1;
  }

  /** Counts the calls forwarded to tools that a pattern matches, together. */
  int forwards(NamePattern tool, Counted counted) {
    forwards.add(new Forwards(tool, counted));
    return forwards.size() - 1;
  }

  /** Whether the times of so many more attempts may be kept. */
  boolean hasRoomFor(int calls) {
    return times + calls <= MAX_TIMES;
  }

  int window(@Nullable NamePattern tool, int calls, long perNanos) {
    times += calls;
    windows.add(new Window(tool, calls, perNanos));
    return windows.size() - 1;
  }

  int followUp(NamePattern first, NamePattern then, long withinCalls) {
    followUps.add(new FollowUp(first, then, withinCalls));
    return followUps.size() - 1;
  }

  void observe(Sequence.Observed sequence) {
    observed.add(sequence);
  }

  /** Says whether the rules need nothing but the totals. */
  public boolean isEmpty() {
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isEmpty()) {
        return false;
      }
    }
    return attempts.isEmpty() && forwards.isEmpty() && windows.isEmpty() && observed.isEmpty();
  }

  /** Gives the plans of the policies that decide together; empty for one policy. */
  List<SessionPlan> parts() {
    return parts;
  }

  List<NamePattern> attempts() {
    return attempts;
  }

  List<Forwards> forwards() {
    return forwards;
  }

  List<Window> windows() {
    return windows;
  }

  List<FollowUp> followUps() {
    return followUps;
  }

  /** Gives the sequences that no refusal can enforce, in the order of their ids. */
  List<Sequence.Observed> observed() {
    return Collections.unmodifiableList(observed);
  }
}
