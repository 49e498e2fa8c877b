package dev.assay.core.evidence.question;

import dev.assay.core.evidence.CodePointOrder;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate bundle has that a base has not, and the other way round. Sets of things that
 * were seen are compared, never how often or in which order; a thing that is missing was not
 * recorded, which does not prove that it did not happen.
 *
 * <p>{@code run_id} to {@code processes} of the document are the reference's members; the others
 * are ours.
 */
public final class BundleDiff {
  /** The document's schema. */
  public static final String SCHEMA = "assay.evidence.diff.v1";

  /**
   * One of the two bundles.
   *
   * @param archiveSha256 digest of the archive
   * @param runId its run
   * @param runRoot its root, equal to the bundle id
   * @param events how many
   * @param summary what its events are about
   */
  public record Side(
      String archiveSha256, String runId, String runRoot, long events, BundleSummary summary) {
    private Json.Obj json() {
      return Json.object()
          .put("run_id", runId)
          .put("event_count", events)
          .put("run_root", runRoot)
          .put(
              "time_range",
              Json.Arr.ofStrings(List.of(offset(summary.firstTime()), offset(summary.lastTime()))))
          .build();
    }

    private static String offset(String time) {
      return time.endsWith("Z") ? time.substring(0, time.length() - 1) + "+00:00" : time;
    }

    /** Milliseconds from the first event to the last, by the recorder's clock. */
    private Optional<Long> millis() {
      Optional<EventTime> first = EventTime.read(summary.firstTime());
      Optional<EventTime> last = EventTime.read(summary.lastTime());
      return first.isEmpty() || last.isEmpty()
          ? Optional.empty()
          : Optional.of(Duration.between(first.get().instant(), last.get().instant()).toMillis());
    }
  }

  /** What one side has and the other has not, in order. */
  public record Change(List<String> added, List<String> removed) {
    /** Copies the lists. */
    public Change {
      added = Collections.unmodifiableList(new ArrayList<>(added));
      removed = Collections.unmodifiableList(new ArrayList<>(removed));
    }

    private Json.Obj json() {
      return Json.object()
          .put("added", Json.Arr.ofStrings(added))
          .put("removed", Json.Arr.ofStrings(removed))
          .build();
    }
  }

  private final Side base;
  private final Side candidate;
  private final Map<BundleSummary.Aspect, Change> changes =
      new EnumMap<>(BundleSummary.Aspect.class);
  private final List<DecisionKind> addedDecisions;
  private final List<DecisionKind> removedDecisions;

  /** Compares two bundles; neither summary may be overfull. */
  public BundleDiff(Side base, Side candidate) {
    this.base = base;
    this.candidate = candidate;
    for (BundleSummary.Aspect aspect : BundleSummary.Aspect.values()) {
      changes.put(
          aspect,
          new Change(
              without(candidate.summary().of(aspect), base.summary().of(aspect)),
              without(base.summary().of(aspect), candidate.summary().of(aspect))));
    }
    this.addedDecisions = without(candidate.summary(), base.summary());
    this.removedDecisions = without(base.summary(), candidate.summary());
  }

  private static List<String> without(Collection<String> all, Collection<String> others) {
    return all.stream().filter(thing -> !others.contains(thing)).toList();
  }

  private static List<DecisionKind> without(BundleSummary all, BundleSummary others) {
    List<DecisionKind> left = new ArrayList<>();
    all.decisions()
        .forEach(
            (digest, kind) -> {
              if (!others.decisions().containsKey(digest)) {
                left.add(kind);
              }
            });
    left.sort(
        (a, b) -> {
          int byTool = CodePointOrder.ASCENDING.compare(a.tool(), b.tool());
          return byTool != 0 ? byTool : a.digest().compareTo(b.digest());
        });
    return Collections.unmodifiableList(left);
  }

  /** Gives the bundle that is compared with. */
  public Side base() {
    return base;
  }

  /** Gives the bundle that is compared. */
  public Side candidate() {
    return candidate;
  }

  /** Gives what changed of one kind. */
  public Change of(BundleSummary.Aspect aspect) {
    return changes.getOrDefault(aspect, new Change(List.of(), List.of()));
  }

  /** Gives the decisions only the candidate has. */
  public List<DecisionKind> addedDecisions() {
    return addedDecisions;
  }

  /** Gives the decisions only the base has. */
  public List<DecisionKind> removedDecisions() {
    return removedDecisions;
  }

  /** Gives the tools that were called in the candidate and not in the base, allowed or not. */
  public List<String> newTools() {
    return of(BundleSummary.Aspect.TOOLS).added();
  }

  /** Gives the network subjects and servers that only the candidate has. */
  public List<String> newDestinations() {
    List<String> destinations = new ArrayList<>(of(BundleSummary.Aspect.NETWORK).added());
    of(BundleSummary.Aspect.SERVERS).added().forEach(label -> destinations.add("server:" + label));
    return Collections.unmodifiableList(destinations);
  }

  /** Gives the tools that the base knows and never allowed, and the candidate allowed. */
  public List<String> newlyAllowed() {
    TreeSet<String> tools = new TreeSet<>(CodePointOrder.ASCENDING);
    for (DecisionKind kind : addedDecisions) {
      boolean known = base.summary().of(BundleSummary.Aspect.TOOLS).contains(kind.tool());
      if (kind.decision().equals("allow") && known && !base.summary().allows(kind.tool())) {
        tools.add(kind.tool());
      }
    }
    return Collections.unmodifiableList(new ArrayList<>(tools));
  }

  /** Says whether the candidate has anything that the base has not. */
  public boolean adds() {
    return !addedDecisions.isEmpty()
        || changes.values().stream().anyMatch(change -> !change.added().isEmpty());
  }

  /** Says whether either has anything that the other has not. */
  public boolean differs() {
    return adds()
        || !removedDecisions.isEmpty()
        || changes.values().stream().anyMatch(change -> !change.removed().isEmpty());
  }

  /** Gives the members of the document. */
  public Json.Obj json() {
    Json.ObjBuilder json =
        Json.object()
            .put("baseline", base.json())
            .put("candidate", candidate.json())
            .put(
                "summary",
                Json.object()
                    .put("event_count_delta", candidate.events() - base.events())
                    .put("duration_delta", Json.Null.NULL)
                    .build());
    for (BundleSummary.Aspect aspect : BundleSummary.Aspect.values()) {
      json.put(aspect.wire(), of(aspect).json());
    }
    return json.put(
            "decisions",
            Json.object()
                .put("added", decisions(addedDecisions))
                .put("removed", decisions(removedDecisions))
                .build())
        .put(
            "headings",
            Json.object()
                .put("new_tools", Json.Arr.ofStrings(newTools()))
                .put("new_destinations", Json.Arr.ofStrings(newDestinations()))
                .put("newly_allowed", Json.Arr.ofStrings(newlyAllowed()))
                .build())
        .put("durations_ms", durations())
        .put(
            "archives",
            Json.object()
                .put("baseline", base.archiveSha256())
                .put("candidate", candidate.archiveSha256())
                .build())
        .build();
  }

  private static Json decisions(List<DecisionKind> kinds) {
    return new Json.Arr(kinds.stream().<Json>map(DecisionKind::json).toList());
  }

  private Json.@Nullable Obj durations() {
    Optional<Long> before = base.millis();
    Optional<Long> after = candidate.millis();
    return before.isEmpty() || after.isEmpty()
        ? null
        : Json.object()
            .put("baseline", before.get())
            .put("candidate", after.get())
            .put("delta", after.get() - before.get())
            .build();
  }
}
