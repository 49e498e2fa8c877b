package dev.assay.core.gate;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.report.SarifBaseline;
import dev.assay.core.report.SarifLevel;
import dev.assay.core.report.SarifLog;
import dev.assay.core.report.SarifPlace;
import dev.assay.core.report.SarifResult;
import dev.assay.core.report.SarifRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A run as a SARIF log for code scanning. Results stand on files of the repository; a fingerprint
 * is over check, id and key, so an alert stays the same alert while the text around it moves.
 * Source: {@code trust-basis.md} 11.2 and 17.7.
 */
public final class GateSarif {
  private GateSarif() {}

  /**
   * Whose log it is.
   *
   * @param name the driver of the log
   * @param version of this program
   * @param category what tells this run from others of the same commit
   */
  public record Source(String name, String version, String category) {
    /** Gives that of {@code assay ci}; the category tells gates of one repository apart. */
    public static Source gate(String version, String category) {
      return new Source("assay-ci", version, under("assay/trust", category));
    }

    /** Gives a category below another; nothing below it is the other itself. */
    public static String under(String parent, String category) {
      return category.isEmpty() ? parent : parent + "/" + category;
    }
  }

  /**
   * What of many results fits into a log.
   *
   * @param kept in the order to be written
   * @param omitted how many do not fit
   */
  public record Selection(List<GateCase> kept, long omitted) {
    /** Copies the cases. */
    public Selection {
      kept = List.copyOf(kept);
    }
  }

  /** Gives the cases that are results: what blocks first, then by level, then by id as bytes. */
  public static Selection select(List<GateCase> cases, int max) {
    List<GateCase> results = new ArrayList<>();
    for (GateCase one : cases) {
      if (one.status() != GateCase.Status.PASSED) {
        results.add(one);
      }
    }
    results.sort(
        Comparator.comparingInt(GateSarif::weight)
            .thenComparing(GateCase::ruleId, GateSarif::bytes));
    int kept = Math.min(max, results.size());
    return new Selection(results.subList(0, kept), results.size() - kept);
  }

  private static int weight(GateCase one) {
    return switch (one.status()) {
      case FAILED, UNUSABLE_INPUT, UNAVAILABLE -> 0;
      case WARNED -> 1;
      case NOTED -> 2;
      case WAIVED -> 3;
      case PASSED -> 4;
    };
  }

  /** The order of UTF-8 bytes is that of code points, which is not that of UTF-16 units. */
  private static int bytes(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    return Arrays.compare(left, right);
  }

  /**
   * Gives the log.
   *
   * @param source whose log it is
   * @param withAbsent whether what the accepted report had and this run has not is listed too;
   *     otherwise it is counted
   * @param place gives the line of the repository that stands for an anchor
   */
  public static SarifLog log(
      GateRun run, Source source, boolean withAbsent, Function<GateCase.Anchor, SarifPlace> place) {
    BaselineStates states = BaselineStates.of(run);
    Selection selection = select(run.cases(), SarifLog.MAX_RESULTS);
    SortedMap<String, SarifRule> rules = new TreeMap<>();
    List<SarifResult> results = new ArrayList<>();
    for (GateCase one : selection.kept) {
      rules.computeIfAbsent(one.ruleId(), id -> rule(id, source.name, one));
      SarifResult result = result(one, place);
      results.add(states.state(one).map(result::against).orElse(result));
    }
    List<GateCase> gone = states.absent();
    for (GateCase one : withAbsent ? gone : List.<GateCase>of()) {
      rules.computeIfAbsent(one.ruleId(), id -> rule(id, source.name, one));
      results.add(result(one, place).against(SarifBaseline.ABSENT));
    }
    SarifLog.Tool tool =
        new SarifLog.Tool(
            source.name, source.version, new ArrayList<>(rules.values()), Json.Obj.EMPTY);
    return new SarifLog(
        tool, source.category, results, selection.omitted, properties(run, gone.size()));
  }

  private static Json.Obj properties(GateRun run, int gone) {
    Json.ObjBuilder properties = Json.object().put("provenance", run.provenance());
    if (run.before().isPresent()) {
      properties.put("absent_count", gone);
    }
    return properties.build();
  }

  private static SarifRule rule(String id, String tool, GateCase one) {
    String help = one.details().help();
    return new SarifRule(
        id,
        level(one),
        new SarifRule.Texts(
            tool.replaceFirst("-", " ") + ": " + one.check(),
            null,
            help.isEmpty() ? null : help,
            null),
        null,
        Json.object().put("tags", Json.Arr.ofStrings(List.of("assay", one.check()))).build());
  }

  private static SarifResult result(GateCase one, Function<GateCase.Anchor, SarifPlace> place) {
    SarifResult result =
        SarifResult.of(
            one.ruleId(),
            level(one),
            one.message(),
            place.apply(one.details().anchor()),
            fingerprint(one));
    String justification = one.details().justification();
    return justification == null ? result : result.suppressed(justification);
  }

  /** Gives what makes a case the same in another run. */
  static String fingerprint(GateCase one) {
    return Sha256.text(
        CanonicalJson.canonicalBytes(
            Json.object()
                .put("check", one.check())
                .put("id", one.id())
                .put("key", one.details().key())
                .build()));
  }

  private static SarifLevel level(GateCase one) {
    return switch (one.status()) {
      case FAILED, UNUSABLE_INPUT, UNAVAILABLE -> SarifLevel.ERROR;
      case WARNED -> SarifLevel.WARNING;
      case WAIVED, NOTED, PASSED -> SarifLevel.NOTE;
    };
  }
}
