package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.replay.CompareOnBundle;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.Redecision;
import dev.assay.core.policy.compare.Bucket;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.problem.Problem;
import dev.assay.core.replay.NotReplayable;
import dev.assay.core.replay.PolicyComparison;
import dev.assay.core.replay.ReplayReport;
import dev.assay.core.report.TerminalText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code assay policy diff --bundle} answers. */
final class BundleDifference {
  private BundleDifference() {}

  static CommandAnswer of(Policy before, Policy after, String path, PolicyDiffCommand.FailOn failOn)
      throws IOException {
    CompareOnBundle.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome = new CompareOnBundle(files).compare(path, before, after);
    }
    return switch (outcome) {
      case CompareOnBundle.Outcome.Refused(VerifyReport report) ->
          refused(CommandReason.named(report.reasonCode()), report.problems());
      case CompareOnBundle.Outcome.Changed(Problem problem) ->
          refused(CommandReason.EVIDENCE_INTEGRITY, List.of(problem));
      case CompareOnBundle.Outcome.Compared(VerifiedBundle bundle, PolicyComparison comparison) ->
          new CommandAnswer(
              PolicyDiffCommand.SCHEMA,
              reason(comparison, failOn),
              String.join("\n", lines(comparison)),
              members(bundle, comparison),
              List.of());
    };
  }

  private static CommandAnswer refused(CommandReason reason, List<Problem> problems) {
    return CommandAnswer.failure(PolicyDiffCommand.SCHEMA, reason, problems, Json.Obj.EMPTY);
  }

  /** A comparison that decided nothing is no good news for a gate. */
  private static CommandReason reason(
      PolicyComparison comparison, PolicyDiffCommand.FailOn failOn) {
    if (PolicyDiffCommand.fails(failOn, comparison.counts())) {
      return CommandReason.POLICY_DIFFERS;
    }
    return failOn != PolicyDiffCommand.FailOn.none && comparison.checkedNothing()
        ? CommandReason.REPLAY_INCOMPLETE
        : CommandReason.NONE;
  }

  private static List<String> lines(PolicyComparison comparison) {
    List<String> lines = new ArrayList<>();
    for (PolicyComparison.Change change : comparison.listed()) {
      String place = place(change.after());
      lines.add(
          "event "
              + change.seq()
              + ": "
              + change.bucket().wire()
              + " "
              + TerminalText.field(change.tool())
              + ": "
              + PolicyDiffCommand.said(change.before().decision())
              + " -> "
              + PolicyDiffCommand.said(change.after().decision())
              + (place.isEmpty() ? "" : ", at " + place));
    }
    if (comparison.unlisted() > 0) {
      lines.add("… and " + comparison.unlisted() + " more");
    }
    for (Bucket bucket : Bucket.values()) {
      lines.add(bucket.wire() + ": " + comparison.counts().getOrDefault(bucket, 0L));
    }
    lines.add("not decidable: " + comparison.notDecidable());
    for (Map.Entry<NotReplayable, ReplayReport.Group> entry : comparison.reasons().entrySet()) {
      ReplayReport.Group group = entry.getValue();
      boolean more = group.count() > group.first().size();
      lines.add(
          "  "
              + entry.getKey().wire()
              + ": "
              + group.count()
              + " (events "
              + String.join(", ", group.first().stream().map(String::valueOf).toList())
              + (more ? ", …" : "")
              + ")");
    }
    return lines;
  }

  private static Json.Obj members(VerifiedBundle bundle, PolicyComparison comparison) {
    Json.ObjBuilder counts = Json.object();
    long calls = comparison.notDecidable();
    for (Bucket bucket : Bucket.values()) {
      long count = comparison.counts().getOrDefault(bucket, 0L);
      counts.put(bucket.wire(), count);
      calls += count;
    }
    List<Json> reasons = new ArrayList<>();
    comparison
        .reasons()
        .forEach(
            (why, group) -> {
              List<Json> first = new ArrayList<>();
              group.first().forEach(seq -> first.add(new Json.Num(Long.toString(seq))));
              reasons.add(
                  Json.object()
                      .put("reason", why.wire())
                      .put("count", group.count())
                      .put("first", new Json.Arr(first))
                      .build());
            });
    List<Json> changes = new ArrayList<>();
    comparison.listed().forEach(change -> changes.add(change(change)));
    return Json.object()
        .put("archive_sha256", bundle.archiveDigest())
        .put("calls", calls)
        .put("buckets", counts.build())
        .put("not_decidable", comparison.notDecidable())
        .put("not_decidable_reasons", new Json.Arr(reasons))
        .put("told", comparison.listed().size())
        .put("changes", new Json.Arr(changes))
        .build();
  }

  private static Json.Obj change(PolicyComparison.Change change) {
    return Json.object()
        .put("bucket", change.bucket().wire())
        .put("seq", change.seq())
        .put("tool", change.tool())
        .put("before", decided(change.before()))
        .put("after", decided(change.after()))
        .build();
  }

  private static Json.Obj decided(Redecision.Decided made) {
    Decision decision = made.decision();
    String place = place(made);
    return Json.object()
        .put("decision", CallLines.word(decision))
        .put("code", decision.reason().engineCode())
        .put("reason", decision.consoleReason())
        .put("by", place.isEmpty() ? null : place)
        .build();
  }

  private static String place(Redecision.Decided made) {
    return made.decision() instanceof Decision.Deny ? made.where().text() : "";
  }
}
