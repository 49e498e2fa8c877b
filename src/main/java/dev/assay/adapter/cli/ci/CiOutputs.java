package dev.assay.adapter.cli.ci;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CategoryOption;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommittedFile;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.core.gate.GateCase;
import dev.assay.core.gate.GateComment;
import dev.assay.core.gate.GateJUnit;
import dev.assay.core.gate.GateRun;
import dev.assay.core.gate.GateSarif;
import dev.assay.core.json.JsonText;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.SarifPlace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The files that the gate writes, whatever it found. */
final class CiOutputs {
  private static final String SUITE = "assay ci";

  /** Where results stand when nothing but a bundle is named and it lies elsewhere. */
  private static final String NAMELESS = "bundle.tar.gz";

  @Option(names = "--sarif", paramLabel = "FILE", description = "write results for code scanning")
  private Optional<Path> sarif = Optional.empty();

  @Option(
      names = "--sarif-location",
      paramLabel = "FILE",
      description =
          "the file of the repository that results stand on (default: the file each is about, which"
              + " must lie below the working directory)")
  private Optional<String> sarifLocation = Optional.empty();

  @Option(
      names = "--sarif-absent",
      description =
          "also list results that the baseline has and this run has not; for tools that know"
              + " `baselineState`, code scanning shows them as open")
  private boolean sarifAbsent;

  @Mixin private CategoryOption category = new CategoryOption();

  @Option(names = "--junit", paramLabel = "FILE", description = "write results as JUnit XML")
  private Optional<Path> junit = Optional.empty();

  @Option(names = "--summary", paramLabel = "FILE", description = "write the JSON document")
  private Optional<Path> summary = Optional.empty();

  @Option(
      names = "--pr-comment",
      paramLabel = "FILE",
      description = "write a comment for the change, Markdown in which no name can act")
  private Optional<Path> comment = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      defaultValue = ".assay/reports/trust-report.json",
      description = "where the trust report of --bundle is written (default: ${DEFAULT-VALUE})")
  private Path report = Path.of(".assay/reports/trust-report.json");

  Path report() {
    return report;
  }

  /** Gives what is wrong with the options; empty when they can be used. */
  Optional<String> misuse() {
    if (category.misuse().isPresent()) {
      return category.misuse();
    }
    if (sarifLocation.isPresent() && !SarifPlace.isInRepository(sarifLocation.get())) {
      return Optional.of("`--sarif-location` is a path below the root of the repository");
    }
    return (sarifLocation.isPresent() || sarifAbsent) && sarif.isEmpty()
        ? Optional.of("`--sarif-location` and `--sarif-absent` go with `--sarif`")
        : Optional.empty();
  }

  /** Gives what would be written over of these inputs, or twice; empty when nothing would. */
  Optional<String> overwriting(List<String> inputs, boolean withReport) {
    KeptApart files =
        new KeptApart()
            .reading(inputs)
            .writing("--sarif", sarif)
            .writing("--junit", junit)
            .writing("--summary", summary)
            .writing("--pr-comment", comment);
    return (withReport ? files.writing("--report", report) : files).clash();
  }

  /** Gives the first of the files that code scanning could not show; empty when it can show all. */
  Optional<String> unplaced(List<String> files) {
    return sarif.isEmpty() || sarifLocation.isPresent()
        ? Optional.empty()
        : files.stream().filter(file -> CommittedFile.path(file).isEmpty()).findFirst();
  }

  /** Writes the files; {@code files} are those that results stand on. Gives what could not be. */
  List<Problem> write(GateRun run, CommandAnswer answer, List<String> files) {
    String fallback =
        files.stream()
            .flatMap(one -> CommittedFile.path(one).stream())
            .findFirst()
            .orElse(NAMELESS);
    List<Problem> problems = new ArrayList<>();
    sarif.ifPresent(
        file ->
            put(
                file,
                GateSarif.log(
                        run,
                        GateSarif.Source.gate(AssayVersion.NUMBER, category.name()),
                        sarifAbsent,
                        anchor -> place(anchor, fallback))
                    .text(),
                problems));
    junit.ifPresent(file -> put(file, GateJUnit.of(SUITE, run).text(), problems));
    comment.ifPresent(
        file ->
            put(file, GateComment.of(run, GateComment.Title.GATE, AssayVersion.NUMBER), problems));
    summary.ifPresent(file -> put(file, document(answer), problems));
    return problems;
  }

  private static String document(CommandAnswer answer) {
    return JsonText.escaped(JsonText.pretty(answer.document())) + "\n";
  }

  private static void put(Path file, String text, List<Problem> problems) {
    OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8)).ifPresent(problems::add);
  }

  /** What is about no committed file, such as a bundle, stands on the first that is one. */
  private SarifPlace place(GateCase.Anchor anchor, String fallback) {
    if (sarifLocation.isPresent()) {
      return SarifPlace.file(sarifLocation.get());
    }
    return CommittedFile.path(anchor.file())
        .map(file -> SarifPlace.line(file, anchor.line()))
        .orElseGet(() -> SarifPlace.file(fallback));
  }
}
