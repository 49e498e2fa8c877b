package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.ExpectedBundle;
import dev.assay.app.offline.LayerCheck;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence verify}: are these bundles whole, and what does that not say? */
@Command(
    name = "verify",
    description = {
      "verify bundles without any network",
      "An intact bundle says that nothing in it was changed after it was closed; it does not say"
          + " that the recorder was honest or that its decisions were right."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence verify --last",
      "  assay evidence verify --require sealed bundle.tar.gz",
      "  assay evidence verify --json - < bundle.tar.gz"
    })
final class EvidenceVerifyCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.verify.reports.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--last", description = "the newest bundle of the local evidence directory")
  private boolean last;

  @Option(
      names = "--require",
      paramLabel = "sealed",
      description = "refuse a bundle that its recorder did not close")
  private List<String> required = List.of();

  @Option(
      names = "--accept-recovered",
      description = "a bundle closed by recovery after a crash counts as sealed")
  private boolean acceptRecovered;

  @Option(
      names = "--expect-digest",
      paramLabel = "sha256:HEX",
      description = "refuse any other archive than this one")
  private List<String> expectedDigests = List.of();

  @Parameters(arity = "0..*", paramLabel = "BUNDLE", description = "bundles, or - for input")
  private List<String> bundles = List.of();

  @Override
  public Integer call() throws IOException {
    List<String> paths = new ArrayList<>(bundles);
    if (last) {
      switch (NewestBundle.find(System.getenv())) {
        case NewestBundle.NotFound(Problem problem) -> {
          return output.finish(
              CommandAnswer.failure(
                  VerifyReport.SCHEMA,
                  CommandReason.EVIDENCE_UNREADABLE,
                  List.of(problem),
                  Json.Obj.EMPTY));
        }
        case NewestBundle.Found found -> paths.add(found.file().toString());
      }
    }
    checkArguments(paths);
    List<LayerCheck> checks = new ArrayList<>();
    if (!expectedDigests.isEmpty()) {
      switch (ExpectedBundle.read(expectedDigests.getFirst(), null)) {
        case ExpectedBundle.Reading.Read read -> checks.add(read.expected());
        case ExpectedBundle.Reading.Refused refused -> {
          return output.finish(
              CommandAnswer.failure(
                  VerifyReport.SCHEMA,
                  CommandReason.INVALID_ARGS,
                  refused.problems(),
                  Json.Obj.EMPTY));
        }
      }
    }
    List<VerifyReport> reports = new ArrayList<>();
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      VerifyBundle verify = new VerifyBundle(files);
      for (String path : paths) {
        reports.add(verify.verify(request(path, checks)));
      }
    }
    return output.finish(answer(reports));
  }

  private void checkArguments(List<String> paths) {
    if (paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Name a bundle, `-` or `--last`");
    }
    if (!Set.of("sealed").containsAll(required)) {
      throw new ParameterException(spec.commandLine(), "`--require` knows only `sealed`");
    }
    if (expectedDigests.size() > 1 || (!expectedDigests.isEmpty() && paths.size() > 1)) {
      throw new ParameterException(
          spec.commandLine(), "`--expect-digest` goes with exactly one bundle");
    }
  }

  private VerifyBundle.Request request(String path, List<LayerCheck> checks) {
    Set<VerdictLayer.Question> layers =
        required.isEmpty() ? Set.of() : Set.of(VerdictLayer.Question.SEALED);
    return new VerifyBundle.Request(
        path,
        BundleLimits.DEFAULT,
        checks,
        new VerifyBundle.Demands(false, layers, acceptRecovered));
  }

  /** One report is the document itself; several are listed in one. */
  private static CommandAnswer answer(List<VerifyReport> reports) {
    List<String> lines = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    CommandReason worst = CommandReason.NONE;
    for (VerifyReport report : reports) {
      switch (report) {
        case VerifyReport.Passed passed -> lines.add(text(passed));
        case VerifyReport.Refused refused ->
            problems.add(
                Problem.of(
                    refused.reasonCode(),
                    refused.refusal().text(),
                    Where.document(refused.path())));
        case VerifyReport.NotRun notRun -> problems.addAll(notRun.problems());
      }
      if (worst == CommandReason.NONE) {
        worst = CommandReason.named(report.reasonCode());
      }
    }
    String text = String.join("\n", lines);
    if (reports.size() == 1) {
      return new CommandAnswer(
          VerifyReport.SCHEMA, worst, text, reports.getFirst().json(), problems);
    }
    Json.Arr all = new Json.Arr(reports.stream().<Json>map(VerifyReport::json).toList());
    Json.Obj members = Json.object().put("reports", all).build();
    return new CommandAnswer(SCHEMA, worst, text, members, problems);
  }

  private static String text(VerifyReport.Passed passed) {
    BundleFacts facts = passed.verdict().facts();
    List<String> lines = new ArrayList<>();
    lines.add(passed.path() + ": intact, " + facts.events().count() + " events");
    lines.add("  archive     " + facts.archive().sha256());
    BundleFacts.Manifest manifest = facts.manifest();
    if (manifest != null) {
      lines.add("  run         " + manifest.runId());
    }
    for (VerdictLayer layer : passed.verdict().layers()) {
      lines.add(
          "  %-11s %s: %s"
              .formatted(
                  layer.question().wire(), layer.status().wire(), layer.reason().sentence()));
    }
    return String.join("\n", lines);
  }
}
