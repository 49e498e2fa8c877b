package dev.assay.core.claim.report;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.Polarity;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** How many reports have which level of one claim, and the worst few by name. */
public final class LevelCounts {
  /** Subjects that are named. */
  static final int MAX_WORST = 5;

  /** The bucket of reports without the claim, and the floor when there is one. */
  public static final String MISSING = "missing";

  private static final List<Level> LEVELS = List.of(Level.values());
  private static final int NONE = LEVELS.size();

  private final ClaimId id;
  private final long[] counts = new long[NONE + 1];
  private final TreeSet<Ranked> worst = new TreeSet<>();

  /** A report, by the archive it is about and by what the user calls it. */
  public record Subject(String archiveSha256, String name) {}

  /** A subject by how bad its level is, the worst first; equal ones by their names. */
  private record Ranked(int rank, String level, Subject subject) implements Comparable<Ranked> {
    private static final Comparator<Ranked> ORDER =
        Comparator.comparingInt(Ranked::rank)
            .thenComparing(r -> r.subject.archiveSha256)
            .thenComparing(r -> r.subject.name);

    @Override
    public int compareTo(Ranked other) {
      return ORDER.compare(this, other);
    }
  }

  LevelCounts(ClaimId id) {
    this.id = id;
  }

  void add(Optional<Level> level, Subject subject) {
    counts[index(level)]++;
    int rank = rank(level);
    if (rank < NONE) {
      worst.add(new Ranked(rank, level.map(Level::wire).orElse(MISSING), subject));
      if (worst.size() > MAX_WORST) {
        worst.pollLast();
      }
    }
  }

  private static int index(Optional<Level> level) {
    return level.map(LEVELS::indexOf).orElse(NONE);
  }

  /** What is missing comes first, then the worse levels; the best level has the last rank. */
  private int rank(Optional<Level> level) {
    if (level.isEmpty()) {
      return 0;
    }
    int weakness = index(level);
    return 1 + (id.polarity() == Polarity.SUPPORTS ? weakness : NONE - 1 - weakness);
  }

  /** Gives how many reports have a level; empty for those without the claim. */
  public long count(Optional<Level> level) {
    return counts[index(level)];
  }

  /**
   * Gives the worst level any report has: the weakest of a supporting claim, the strongest of an
   * adverse one, {@link #MISSING} when a report does not have the claim or there is no report.
   */
  public String floor() {
    if (counts[NONE] > 0) {
      return MISSING;
    }
    for (int i = 0; i < NONE; i++) {
      int at = id.polarity() == Polarity.SUPPORTS ? i : NONE - 1 - i;
      if (counts[at] > 0) {
        return LEVELS.get(at).wire();
      }
    }
    return MISSING;
  }

  Json.Obj json(boolean withMissing) {
    Json.ObjBuilder levels = Json.object();
    for (Level level : Level.values()) {
      levels.put(level.wire(), count(Optional.of(level)));
    }
    if (withMissing) {
      levels.put(MISSING, counts[NONE]);
    }
    Json.ObjBuilder row =
        Json.object()
            .put("id", id.wire())
            .put("polarity", id.polarity().wire())
            .put("floor", floor())
            .put("levels", levels.build());
    List<Json> named = new ArrayList<>();
    for (Ranked one : worst) {
      named.add(
          Json.object()
              .put("level", one.level)
              .put("archive_sha256", one.subject.archiveSha256)
              .put("report", one.subject.name)
              .build());
    }
    return row.put("worst", new Json.Arr(named)).build();
  }
}
