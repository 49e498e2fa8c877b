package dev.assay.core.schema;

import dev.assay.core.schema.pattern.TextPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * One check of one value. A first run answers only whether the schema is satisfied; when it is not,
 * a second one collects the reasons. Confined to the checking thread.
 */
final class Run {
  /**
   * Units of work one check may take: a rule applied costs 1, a text of n characters matched by an
   * automaton of s states n·s/16. A megabyte against 250 states fits; what an adversary can make of
   * recursive alternatives does not.
   */
  static final long MAX_WORK = 1L << 24;

  /** Schemas applied inside each other; values are at most 64 levels deep when they were read. */
  private static final int MAX_DEPTH = 1000;

  private final boolean collecting;
  private final List<Violation> violations;
  private final StringBuilder pointer;
  private long work;
  private long steps;
  private int depth;
  private int muted;
  private int inverted;
  private boolean stopped;
  private boolean leftScope;

  private Run(boolean collecting) {
    this.collecting = collecting;
    this.violations = collecting ? new ArrayList<>() : NO_VIOLATIONS;
    this.pointer = collecting ? new StringBuilder() : NO_POINTER;
  }

  private static final List<Violation> NO_VIOLATIONS = List.of();
  private static final StringBuilder NO_POINTER = new StringBuilder(0);

  static Run answering() {
    return new Run(false);
  }

  static Run collecting() {
    return new Run(true);
  }

  /** Gives what was collected; only for a value that is refused. */
  SchemaCheck.Violated violated() {
    return new SchemaCheck.Violated(
        violations.isEmpty()
            ? List.of(new Violation("", "$schema", "must satisfy the schema", leftScope))
            : violations);
  }

  /** Whether the answer is no whatever the rules say. */
  boolean stopped() {
    return stopped;
  }

  /** Whether reasons are wanted here. */
  boolean wantsReasons() {
    return collecting && muted == 0 && !stopped;
  }

  /** Whether the rest of a schema must be applied although a part has failed. */
  boolean goesOn() {
    return wantsReasons() && violations.size() < Schema.MAX_VIOLATIONS;
  }

  /** Takes the work from what is left; false stops the check. */
  boolean spend(long units) {
    work += units;
    if (work > MAX_WORK && !stopped) {
      stop("judging this value would take more work than one call may cost", false);
    }
    return !stopped;
  }

  /** Counts one schema applied by the library; gives how many there have been. */
  long step() {
    return ++steps;
  }

  boolean spend(String text, TextPattern pattern) {
    return spend(1 + (((long) text.length() * pattern.cost()) >> 4));
  }

  boolean enter() {
    if (++depth > MAX_DEPTH) {
      stop("must nest fewer schemas inside each other", false);
    }
    return !stopped;
  }

  void leave() {
    depth--;
  }

  /** Reports and gives false, so that a rule can end with it. */
  boolean fail(String keyword, String message) {
    return fail(keyword, message, false);
  }

  boolean fail(String keyword, String message, boolean pathScope) {
    leftScope |= pathScope;
    if (goesOn()) {
      violations.add(new Violation(pointer.toString(), keyword, message, pathScope));
    }
    return false;
  }

  /**
   * A path that would be judged differently after normalisation decides something by its failing.
   */
  void disagree(String keyword, String message) {
    leftScope = true;
    stop(keyword, message, true);
  }

  private void stop(String message, boolean pathScope) {
    stop("$schema", message, pathScope);
  }

  private void stop(String keyword, String message, boolean pathScope) {
    if (collecting && !stopped) {
      violations.add(new Violation(pointer.toString(), keyword, message, pathScope));
    }
    stopped = true;
  }

  void mute() {
    muted++;
  }

  void unmute() {
    muted--;
  }

  /** From here a failing may satisfy the schema. */
  void invert() {
    inverted++;
    muted++;
  }

  void revert() {
    inverted--;
    muted--;
  }

  boolean inverted() {
    return inverted > 0;
  }

  /** Forgets that a path left its scope; gives whether one had. */
  boolean takeLeftScope() {
    boolean was = leftScope;
    leftScope = false;
    return was;
  }

  void restoreLeftScope(boolean was) {
    leftScope |= was;
  }

  int mark() {
    return pointer.length();
  }

  void into(String name) {
    if (collecting) {
      pointer.append('/').append(Pointers.escape(name));
    }
  }

  void into(int index) {
    if (collecting) {
      pointer.append('/').append(index);
    }
  }

  void backTo(int mark) {
    if (collecting) {
      pointer.setLength(mark);
    }
  }
}
