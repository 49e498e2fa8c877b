package dev.assay.core.lint.pack;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a rule asks of the events in its scope. The first eight are those of the reference ({@code
 * evidence.md} 6.3), the next three are ours (6.4).
 */
public sealed interface Check {
  /** At least so many events. */
  record EventCount(long min) implements Check {}

  /** Some event matches each pattern; order and run do not matter. */
  record EventPairs(String start, String finish) implements Check {}

  /** Some event matches the pattern. */
  record TypeExists(String pattern) implements Check {}

  /** Some event has one of the members; {@code null} counts as there. */
  record FieldPresent(List<Pointer> paths) implements Check {
    /** Copies the paths. */
    public FieldPresent {
      paths = Collections.unmodifiableList(new ArrayList<>(paths));
    }
  }

  /** Some event has the member with exactly this value. */
  record ValueEquals(Pointer path, Json value) implements Check {}

  /** The manifest has the member; a missing one that is not required is a warning. */
  record ManifestField(Pointer path, boolean required) implements Check {}

  /** Some decision says who called and how that is known. */
  record AuthorizationPresent() implements Check {}

  /** Every event that meets the clauses has the member. */
  record Conditional(List<Clause> condition, Pointer then) implements Check {
    /** Copies the clauses. */
    public Conditional {
      condition = Collections.unmodifiableList(new ArrayList<>(condition));
    }
  }

  /**
   * Every event that meets {@code where} meets {@code require}; each that does not is a finding.
   */
  record ForEach(List<Clause> where, List<Clause> require) implements Check {
    /** Copies the clauses. */
    public ForEach {
      where = Collections.unmodifiableList(new ArrayList<>(where));
      require = Collections.unmodifiableList(new ArrayList<>(require));
    }
  }

  /**
   * Events that meet {@code where}, counted by the value at {@code by}, or all together; each group
   * outside the bounds is a finding.
   */
  record GroupCount(List<Clause> where, Optional<Pointer> by, long min, long max) implements Check {
    /** Copies the clauses. */
    public GroupCount {
      where = Collections.unmodifiableList(new ArrayList<>(where));
    }
  }

  /**
   * Each {@code first} is followed by a {@code second} with the same value at {@code by}, and each
   * {@code second} follows a {@code first}; every one left over is a finding.
   */
  record Paired(Pointer by, Side first, Side second) implements Check {}

  /** Events of one type that meet clauses. */
  record Side(String type, List<Clause> where) {
    /** Copies the clauses. */
    public Side {
      where = Collections.unmodifiableList(new ArrayList<>(where));
    }
  }

  /**
   * Nothing that this version can run.
   *
   * @param why a few words
   */
  record Unsupported(String why) implements Check {}
}
