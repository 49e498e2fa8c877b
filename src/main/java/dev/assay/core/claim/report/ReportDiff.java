package dev.assay.core.claim.report;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.Polarity;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two trust reports of one ruleset: which claims got worse, better, are gone or
 * new. It knows what is good news and bad news, and compares each scope with itself. A report
 * compared with itself has no differences. Counts are shown and never compared: they are as long as
 * the recording. Source: {@code trust-basis.md} 17.4.
 *
 * @param changes every row that differs, in catalogue order
 * @param unchanged how many rows are equal
 * @param notCompared ids of claims in either report that this version does not know, sorted
 */
public record ReportDiff(List<Change> changes, int unchanged, List<String> notCompared) {
  /** Ids that are named for people. */
  private static final int MAX_NAMED = 5;

  /** Code points of an id for people; ours have half of it. */
  private static final int MAX_ID = 64;

  /** Identity of the JSON document. */
  public static final String SCHEMA = "assay.trust_report_diff.v1";

  /** How a row differs. */
  public enum Kind {
    /** A supporting claim is lower, or an adverse one higher. */
    WORSENED("worsened"),
    /** A supporting claim is higher, or an adverse one lower. */
    BETTERED("bettered"),
    /** Only the baseline has the row. */
    REMOVED("removed"),
    /** Only the candidate has the row. */
    ADDED("added"),
    /** Same level, other source or boundary. */
    METADATA("metadata");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }
  }

  /**
   * One row that differs.
   *
   * @param before the row of the baseline, or null
   * @param now the row of the candidate, or null
   */
  public record Change(
      Kind kind, ReportRow.Key key, @Nullable ReportRow before, @Nullable ReportRow now) {
    /**
     * Says whether a gate must stop: a claim is worse, a claim of the bundle is gone, or something
     * adverse was seen where nothing was before. A server, tool or session that was not met this
     * time is no regression.
     */
    public boolean isRegression() {
      return switch (kind) {
        case WORSENED -> true;
        case REMOVED -> key.scope().equals(Scope.BUNDLE);
        case ADDED ->
            key.id().polarity() == Polarity.ADVERSE && now != null && now.level() != Level.ABSENT;
        case BETTERED, METADATA -> false;
      };
    }

    /** Gives the level before; {@code none} when there was no such row. */
    public String levelBefore() {
      return before == null ? "none" : before.level().wire();
    }

    /** Gives the level now; {@code none} when there is no such row. */
    public String levelNow() {
      return now == null ? "none" : now.level().wire();
    }

    /** Gives the change on one line; names in it are untrusted. */
    public String sentence() {
      return key.shown()
          + ": "
          + (kind == Kind.METADATA ? "source or boundary" : levelBefore() + " -> " + levelNow());
    }

    private Json.Obj json() {
      return Json.object()
          .put("diff_class", kind.wire)
          .put("claim_id", key.id().wire())
          .put("scope", key.scope().json())
          .put("polarity", key.id().polarity().wire())
          .put("regression", isRegression())
          .put("baseline", side(before))
          .put("candidate", side(now))
          .build();
    }

    private static Json side(@Nullable ReportRow row) {
      if (row == null) {
        return Json.Null.NULL;
      }
      ReportRow.Counts counts = row.counts();
      return Json.object()
          .put("level", row.level().wire())
          .put(
              "counts",
              Json.object()
                  .put("candidates", counts.candidates())
                  .put("supporting", counts.supporting())
                  .put("rejected", counts.rejected())
                  .build())
          .build();
    }
  }

  /** Copies the lists. */
  public ReportDiff {
    changes = List.copyOf(changes);
    notCompared = List.copyOf(notCompared);
  }

  /** Compares two reports; whether they may be compared at all is {@link Acceptance}'s matter. */
  public static ReportDiff between(ReadReport baseline, ReadReport candidate) {
    TreeSet<ReportRow.Key> keys = new TreeSet<>();
    baseline.rows().forEach(row -> keys.add(row.key()));
    candidate.rows().forEach(row -> keys.add(row.key()));
    List<Change> changes = new ArrayList<>();
    int unchanged = 0;
    for (ReportRow.Key key : keys) {
      ReportRow before = baseline.row(key.id(), key.scope()).orElse(null);
      ReportRow now = candidate.row(key.id(), key.scope()).orElse(null);
      Optional<Kind> kind = kind(key, before, now);
      if (kind.isEmpty()) {
        unchanged++;
      } else {
        changes.add(new Change(kind.get(), key, before, now));
      }
    }
    TreeSet<String> unknown = new TreeSet<>(baseline.unknownClaims());
    unknown.addAll(candidate.unknownClaims());
    return new ReportDiff(changes, unchanged, new ArrayList<>(unknown));
  }

  private static Optional<Kind> kind(
      ReportRow.Key key, @Nullable ReportRow before, @Nullable ReportRow now) {
    if (before == null) {
      return Optional.of(Kind.ADDED);
    }
    if (now == null) {
      return Optional.of(Kind.REMOVED);
    }
    int change = now.level().compareTo(before.level());
    if (change != 0) {
      boolean higherIsBetter = key.id().polarity() == Polarity.SUPPORTS;
      return Optional.of((change > 0) == higherIsBetter ? Kind.BETTERED : Kind.WORSENED);
    }
    boolean same = before.source().equals(now.source()) && before.boundary().equals(now.boundary());
    return same ? Optional.empty() : Optional.of(Kind.METADATA);
  }

  /** Gives ids of claims that nobody here knows for people, the first few and how many more. */
  public static String shown(List<String> ids) {
    List<String> named = new ArrayList<>();
    for (String id : ids.subList(0, Math.min(MAX_NAMED, ids.size()))) {
      int length = Math.min(id.codePointCount(0, id.length()), MAX_ID);
      named.add("`" + id.substring(0, id.offsetByCodePoints(0, length)) + "`");
    }
    int more = ids.size() - named.size();
    return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
  }

  /** Gives the changes of a kind. */
  public List<Change> of(Kind kind) {
    return changes.stream().filter(change -> change.kind == kind).toList();
  }

  /** Gives the changes that a gate must stop at. */
  public List<Change> regressions() {
    return changes.stream().filter(Change::isRegression).toList();
  }

  /** Gives the members of the JSON document. */
  public Json.Obj json() {
    Json.ObjBuilder summary = Json.object();
    for (Kind kind : Kind.values()) {
      summary.put(kind.wire, of(kind).size());
    }
    return Json.object()
        .put("summary", summary.put("unchanged", unchanged).build())
        .put("has_regressions", !regressions().isEmpty())
        .put("changes", new Json.Arr(changes.stream().<Json>map(Change::json).toList()))
        .put("not_compared", Json.Arr.ofStrings(notCompared))
        .build();
  }
}
