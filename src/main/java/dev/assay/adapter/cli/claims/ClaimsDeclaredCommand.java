package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.claims.ClaimsInput.Result;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.coverage.BundleCells;
import dev.assay.core.coverage.declared.BundleActions;
import dev.assay.core.coverage.declared.DeclaredCheck;
import dev.assay.core.coverage.declared.DeclaredOutcome;
import dev.assay.core.coverage.declared.DeclaredTools;
import dev.assay.core.coverage.declared.SurfaceActions;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.TerminalText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay claims declared}: did tools do what somebody declared they would? */
@Command(
    name = "declared",
    description = {
      "hold the tool actions of a recording against a declaration",
      "What was declared and not observed is neither good nor bad: it is no proof that a tool cannot"
          + " do it. What was not seen as a whole is inconclusive, which fails."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every observed action was declared",
      "1:one was not, one cannot be told, part of the recording is missing, or none was observed",
      "2:the declaration, the observed document or the bundle cannot be used"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay claims declared --declared tools.json --bundle bundle.tar.gz",
      "  assay claims declared --declared tools.json --observed surface.json --json"
    })
final class ClaimsDeclaredCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.claims.declared.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--declared",
      required = true,
      paramLabel = "FILE",
      description = "an " + DeclaredTools.SCHEMA + " document")
  private String declared = "";

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "the recording; what calls acted on is not in it")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--observed",
      paramLabel = "FILE",
      description = "an assay.tool_decision_surface.v0 document")
  private Optional<String> observed = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (bundle.isPresent() == observed.isPresent()) {
      throw new ParameterException(spec.commandLine(), "Give one of `--bundle` and `--observed`");
    }
    return switch (declaration()) {
      case Result.Refused<DeclaredTools> refused -> output.finish(refused.answer(SCHEMA));
      case Result.Read<DeclaredTools>(DeclaredTools tools) ->
          switch (check(new DeclaredCheck(tools))) {
            case Result.Refused<DeclaredCheck> refused -> output.finish(refused.answer(SCHEMA));
            case Result.Read<DeclaredCheck>(DeclaredCheck check) -> answer(check);
          };
    };
  }

  private Result<DeclaredTools> declaration() {
    return switch (ClaimsInput.object(declared, "declaration")) {
      case Result.Refused<Json.Obj> refused -> refused.as();
      case Result.Read<Json.Obj>(Json.Obj document) ->
          switch (DeclaredTools.read(document)) {
            case DeclaredTools.Reading.Read(DeclaredTools tools) -> new Result.Read<>(tools);
            case DeclaredTools.Reading.Refused(List<Problem> problems) ->
                new Result.Refused<>(
                    CommandReason.COVERAGE_INPUT,
                    problems.stream()
                        .map(problem -> ClaimsInput.placed(problem, declared))
                        .toList());
          };
    };
  }

  private Result<DeclaredCheck> check(DeclaredCheck check) throws IOException {
    if (bundle.isPresent()) {
      BundleActions actions = new BundleActions(check);
      return switch (ClaimsInput.events(bundle.get(), actions::see)) {
        case Result.Refused<BundleCells.Subject> refused -> refused.as();
        case Result.Read<BundleCells.Subject>(BundleCells.Subject subject) -> {
          if (!subject.isOrderly()) {
            check.gap();
          }
          yield new Result.Read<>(check);
        }
      };
    }
    String file = observed.orElseThrow();
    return switch (ClaimsInput.object(file, "observed surface")) {
      case Result.Refused<Json.Obj> refused -> refused.as();
      case Result.Read<Json.Obj>(Json.Obj document) -> {
        Optional<Problem> wrong = SurfaceActions.read(document, check::see);
        yield wrong.isPresent() ? ClaimsInput.refused(wrong.get(), file) : new Result.Read<>(check);
      }
    };
  }

  private int answer(DeclaredCheck check) {
    List<String> lines = new ArrayList<>();
    lines.add(
        check.actions()
            + " actions observed, "
            + check.count(DeclaredOutcome.DECLARED)
            + " of them declared");
    for (DeclaredOutcome outcome : DeclaredOutcome.values()) {
      if (outcome != DeclaredOutcome.DECLARED && check.count(outcome) > 0) {
        lines.add(check.count(outcome) + "  " + outcome.wire() + ": " + outcome.sentence());
        for (DeclaredCheck.Finding finding : check.findings()) {
          if (finding.outcome() == outcome) {
            lines.add(
                "     "
                    + finding.effect().wire()
                    + "  "
                    + TerminalText.field(finding.tool())
                    + "  of "
                    + TerminalText.field(finding.provider()));
          }
        }
      }
    }
    if (check.actions() == 0) {
      lines.add("no action was observed: that is no pass, and no proof that there was none");
    }
    if (!check.notObserved().isEmpty()) {
      lines.add(
          "declared and not observed, which proves nothing: "
              + String.join(", ", check.notObserved().stream().map(TerminalText::field).toList()));
    }
    return output.finish(
        new CommandAnswer(
            SCHEMA,
            check.passed() ? CommandReason.NONE : CommandReason.CLAIM_NOT_SUPPORTED,
            String.join("\n", lines),
            check.json(),
            List.of()));
  }
}
