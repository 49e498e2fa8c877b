package dev.assay.core.claim.report;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Folds trust reports into one picture: how many have which level, the worst, and whose they are.
 * Never an average, never a sum over claims.
 *
 * <p>Guarantees: memory does not grow with the number of reports; at most {@value #MAX_SCOPES}
 * servers and tools have rows, those met first, and the picture says whether there were more. A
 * report given twice counts twice. Source: {@code trust-basis.md} 17.5.
 */
public final class FleetFold {
  /** Identity of the JSON document. */
  public static final String SCHEMA = "assay.trust_fleet.v1";

  /** Servers and tools that get rows. */
  public static final int MAX_SCOPES = 2_000;

  /** Code points of a server's or tool's name; names that begin alike share a row. */
  private static final int MAX_NAME = 200;

  /** Versions of the rules that are told apart. */
  private static final int MAX_RULES = 100;

  private static final String OTHER = "other";

  private final Map<ClaimId, LevelCounts> claims = new EnumMap<>(ClaimId.class);
  private final Map<Scope, Map<ClaimId, LevelCounts>> scopes = new TreeMap<>();
  private Optional<String> ruleset = Optional.empty();
  private final Map<String, Long> rules = new TreeMap<>();
  private long reports;
  private long withUnknownClaims;
  private boolean scopesCut;

  /** What became of one report. */
  public enum Adding {
    /** It is in the picture. */
    ADDED,
    /** It was judged under another ruleset than those before; nothing changed. */
    OTHER_RULESET,
    /** It is of a recording that went on; nothing changed. */
    PROVISIONAL
  }

  /** Adds a report; {@code name} is what the user calls it. */
  public Adding add(ReadReport report, String name) {
    if (report.extent().provisional()) {
      return Adding.PROVISIONAL;
    }
    if (!ruleset.orElse(report.compiler().ruleset()).equals(report.compiler().ruleset())) {
      return Adding.OTHER_RULESET;
    }
    ruleset = Optional.of(report.compiler().ruleset());
    reports++;
    String digest = bounded(report.compiler().rulesetDigest());
    rules.merge(
        rules.size() < MAX_RULES || rules.containsKey(digest) ? digest : OTHER, 1L, Long::sum);
    if (!report.unknownClaims().isEmpty()) {
      withUnknownClaims++;
    }
    String archive = bounded(String.valueOf(report.subject().archiveSha256()));
    for (ClaimId id : ClaimId.values()) {
      Optional<Level> level = report.row(id, Scope.BUNDLE).map(ReportRow::level);
      claims
          .computeIfAbsent(id, LevelCounts::new)
          .add(level, new LevelCounts.Subject(archive, bounded(name)));
    }
    for (ReportRow row : report.rows()) {
      addScope(row, new LevelCounts.Subject(archive, bounded(name)));
    }
    scopesCut |= report.extent().scopesCut();
    return Adding.ADDED;
  }

  private void addScope(ReportRow row, LevelCounts.Subject subject) {
    Scope.Kind kind = row.scope().kind();
    if (kind != Scope.Kind.SERVER && kind != Scope.Kind.TOOL) {
      return;
    }
    Scope scope = new Scope(kind, bounded(row.scope().name()));
    Map<ClaimId, LevelCounts> levels = scopes.get(scope);
    if (levels == null) {
      if (scopes.size() == MAX_SCOPES) {
        scopesCut = true;
        return;
      }
      levels = new EnumMap<>(ClaimId.class);
      scopes.put(scope, levels);
    }
    levels.computeIfAbsent(row.id(), LevelCounts::new).add(Optional.of(row.level()), subject);
  }

  private static String bounded(String name) {
    int length = name.codePointCount(0, name.length());
    return length <= MAX_NAME ? name : name.substring(0, name.offsetByCodePoints(0, MAX_NAME));
  }

  /** Gives the ruleset of the reports; empty when there are none. */
  public Optional<String> ruleset() {
    return ruleset;
  }

  /** Gives how many reports are in the picture. */
  public long reports() {
    return reports;
  }

  /** Gives the counts of a claim over whole bundles. */
  public LevelCounts claim(ClaimId id) {
    return claims.getOrDefault(id, new LevelCounts(id));
  }

  /** Gives the members of the JSON document. */
  public Json.Obj json() {
    List<Json> rows = new ArrayList<>();
    for (ClaimId id : ClaimId.values()) {
      rows.add(claim(id).json(true));
    }
    List<Json> matrix = new ArrayList<>();
    scopes.forEach(
        (scope, levels) -> {
          List<Json> of = new ArrayList<>();
          levels.values().forEach(counts -> of.add(counts.json(false)));
          matrix.add(
              Json.object().put("scope", scope.json()).put("claims", new Json.Arr(of)).build());
        });
    List<Json> digests = new ArrayList<>();
    rules.forEach(
        (digest, count) ->
            digests.add(Json.object().put("ruleset_digest", digest).put("reports", count).build()));
    return Json.object()
        .put("report_count", reports)
        .put("ruleset", ruleset.orElse(null))
        .put("rules", new Json.Arr(digests))
        .put("claims", new Json.Arr(rows))
        .put("scopes", new Json.Arr(matrix))
        .put("scopes_cut", scopesCut)
        .put("reports_with_unknown_claims", withUnknownClaims)
        .build();
  }
}
