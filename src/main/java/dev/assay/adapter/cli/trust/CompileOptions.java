package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that compiles a bundle, and the compiling. */
final class CompileOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--ruleset",
      paramLabel = "NAME",
      description = {
        "assay-honest-v1: what only the caller says is self_reported (default)",
        "v1: the levels of the reference, to compare with it"
      })
  private String ruleset = Ruleset.HONEST.wire();

  /** Compiles a bundle. */
  CompileTrustBasis.Outcome compile(String bundle) throws IOException {
    Ruleset wanted =
        Ruleset.of(ruleset)
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(), "`--ruleset` knows `assay-honest-v1` and `v1`"));
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      return new CompileTrustBasis(files, AssayVersion.NUMBER)
          .compile(new CompileTrustBasis.Request(bundle, BundleLimits.DEFAULT, wanted));
    }
  }

  /** Gives the answer when there is no basis. */
  static CommandAnswer refusal(String schema, VerifyReport report) {
    List<Problem> problems =
        switch (report) {
          case VerifyReport.NotRun notRun -> notRun.problems();
          case VerifyReport.Refused refused ->
              List.of(
                  Problem.of(
                      refused.reasonCode(),
                      refused.refusal().text(),
                      Where.document(refused.path())));
          case VerifyReport.Passed _ -> List.of();
        };
    return CommandAnswer.failure(
        schema, CommandReason.named(report.reasonCode()), problems, Json.Obj.EMPTY);
  }
}
