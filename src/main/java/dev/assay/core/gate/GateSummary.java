package dev.assay.core.gate;

import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.json.Json;
import dev.assay.core.report.Redaction;
import dev.assay.core.report.ReportText;
import dev.assay.core.report.SarifLog;
import java.util.ArrayList;
import java.util.List;

/** A run as the members of a JSON document and as lines for people. */
public final class GateSummary {
  /** Cases in a document; what is left out is counted. */
  private static final int MAX_CASES = 5_000;

  /** Lines for people; the files have the rest. */
  private static final int MAX_LINES = 200;

  /** Code points of a message in a line. */
  private static final int MAX_TEXT = 400;

  private GateSummary() {}

  /**
   * Gives the members: what was looked at, how each part ended, and every case that did not pass.
   */
  public static Json.Obj json(GateRun run) {
    List<Json> checks = new ArrayList<>();
    for (String check : run.checks()) {
      checks.add(Json.object().put("name", check).put("status", status(run, check)).build());
    }
    GateSarif.Selection selection = GateSarif.select(run.cases(), MAX_CASES);
    Json.ObjBuilder results = Json.object();
    for (GateCase.Status status : GateCase.Status.values()) {
      results.put(status.wire(), run.count(status));
    }
    Json.ObjBuilder members =
        Json.object()
            .put("verdict", run.verdict().wire())
            .put("strict", run.strict())
            .put("provenance", run.provenance())
            .put("checks", new Json.Arr(checks))
            .put("results", results.put("total", run.cases().size()).build())
            .put(
                "cases",
                new Json.Arr(selection.kept().stream().map(one -> json(run, one)).toList()))
            .put("omitted_cases", selection.omitted())
            .put("caveats", Json.Arr.ofStrings(run.caveats()));
    long unwritten = GateSarif.select(run.cases(), SarifLog.MAX_RESULTS).omitted();
    if (unwritten > 0) {
      members.put("sarif", Json.object().put("omitted", unwritten).build());
    }
    run.changes().map(ReportDiff::json).ifPresent(diff -> members.put("changes", diff));
    return (Json.Obj) redacted(members.build());
  }

  /** Names of scopes come from bundles, and a name may be a secret that somebody misplaced. */
  private static Json redacted(Json value) {
    return switch (value) {
      case Json.Str string -> new Json.Str(Redaction.of(string.value()));
      case Json.Arr array ->
          new Json.Arr(array.items().stream().map(GateSummary::redacted).toList());
      case Json.Obj object -> {
        Json.ObjBuilder members = Json.object();
        object.members().forEach((name, member) -> members.put(name, redacted(member)));
        yield members.build();
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private static Json json(GateRun run, GateCase one) {
    return Json.object()
        .put("check", one.check())
        .put("id", one.id())
        .put("status", one.status().wire())
        .put("blocks", run.blocks(one))
        .put("message", ReportText.bounded(one.message(), SarifLog.MAX_MESSAGE))
        .put("file", one.details().anchor().file())
        .put("line", one.details().anchor().line())
        .put("fingerprint", GateSarif.fingerprint(one))
        .put("justification", one.details().justification())
        .build();
  }

  private static String status(GateRun run, String check) {
    GateCase.Status worst = GateCase.Status.PASSED;
    for (GateCase one : run.of(check)) {
      worst = one.status().compareTo(worst) > 0 ? one.status() : worst;
    }
    return worst.wire();
  }

  /** Gives the lines: one for each part of the gate, then those that did not pass. */
  public static List<String> lines(GateRun run) {
    List<String> lines = new ArrayList<>();
    for (String check : run.checks()) {
      List<GateCase> cases = run.of(check);
      boolean blocks = cases.stream().anyMatch(run::blocks);
      lines.add("%-13s %s".formatted(check, blocks ? "FAIL" : "ok"));
      for (GateCase one : GateSarif.select(cases, MAX_LINES).kept()) {
        lines.add("  " + word(run, one) + " " + named(one));
        lines.add(
            "       at " + one.details().anchor().file() + ":" + one.details().anchor().line());
        if (run.blocks(one) && !one.details().help().isEmpty()) {
          lines.add("       " + bounded(one.details().help()).replace("\n", "\n       "));
        }
      }
      for (GateCase one : cases) {
        if (one.status() == GateCase.Status.PASSED && !one.message().isEmpty()) {
          lines.add("  pass " + one.id() + " " + bounded(one.message()));
        }
      }
    }
    run.caveats().forEach(caveat -> lines.add("note: " + caveat));
    if (lines.size() > MAX_LINES) {
      int left = lines.size() - MAX_LINES;
      lines.subList(MAX_LINES, lines.size()).clear();
      lines.add(left + " more lines are left out; --summary has the cases");
    }
    return lines;
  }

  /** A message that begins with the id needs it no second time. */
  private static String named(GateCase one) {
    String message = bounded(one.message());
    return one.message().startsWith(one.id()) ? message : one.id() + " " + message;
  }

  private static String bounded(String text) {
    return ReportText.bounded(text, MAX_TEXT);
  }

  private static String word(GateRun run, GateCase one) {
    return switch (one.status()) {
      case PASSED -> "pass";
      case NOTED -> "note";
      case WAIVED -> "skip";
      case WARNED -> run.strict() ? "FAIL" : "warn";
      case FAILED -> "FAIL";
      case UNUSABLE_INPUT, UNAVAILABLE -> "ERR ";
    };
  }
}
