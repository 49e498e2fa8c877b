package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.evidence.attest.TrustOptions;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay trust-basis generate}: the ten rows, and on demand the report with reasons. */
@Command(
    name = "generate",
    description = "compile a bundle into trust-basis.json",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-basis generate bundle.tar.gz",
      "  assay trust-basis generate bundle.tar.gz -o trust-basis.json --report trust-report.json",
      "  assay trust-basis generate bundle.tar.gz --trust-set trust.json --pack gateway-baseline"
    })
final class TrustBasisGenerateCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.trust_basis_generation.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Mixin private CompileOptions compile = new CompileOptions();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "write the basis there instead of to standard output")
  private @Nullable Path out;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "also write trust-report.json: reasons, counts, references, further claims")
  private @Nullable Path report;

  @Parameters(paramLabel = "BUNDLE", description = "a bundle, or - for input")
  private String bundle = "";

  @Override
  public Integer call() throws IOException {
    new KeptApart()
        .reading(compile.files(bundle, trust))
        .writing("--out", Optional.ofNullable(out))
        .writing("--report", Optional.ofNullable(report))
        .demand(spec.commandLine());
    return switch (compile.compile(bundle, trust)) {
      case CompileOptions.Result.Failed failed -> output.finish(failed.answer(SCHEMA));
      case CompileOptions.Result.Compiled(CompileTrustBasis.Outcome.Compiled compiled) -> {
        SignatureNote.of(compiled).ifPresent(output::warn);
        yield deliver(compiled);
      }
    };
  }

  private int deliver(CompileTrustBasis.Outcome.Compiled compiled) {
    byte[] basis = compiled.compilation().basis().bytes();
    Optional<Problem> problem =
        report == null ? Optional.empty() : OutputFile.write(report, compiled.report().bytes());
    if (problem.isEmpty() && out != null) {
      problem = OutputFile.write(out, basis);
    }
    if (problem.isPresent()) {
      return output.finish(
          CommandAnswer.failure(
              SCHEMA, CommandReason.OUTPUT_FAILED, List.of(problem.get()), Json.Obj.EMPTY));
    }
    if (out != null) {
      output.say("wrote " + out);
      return CommandReason.NONE.exitCode().number();
    }
    return output.finishDocument(new String(basis, StandardCharsets.UTF_8), CommandReason.NONE);
  }
}
