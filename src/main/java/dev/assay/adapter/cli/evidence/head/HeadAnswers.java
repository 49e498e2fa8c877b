package dev.assay.adapter.cli.evidence.head;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.app.offline.ReadHead;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.ChainHead;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Locale;

/** What the commands about heads answer in common. */
final class HeadAnswers {
  private HeadAnswers() {}

  /** Gives one head as members of a document. */
  static Json.Obj json(String path, ReadHead.Outcome.Known known) {
    ChainHead head = known.trail().head();
    return Json.object()
        .put("path", path)
        .put("kind", word(known.kind()))
        .put("run_id", known.run())
        .put("size", head.size())
        .put("root", head.root())
        .put("head", head.text())
        .build();
  }

  static String word(ReadHead.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static CommandAnswer refused(String schema, VerifyReport report) {
    return CommandAnswer.failure(
        schema, CommandReason.named(report.reasonCode()), report.problems(), Json.Obj.EMPTY);
  }

  static CommandAnswer failure(String schema, CommandReason reason, Problem problem) {
    return CommandAnswer.failure(schema, reason, List.of(problem), Json.Obj.EMPTY);
  }
}
