package dev.assay.core.claim;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two {@code trust-basis.json} files, by claim id only.
 *
 * <p>It compares words: it opens no bundle, knows no polarity (a vanished adverse finding counts as
 * a regression here; reports are compared with it), and a file compared with itself has no
 * differences. Of a repeated id the first row counts. Source: {@code trust-basis.md} 6.3.
 *
 * @param changes every claim that differs, sorted by id
 * @param unchanged how many claims are equal
 */
public record TrustBasisDiff(List<Change> changes, int unchanged) {
  /** Identity of the JSON document. */
  public static final String SCHEMA = "assay.trust-basis.diff.v1";

  private static final String IDENTITY = "claim.id";

  /** How a claim differs. */
  public enum Kind {
    /** The candidate has a lower level. */
    REGRESSED("regressed", "regressed_claims", "Regressions"),
    /** The candidate has a higher level. */
    IMPROVED("improved", "improved_claims", "Improvements"),
    /** Only the baseline has it. */
    REMOVED("removed", "removed_claims", "Removed claims"),
    /** Only the candidate has it. */
    ADDED("added", "added_claims", "Added claims"),
    /** Same level, other source, boundary or note. */
    METADATA_CHANGED("metadata_changed", "metadata_changes", "Metadata changes");

    private final String wire;
    private final String member;
    private final String title;

    Kind(String wire, String member, String title) {
      this.wire = wire;
      this.member = member;
      this.title = title;
    }
  }

  /**
   * One claim that differs.
   *
   * @param baseline its row before, or null
   * @param candidate its row now, or null
   */
  public record Change(
      Kind kind, ClaimId id, @Nullable Claim baseline, @Nullable Claim candidate) {}

  /** Copies the changes. */
  public TrustBasisDiff {
    changes = List.copyOf(changes);
  }

  /** Compares. */
  public static TrustBasisDiff between(TrustBasis baseline, TrustBasis candidate) {
    List<Change> changes = new ArrayList<>();
    int unchanged = 0;
    for (ClaimId id : ClaimId.values()) {
      Optional<Claim> before = baseline.claim(id);
      Optional<Claim> now = candidate.claim(id);
      if (before.isPresent() || now.isPresent()) {
        Kind kind = kind(before.orElse(null), now.orElse(null));
        if (kind == null) {
          unchanged++;
        } else {
          changes.add(new Change(kind, id, before.orElse(null), now.orElse(null)));
        }
      }
    }
    changes.sort(Comparator.comparing(change -> change.id().wire()));
    return new TrustBasisDiff(changes, unchanged);
  }

  private static @Nullable Kind kind(@Nullable Claim before, @Nullable Claim now) {
    if (before == null) {
      return Kind.ADDED;
    }
    if (now == null) {
      return Kind.REMOVED;
    }
    int order = now.level().compareTo(before.level());
    if (order != 0) {
      return order < 0 ? Kind.REGRESSED : Kind.IMPROVED;
    }
    return now.hasMetadataOf(before) ? null : Kind.METADATA_CHANGED;
  }

  /** Gives the changes of one kind. */
  public List<Change> changes(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).toList();
  }

  /** Says whether a level fell or a claim vanished. */
  public boolean hasRegressions() {
    return !changes(Kind.REGRESSED).isEmpty() || !changes(Kind.REMOVED).isEmpty();
  }

  /** Gives the bytes of the JSON report. */
  public byte[] bytes() {
    Json.ObjBuilder report =
        Json.object()
            .put("schema", SCHEMA)
            .put("claim_identity", IDENTITY)
            .put("level_order", levelOrder())
            .put("summary", summary());
    for (Kind kind : Kind.values()) {
      report.put(
          kind.member,
          new Json.Arr(changes(kind).stream().<Json>map(TrustBasisDiff::row).toList()));
    }
    return TrustBasis.file(report.put("unchanged_claim_count", unchanged).build());
  }

  private static Json.Arr levelOrder() {
    List<String> levels = new ArrayList<>();
    for (Level level : Level.values()) {
      levels.add(level.wire());
    }
    return Json.Arr.ofStrings(levels);
  }

  private Json.Obj summary() {
    Json.ObjBuilder summary = Json.object();
    for (Kind kind : Kind.values()) {
      summary.put(kind.member, changes(kind).size());
    }
    return summary
        .put("unchanged_claim_count", unchanged)
        .put("has_regressions", hasRegressions())
        .build();
  }

  private static Json.Obj row(Change change) {
    Json.ObjBuilder row =
        Json.object().put("diff_class", change.kind().wire).put("claim_id", change.id().wire());
    Claim before = change.baseline();
    Claim now = change.candidate();
    putBoth(row, "level", before, now, claim -> claim.level().wire());
    switch (change.kind()) {
      case REGRESSED, IMPROVED -> {}
      case REMOVED, ADDED -> {
        putBoth(row, "source", before, now, Claim::source);
        putBoth(row, "boundary", before, now, Claim::boundary);
        putBoth(row, "note", before, now, Claim::note);
      }
      case METADATA_CHANGED -> {
        putBoth(row, "source", before, now, Claim::source);
        putBoth(row, "boundary", before, now, Claim::boundary);
        row.put("note_changed", noteChanged(change));
      }
    }
    return row.build();
  }

  private static void putBoth(
      Json.ObjBuilder row,
      String name,
      @Nullable Claim before,
      @Nullable Claim now,
      Function<Claim, @Nullable String> part) {
    row.put("baseline_" + name, orNull(before, part)).put("candidate_" + name, orNull(now, part));
  }

  private static Json orNull(@Nullable Claim claim, Function<Claim, @Nullable String> part) {
    String text = claim == null ? null : part.apply(claim);
    return text == null ? Json.Null.NULL : new Json.Str(text);
  }

  private static boolean noteChanged(Change change) {
    return !orNull(change.baseline(), Claim::note).equals(orNull(change.candidate(), Claim::note));
  }

  /** Gives the report for people, each line ended; notes are not in it. */
  public String text() {
    StringBuilder text =
        new StringBuilder("Assay Trust Basis Diff\nClaim identity: " + IDENTITY + "\n");
    if (changes.isEmpty()) {
      return text.append("No Trust Basis differences found.\n").toString();
    }
    for (Kind kind : Kind.values()) {
      List<Change> some = changes(kind);
      if (!some.isEmpty()) {
        text.append(kind.title).append(":\n");
        some.forEach(change -> text.append("- ").append(line(change)).append('\n'));
      }
    }
    return text.append("Unchanged claims: ").append(unchanged).append('\n').toString();
  }

  private static String line(Change change) {
    Claim before = change.baseline();
    Claim now = change.candidate();
    String id = change.id().wire() + ": ";
    if (before == null || now == null) {
      Claim only = before == null ? now : before;
      return only == null
          ? id
          : id + only.level().wire() + " (" + only.source() + ", " + only.boundary() + ")";
    }
    return change.kind() == Kind.METADATA_CHANGED
        ? id
            + "source "
            + before.source()
            + " -> "
            + now.source()
            + ", boundary "
            + before.boundary()
            + " -> "
            + now.boundary()
            + ", note changed: "
            + noteChanged(change)
        : id + before.level().wire() + " -> " + now.level().wire();
  }
}
