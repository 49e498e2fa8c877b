package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.claims.ClaimsInput.Result;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.coverage.CoverageDescriptor;
import dev.assay.core.coverage.KnownCoverage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay claims descriptor}: what a way of observing allows to be claimed. */
@Command(
    name = "descriptor",
    description = {
      "say what a way of observing allows to be claimed",
      "Only a descriptor that is full and names an empty list of blind spots allows to say that"
          + " something was all, or did not happen."
    },
    footerHeading = "%nExamples:%n",
    footer = "  assay claims descriptor coverage.json --effect connect")
final class ClaimsDescriptorCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.claims.descriptor.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "an " + CoverageDescriptor.SCHEMA + " document")
  private String file = "";

  @Option(
      names = "--effect",
      paramLabel = "CLASS",
      description = "also whether an effect of this class can be seen; may be repeated")
  private List<String> effects = List.of();

  @Override
  public Integer call() {
    return switch (ClaimsInput.object(file, "descriptor")) {
      case Result.Refused<Json.Obj> refused -> output.finish(refused.answer(SCHEMA));
      case Result.Read<Json.Obj>(Json.Obj document) -> {
        Optional<Problem> wrong = new KnownCoverage().add(document);
        yield wrong.isPresent()
            ? output.finish(ClaimsInput.refused(wrong.get(), file).answer(SCHEMA))
            : answer(Optional.of(CoverageDescriptor.of(document)));
      }
    };
  }

  private int answer(Optional<CoverageDescriptor> descriptor) {
    List<String> lines = new ArrayList<>();
    List<Json> rulings = new ArrayList<>();
    for (CoverageDescriptor.Kind kind : CoverageDescriptor.Kind.values()) {
      add(kind.wire(), CoverageDescriptor.rule(descriptor, kind), lines, rulings);
    }
    for (String effect : effects) {
      add("effect " + effect, CoverageDescriptor.ruleEffect(descriptor, effect), lines, rulings);
    }
    return output.finish(
        CommandAnswer.success(
            SCHEMA,
            String.join("\n", lines),
            Json.object().put("rulings", new Json.Arr(rulings)).build()));
  }

  private static void add(
      String claim, CoverageDescriptor.Ruling ruling, List<String> lines, List<Json> rulings) {
    lines.add(
        "%-8s %s  %s".formatted(ruling.answer().wire(), TerminalText.field(claim), ruling.rule()));
    rulings.add(
        Json.object()
            .put("claim", claim)
            .put("decision", ruling.answer().wire())
            .put("rule", ruling.rule())
            .build());
  }
}
