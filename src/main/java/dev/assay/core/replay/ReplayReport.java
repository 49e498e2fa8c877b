package dev.assay.core.replay;

import dev.assay.core.json.Json;
import dev.assay.core.policy.Redecision.Basis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a replay found: how many decisions are equal, different, or cannot be made again, with the
 * first of each that is not equal. Filled while the bundle is read; its size is bounded.
 */
public final class ReplayReport {
  /** Differences that are listed; the others are counted. */
  public static final int MAX_LISTED = 1_000;

  /** Events that are named for each reason why decisions cannot be made again. */
  private static final int MAX_NAMED = 10;

  private final Map<Difference.Change, Long> changes = new EnumMap<>(Difference.Change.class);
  private final Map<Basis, Long> rests = new EnumMap<>(Basis.class);
  private final Map<NotReplayable, Group> groups = new EnumMap<>(NotReplayable.class);
  private final List<Difference> listed = new ArrayList<>();
  private long equal;
  private long different;
  private long notReplayable;

  ReplayReport() {}

  /** Decisions that cannot be made again for one reason. */
  public static final class Group {
    private final List<Long> first = new ArrayList<>();
    private long count;

    private Group() {}

    /** Gives how many. */
    public long count() {
      return count;
    }

    /** Gives the sequence numbers of the first of them. */
    public List<Long> first() {
      return Collections.unmodifiableList(first);
    }
  }

  void equal(Set<Basis> basis) {
    equal++;
    basis.forEach(b -> rests.merge(b, 1L, Long::sum));
  }

  void different(Difference difference) {
    different++;
    changes.merge(difference.change(), 1L, Long::sum);
    if (listed.size() < MAX_LISTED) {
      listed.add(difference);
    }
  }

  void notReplayable(long seq, NotReplayable why) {
    notReplayable++;
    Group group = groups.computeIfAbsent(why, _ -> new Group());
    group.count++;
    if (group.first.size() < MAX_NAMED) {
      group.first.add(seq);
    }
  }

  /** Gives how many decisions are on record. */
  public long decisions() {
    return equal + different + notReplayable;
  }

  /** Gives how many come out as they are on record. */
  public long equal() {
    return equal;
  }

  /** Gives how many of the equal ones rest on something besides policy and record. */
  public long equalBy(Basis basis) {
    return rests.getOrDefault(basis, 0L);
  }

  /** Gives how many come out otherwise. */
  public long different() {
    return different;
  }

  /** Gives how many come out otherwise in a way. */
  public long different(Difference.Change change) {
    return changes.getOrDefault(change, 0L);
  }

  /** Gives the first {@value #MAX_LISTED} of them. */
  public List<Difference> listed() {
    return Collections.unmodifiableList(listed);
  }

  /** Gives how many cannot be made again. */
  public long notReplayable() {
    return notReplayable;
  }

  /** Gives the same by reason. */
  public Map<NotReplayable, Group> groups() {
    return Collections.unmodifiableMap(groups);
  }

  /** Says whether not one decision could be made again, or there is none: nothing was checked. */
  public boolean checkedNothing() {
    return equal + different == 0;
  }

  /** Gives the counts of {@link #equalBy} for a document. */
  public Json.Obj restingOn() {
    Json.ObjBuilder rest = Json.object();
    for (Basis basis : Basis.values()) {
      rest.put(word(basis), equalBy(basis));
    }
    return rest.build();
  }

  /** Gives it for a document. */
  public Json.Obj json() {
    Json.ObjBuilder kinds = Json.object();
    for (Difference.Change change : Difference.Change.values()) {
      kinds.put(change.wire(), different(change));
    }
    List<Json> reasons = new ArrayList<>();
    groups.forEach(
        (why, group) ->
            reasons.add(
                Json.object()
                    .put("reason", why.wire())
                    .put("count", group.count())
                    .put(
                        "first",
                        new Json.Arr(
                            group.first().stream().map(n -> (Json) Json.Num.of(n)).toList()))
                    .put("means", why.sentence())
                    .build()));
    return Json.object()
        .put("decisions", decisions())
        .put("equal", equal)
        .put("equal_resting_on", restingOn())
        .put("different", different)
        .put("changes", kinds.build())
        .put("differences", new Json.Arr(listed.stream().map(d -> (Json) d.json()).toList()))
        .put("differences_omitted", different - listed.size())
        .put("not_replayable", notReplayable)
        .put("not_replayable_reasons", new Json.Arr(reasons))
        .build();
  }

  static Json.Arr words(Set<Basis> basis) {
    return Json.Arr.ofStrings(basis.stream().map(ReplayReport::word).toList());
  }

  private static String word(Basis basis) {
    return switch (basis) {
      case ARGUMENTS -> "trace";
      case RECORDED_RESULT -> "recorded_result";
      case NO_LINKS -> "no_links";
    };
  }
}
