package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.evidence.attest.TrustOptions;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.core.claim.TrustBasis;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.TrustCard;
import dev.assay.core.report.TrustCardPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay trust-card generate}: JSON, Markdown and HTML, and the report they come from. */
@Command(
    name = "generate",
    description = {
      "write trustcard.json, trustcard.md, trustcard.html and trust-report.json",
      "The page has no scripts and loads nothing; it can be mailed, printed and read offline."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-card generate bundle.tar.gz --out-dir card",
      "  assay trust-card generate bundle.tar.gz --out-dir card --key gate.pub.pem"
    })
final class TrustCardGenerateCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.trust_card_generation.v1";

  private static final String JSON = "trustcard.json";
  private static final String MARKDOWN = "trustcard.md";
  private static final String PAGE = "trustcard.html";
  private static final String REPORT = "trust-report.json";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Mixin private CompileOptions compile = new CompileOptions();

  @Option(
      names = "--out-dir",
      required = true,
      paramLabel = "DIR",
      description = "where the files go; made when missing")
  private Path directory = Path.of("");

  @Parameters(paramLabel = "BUNDLE", description = "a bundle, or - for input")
  private String bundle = "";

  @Override
  public Integer call() throws IOException {
    KeptApart files = new KeptApart().reading(compile.files(bundle, trust));
    for (String name : List.of(JSON, MARKDOWN, PAGE, REPORT)) {
      files.writing(name + " in --out-dir", directory.resolve(name));
    }
    files.demand(spec.commandLine());
    return switch (compile.compile(bundle, trust)) {
      case CompileOptions.Result.Failed failed -> output.finish(failed.answer(SCHEMA));
      case CompileOptions.Result.Compiled(CompileTrustBasis.Outcome.Compiled compiled) -> {
        SignatureNote.of(compiled).ifPresent(output::warn);
        yield output.finish(write(compiled));
      }
    };
  }

  private CommandAnswer write(CompileTrustBasis.Outcome.Compiled compiled) {
    List<String> written = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files(compiled).entrySet()) {
      Path path = directory.resolve(file.getKey());
      Optional<Problem> problem = OutputFile.write(path, file.getValue());
      if (problem.isPresent()) {
        return CommandAnswer.failure(
            SCHEMA, CommandReason.OUTPUT_FAILED, List.of(problem.get()), Json.Obj.EMPTY);
      }
      written.add(path.toString());
    }
    return CommandAnswer.success(
        SCHEMA,
        "wrote " + String.join("\n      ", written),
        Json.object().put("files", Json.Arr.ofStrings(written)).build());
  }

  private static Map<String, byte[]> files(CompileTrustBasis.Outcome.Compiled compiled) {
    TrustBasis basis = compiled.compilation().basis();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(JSON, TrustCard.json(basis));
    files.put(MARKDOWN, TrustCard.markdown(basis).getBytes(StandardCharsets.UTF_8));
    files.put(
        PAGE,
        TrustCardPage.of(compiled.facts(), compiled.compilation(), compiled.report())
            .getBytes(StandardCharsets.UTF_8));
    files.put(REPORT, compiled.report().bytes());
    return files;
  }
}
