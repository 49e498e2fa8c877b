package dev.assay.core.claim.report;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.rule.Corroboration;
import java.util.List;
import java.util.Optional;

/**
 * One row of a trust report that was read.
 *
 * @param id the claim
 * @param scope what the row is about; names are untrusted
 * @param level the level under the report's ruleset
 * @param counts how many events were looked at, for and against
 * @param source which kind of evidence was looked at
 * @param boundary the scope inside which the level is meant
 * @param reasons codes, which may hold untrusted names
 * @param corroboration what a verified level rests on, when the report says so
 */
public record ReportRow(
    ClaimId id,
    Scope scope,
    Level level,
    Counts counts,
    String source,
    String boundary,
    List<String> reasons,
    Optional<Corroboration> corroboration) {

  /**
   * Events behind a row; never a ratio.
   *
   * @param candidates could support it
   * @param supporting did
   * @param rejected did not
   */
  public record Counts(long candidates, long supporting, long rejected) {}

  /** What a row is found by. */
  public record Key(ClaimId id, Scope scope) implements Comparable<Key> {
    /** Code points of a name for people; names are untrusted. */
    private static final int MAX_NAME = 100;

    /** Gives the key for people, {@code claim of tool `name`}; long names are cut. */
    public String shown() {
      return scope.equals(Scope.BUNDLE) ? id.wire() : id.wire() + " of " + shown(scope);
    }

    /** Gives a scope below the bundle for people, {@code tool `name`}; long names are cut. */
    public static String shown(Scope scope) {
      String name = scope.name();
      int length = name.codePointCount(0, name.length());
      int end = name.offsetByCodePoints(0, Math.min(length, MAX_NAME));
      String cut = end < name.length() ? "…`" : "`";
      return scope.kind().wire() + " `" + name.substring(0, end) + cut;
    }

    @Override
    public int compareTo(Key other) {
      int byId = id.compareTo(other.id);
      return byId != 0 ? byId : scope.compareTo(other.scope);
    }
  }

  /** Copies the reasons. */
  public ReportRow {
    reasons = List.copyOf(reasons);
  }

  /** Gives a row that does not say what its level rests on. */
  public ReportRow(
      ClaimId id,
      Scope scope,
      Level level,
      Counts counts,
      String source,
      String boundary,
      List<String> reasons) {
    this(id, scope, level, counts, source, boundary, reasons, Optional.empty());
  }

  /** Gives what the row is found by. */
  public Key key() {
    return new Key(id, scope);
  }
}
