package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.ShowBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence show}: the events of a bundle, after verifying it. */
@Command(
    name = "show",
    description = "verify a bundle and list its events; nothing of a broken one unless asked",
    footerHeading = "%nExamples:%n",
    footer = {"  assay evidence show --last", "  assay evidence show bundle.tar.gz --json"})
final class EvidenceShowCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.show.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--last", description = "the newest bundle of the local evidence directory")
  private boolean last;

  @Option(
      names = "--no-verify",
      description = "list a broken bundle too, with every doubtful row marked")
  private boolean noVerify;

  @Parameters(arity = "0..1", paramLabel = "BUNDLE", description = "a bundle, or - for input")
  private List<String> bundles = List.of();

  @Override
  public Integer call() throws IOException {
    if (last == !bundles.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Name one bundle, or `--last`");
    }
    String path;
    if (last) {
      switch (NewestBundle.find(System.getenv())) {
        case NewestBundle.NotFound(Problem problem) -> {
          return refused(CommandReason.EVIDENCE_UNREADABLE, List.of(problem));
        }
        case NewestBundle.Found found -> path = found.file().toString();
      }
    } else {
      path = bundles.getFirst();
    }
    return show(path);
  }

  private int show(String path) throws IOException {
    ShowBundle.Broken broken = noVerify ? ShowBundle.Broken.LIST_MARKED : ShowBundle.Broken.REFUSE;
    Listing listing = new Listing(path, output);
    ShowBundle.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome =
          new ShowBundle(files)
              .show(new ShowBundle.Request(path, BundleLimits.DEFAULT, broken), listing);
    }
    return switch (outcome) {
      case ShowBundle.Outcome.Listed(Verdict _) ->
          output.finish(CommandAnswer.success(SCHEMA, "", listing.members()));
      case ShowBundle.Outcome.Refused(VerifyReport report) ->
          refused(CommandReason.named(report.reasonCode()), problems(report));
      case ShowBundle.Outcome.Changed(Problem problem) ->
          refused(CommandReason.EVIDENCE_INTEGRITY, List.of(problem));
    };
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }

  private static List<Problem> problems(VerifyReport report) {
    return switch (report) {
      case VerifyReport.Passed _ -> List.of();
      case VerifyReport.Refused refused ->
          List.of(
              Problem.of(
                  refused.reasonCode(), refused.refusal().text(), Where.document(refused.path())));
      case VerifyReport.NotRun notRun -> notRun.problems();
    };
  }

  /** Prints rows as they come; keeps the events only for a JSON document. */
  private static final class Listing implements ShowBundle.Page {
    private final String path;
    private final OutputOptions output;
    private final List<Json> events = new ArrayList<>();
    private boolean verified;
    private Json.Obj manifest = Json.Obj.EMPTY;

    Listing(String path, OutputOptions output) {
      this.path = path;
      this.output = output;
    }

    @Override
    public void head(Verdict verdict) {
      BundleFacts facts = verdict.facts();
      verified =
          switch (verdict) {
            case Verdict.Intact _ -> true;
            case Verdict.Broken _ -> false;
          };
      output.print(path + ": " + (verified ? "verified" : "NOT VERIFIED"));
      output.print("  archive " + facts.archive().sha256());
      BundleFacts.Manifest read = facts.manifest();
      if (read != null) {
        output.print("  run     " + read.runId());
        manifest =
            Json.object()
                .put("archive_sha256", facts.archive().sha256())
                .put("bundle_id", read.bundleId())
                .put("run_id", read.runId())
                .put("event_count", read.eventCount())
                .put("producer", read.producer())
                .build();
      }
      output.print(ShowBundle.COLUMNS);
    }

    @Override
    public void row(ShowBundle.Row row, Json.Obj event) {
      output.print(row.text());
      if (output.isJson()) {
        events.add(event);
      }
    }

    Json.Obj members() {
      return Json.object()
          .put("verified", verified)
          .put("manifest", manifest)
          .put("events", new Json.Arr(events))
          .build();
    }
  }
}
