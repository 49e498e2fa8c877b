package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.BaselineDirectory;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.question.BaselineFiles;
import dev.assay.app.offline.question.BaselineKey;
import dev.assay.app.offline.question.DiffBundles;
import dev.assay.app.offline.question.KeepBaseline;
import dev.assay.core.evidence.question.BundleDiff;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence diff}: what does this bundle have that the last accepted one had not? */
@Command(
    name = "diff",
    description = {
      "verify two bundles and say what one has that the other has not",
      "Exit code 0 unless --fail-on says otherwise. What is missing was not recorded; that does not"
          + " prove that it did not happen."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence diff accepted.tar.gz new.tar.gz",
      "  assay evidence diff new.tar.gz --baseline-dir baselines --key nightly --fail-on added",
      "  assay evidence diff new.tar.gz --baseline-dir baselines --key nightly --update-baseline"
    })
final class EvidenceDiffCommand implements Callable<Integer> {
  /** What makes the command fail. */
  enum FailOn {
    /** The candidate has something new. */
    added,
    /** Anything is new or gone. */
    any
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      arity = "1..2",
      paramLabel = "BUNDLE",
      description = "base and candidate; with --baseline-dir the candidate alone; - is for input")
  private List<String> bundles = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "added|any",
      description = "exit 1 when the candidate adds something, or when anything differs")
  private List<FailOn> failOn = List.of();

  @Option(
      names = "--baseline-dir",
      paramLabel = "DIR",
      description = "the base is the baseline of --key in this directory")
  private List<String> directories = List.of();

  @Option(names = "--key", paramLabel = "KEY", description = "the name of the baseline")
  private List<String> keys = List.of();

  @Option(
      names = "--write-baseline",
      description = "keep the bundle as the baseline; refused when there is one")
  private boolean write;

  @Option(names = "--update-baseline", description = "keep the bundle in place of the baseline")
  private boolean update;

  @Override
  public Integer call() throws IOException {
    boolean keyed = !directories.isEmpty() || !keys.isEmpty() || write || update;
    if (!keyed) {
      if (bundles.size() != 2 || (bundles.getFirst().equals(bundles.getLast()) && isInput())) {
        throw wrong("Name two bundles, one of them at most from input, or use --baseline-dir");
      }
      return diff(bundles.getFirst(), bundles.getLast());
    }
    if (directories.size() != 1 || keys.size() != 1 || bundles.size() != 1) {
      throw wrong("`--baseline-dir` and `--key` go together, with one bundle");
    }
    if ((write && update) || ((write || update) && !failOn.isEmpty())) {
      throw wrong("Choose one of --write-baseline, --update-baseline and --fail-on");
    }
    return switch (BaselineKey.read(keys.getFirst())) {
      case BaselineKey.Reading.Refused(Problem problem) ->
          refused(CommandReason.INVALID_ARGS, problem);
      case BaselineKey.Reading.Read(BaselineKey key) ->
          write || update ? keep(directories.getFirst(), key) : compare(key);
    };
  }

  private boolean isInput() {
    return bundles.getFirst().equals("-");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int compare(BaselineKey key) throws IOException {
    return switch (new BaselineDirectory().find(directories.getFirst(), key)) {
      case BaselineFiles.Place.Unusable(Problem problem) ->
          refused(CommandReason.BASELINE_UNUSABLE, problem);
      case BaselineFiles.Place.Present(String base) -> diff(base, bundles.getFirst());
    };
  }

  private int diff(String base, String candidate) throws IOException {
    DiffBundles.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome = new DiffBundles(files).diff(base, candidate);
    }
    return switch (outcome) {
      case DiffBundles.Outcome.Refused(VerifyReport report) -> refused(report);
      case DiffBundles.Outcome.TooMuch(Problem problem) ->
          refused(CommandReason.EVIDENCE_LIMIT_EXCEEDED, problem);
      case DiffBundles.Outcome.Compared(BundleDiff diff) ->
          output.finish(
              new CommandAnswer(
                  BundleDiff.SCHEMA,
                  fails(diff) ? CommandReason.EVIDENCE_DIFFERS : CommandReason.NONE,
                  DiffText.of(base, candidate, diff),
                  diff.json(),
                  List.of()));
    };
  }

  private boolean fails(BundleDiff diff) {
    boolean fails = false;
    for (FailOn on : failOn) {
      fails |=
          switch (on) {
            case added -> diff.adds();
            case any -> diff.differs();
          };
    }
    return fails;
  }

  private int keep(String directory, BaselineKey key) throws IOException {
    KeepBaseline.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome =
          new KeepBaseline(files, new BaselineDirectory())
              .keep(bundles.getFirst(), directory, key, update);
    }
    return switch (outcome) {
      case KeepBaseline.Outcome.Refused(VerifyReport report) -> refused(report);
      case KeepBaseline.Outcome.Tried tried ->
          switch (tried.keeping()) {
            case BaselineFiles.Keeping.NotKept(Problem problem) ->
                refused(CommandReason.BASELINE_UNUSABLE, problem);
            case BaselineFiles.Keeping.Failed(Problem problem) ->
                refused(CommandReason.EVIDENCE_UNWRITABLE, problem);
            case BaselineFiles.Keeping.Kept(String file) ->
                output.finish(
                    CommandAnswer.success(
                        BundleDiff.SCHEMA,
                        "baseline " + key.text() + " is now " + tried.archiveSha256(),
                        Json.object()
                            .put("kept", file)
                            .put("archive_sha256", tried.archiveSha256())
                            .build()));
          };
    };
  }

  private int refused(VerifyReport report) {
    return output.finish(
        CommandAnswer.failure(
            BundleDiff.SCHEMA,
            CommandReason.named(report.reasonCode()),
            report.problems(),
            Json.Obj.EMPTY));
  }

  private int refused(CommandReason reason, Problem problem) {
    return output.finish(
        CommandAnswer.failure(BundleDiff.SCHEMA, reason, List.of(problem), Json.Obj.EMPTY));
  }
}
