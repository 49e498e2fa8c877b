package dev.assay.core.replay;

import dev.assay.core.json.Json;
import dev.assay.core.policy.Redecision;
import dev.assay.core.policy.compare.Bucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changes between two policies for the calls of a bundle. A call that either policy cannot
 * decide, because its arguments are not on record, is counted apart and never as decided alike.
 * Filled while the bundle is read; its size is bounded. Confined to one thread.
 */
public final class PolicyComparison {
  private final Replayer before;
  private final Replayer after;
  private final Map<Bucket, Long> counts = new EnumMap<>(Bucket.class);
  private final List<Change> listed = new ArrayList<>();
  private final ReplayReport undecided = new ReplayReport();
  private long unlisted;

  /** A call that one policy decides otherwise than the other. */
  public record Change(
      long seq, String tool, Bucket bucket, Redecision.Decided before, Redecision.Decided after) {}

  PolicyComparison(Replayer before, Replayer after) {
    this.before = before;
    this.after = after;
    for (Bucket bucket : Bucket.values()) {
      counts.put(bucket, 0L);
    }
  }

  /** Takes the next event. */
  public void event(long seq, Json.Obj event) {
    Optional<Answer> then = before.event(seq, event);
    Optional<Answer> now = after.event(seq, event);
    if (then.isPresent() && now.isPresent()) {
      compare(seq, then.get(), now.get());
    }
  }

  private void compare(long seq, Answer then, Answer now) {
    if (then instanceof Answer.NotDecided(_, NotReplayable why)) {
      undecided.notReplayable(seq, why);
    } else if (now instanceof Answer.NotDecided(_, NotReplayable why)) {
      undecided.notReplayable(seq, why);
    } else if (then instanceof Answer.Decided first && now instanceof Answer.Decided second) {
      Bucket bucket = Bucket.of(first.made().decision(), second.made().decision());
      counts.merge(bucket, 1L, Long::sum);
      if (bucket != Bucket.UNCHANGED) {
        list(new Change(seq, first.tool(), bucket, first.made(), second.made()));
      }
    }
  }

  private void list(Change change) {
    if (listed.size() < ReplayReport.MAX_LISTED) {
      listed.add(change);
    } else {
      unlisted++;
    }
  }

  /** Gives how many calls fall into each bucket. */
  public Map<Bucket, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** Gives the first calls that change, in the order of the bundle. */
  public List<Change> listed() {
    return Collections.unmodifiableList(listed);
  }

  /** Gives how many more calls change. */
  public long unlisted() {
    return unlisted;
  }

  /** Gives how many calls cannot be decided by both. */
  public long notDecidable() {
    return undecided.notReplayable();
  }

  /** Gives why, with how many and the first of them. */
  public Map<NotReplayable, ReplayReport.Group> reasons() {
    return undecided.groups();
  }

  /** Says whether there were calls and not one could be decided by both. */
  public boolean checkedNothing() {
    return undecided.notReplayable() > 0 && counts.values().stream().allMatch(count -> count == 0);
  }
}
