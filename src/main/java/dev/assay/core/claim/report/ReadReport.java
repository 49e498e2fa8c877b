package dev.assay.core.claim.report;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A trust report as it was read from a file. Its levels are those its author wrote; that the rows
 * of the basis have the digest the report states is checked, who wrote them is not. Source: {@code
 * trust-basis.md} 17.1.
 */
public final class ReadReport {
  private final String digest;
  private final Compiler compiler;
  private final Subject subject;
  private final Extent extent;
  private final List<String> unknownClaims;
  private final Map<ReportRow.Key, ReportRow> rows;
  private final boolean strict;

  /** What judged. */
  public record Compiler(String name, String version, String ruleset, String rulesetDigest) {}

  /**
   * What was judged; null where the report does not say.
   *
   * @param firstEventTime as written, unchecked
   * @param lastEventTime as written, unchecked
   * @param producers names of the programs that made the bundle, untrusted
   */
  public record Subject(
      @Nullable String bundleId,
      @Nullable String archiveSha256,
      @Nullable String runId,
      long eventCount,
      @Nullable String firstEventTime,
      @Nullable String lastEventTime,
      List<String> producers) {
    /** Copies the names. */
    public Subject {
      producers = List.copyOf(producers);
    }
  }

  /**
   * How far the report reaches.
   *
   * @param provisional whether it is of a recording that went on
   * @param scopesCut whether there were more servers, tools and sessions than have rows
   */
  public record Extent(boolean provisional, boolean scopesCut) {}

  /** Makes one; the keys of the rows differ. */
  ReadReport(
      String digest,
      Compiler compiler,
      Subject subject,
      Extent extent,
      List<ReportRow> rows,
      List<String> unknownClaims) {
    this.strict = false;
    this.digest = digest;
    this.compiler = compiler;
    this.subject = subject;
    this.extent = extent;
    this.unknownClaims = List.copyOf(unknownClaims);
    Map<ReportRow.Key, ReportRow> byKey = new LinkedHashMap<>();
    rows.forEach(row -> byKey.put(row.key(), row));
    this.rows = Collections.unmodifiableMap(byKey);
  }

  /** Makes the same for somebody who takes nothing on trust. */
  private ReadReport(ReadReport whole) {
    this.strict = true;
    this.digest = whole.digest;
    this.compiler = whole.compiler;
    this.subject = whole.subject;
    this.extent = whole.extent;
    this.unknownClaims = whole.unknownClaims;
    this.rows = whole.rows;
  }

  /** Gives {@code sha256:<hex>} of the file. */
  public String digest() {
    return digest;
  }

  /** Gives what judged. */
  public Compiler compiler() {
    return compiler;
  }

  /** Gives what was judged. */
  public Subject subject() {
    return subject;
  }

  /** Gives how far the report reaches. */
  public Extent extent() {
    return extent;
  }

  /** Gives ids of claims that this version does not know, untrusted; nothing was read of them. */
  public List<String> unknownClaims() {
    return unknownClaims;
  }

  /** Gives the rows in the order of the report. */
  public List<ReportRow> rows() {
    return new ArrayList<>(rows.values());
  }

  /** Gives a row. */
  public Optional<ReportRow> row(ClaimId id, Scope scope) {
    return Optional.ofNullable(rows.get(new ReportRow.Key(id, scope)))
        .filter(row -> !strict || row.level() == Level.VERIFIED);
  }

  /**
   * Gives the report as somebody reads it who takes nothing on trust: a row below {@code verified}
   * is not there, whatever it says and whether it is adverse or not, so what is asked of it cannot
   * be told. The scopes are still those of the report.
   */
  public ReadReport verifiedOnly() {
    return new ReadReport(this);
  }

  /** Gives the scopes of a kind that any row is about, sorted. */
  public List<Scope> scopes(Scope.Kind kind) {
    TreeSet<Scope> scopes = new TreeSet<>();
    for (ReportRow.Key key : rows.keySet()) {
      if (key.scope().kind() == kind) {
        scopes.add(key.scope());
      }
    }
    return new ArrayList<>(scopes);
  }
}
