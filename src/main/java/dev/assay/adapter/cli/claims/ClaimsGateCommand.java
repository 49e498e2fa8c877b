package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.claims.ClaimsInput.Result;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.coverage.CellDocument;
import dev.assay.core.coverage.CoverageDemand;
import dev.assay.core.coverage.CoverageGate;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay claims gate}: may these claims be made? */
@Command(
    name = "gate",
    description = {
      "refuse claims that go beyond what was observed",
      "Types: positive (it happened), exhaustive (this is all), bounded_negative (nothing beyond it)."
          + " A claim without its cell, with a cell that breaks a rule or contradicts another, or"
          + " about something nobody observes is not permitted."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every claim is permitted",
      "1:at least one is not",
      "2:no claim is named, one is misspelt, or the document or bundle cannot be judged"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay claims gate annotation.json --require positive:network_endpoints",
      "  assay claims gate --bundle bundle.tar.gz --require positive:policy_decision_evidence",
      "  assay claims gate effects.json --expect-run run-7 --policy claims.json"
    })
final class ClaimsGateCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.claims.gate.v1";

  /** A policy is a list of short texts. */
  private static final int MAX_POLICY_BYTES = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "what `claims cells`, `effects` or `drift` printed with --json")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "judge by the cells of this bundle, made now")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--require",
      paramLabel = "TYPE:DIMENSION",
      description = "a claim that must be permitted; may be repeated")
  private List<String> demands = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "a JSON array of such claims; adds to --require")
  private Optional<String> policy = Optional.empty();

  @Option(
      names = "--expect-run",
      paramLabel = "ID",
      description = "refuse a document that is not about this run")
  private Optional<String> run = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (file.isPresent() == bundle.isPresent()) {
      throw new ParameterException(spec.commandLine(), "Name one FILE, or one `--bundle`");
    }
    List<CoverageDemand> wanted = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<String> texts = new ArrayList<>(demands);
    policy.ifPresent(name -> readPolicy(name, texts, problems));
    for (String text : texts) {
      switch (CoverageDemand.read(text)) {
        case CoverageDemand.Reading.Read(CoverageDemand demand) -> wanted.add(demand);
        case CoverageDemand.Reading.Refused(Problem problem) -> problems.add(problem);
      }
    }
    if (!problems.isEmpty()) {
      return output.finish(
          CommandAnswer.failure(SCHEMA, CommandReason.INVALID_ARGS, problems, Json.Obj.EMPTY));
    }
    if (wanted.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "No claim is named: give `--require` or a `--policy` that has one");
    }
    return switch (document()) {
      case Result.Refused<Json.Obj> refused -> output.finish(refused.answer(SCHEMA));
      case Result.Read<Json.Obj>(Json.Obj document) -> judge(document, wanted);
    };
  }

  private static void readPolicy(String name, List<String> to, List<Problem> problems) {
    switch (NamedFile.read(name, MAX_POLICY_BYTES, "policy")) {
      case NamedFile.Reading.Missing(Problem problem) -> problems.add(problem);
      case NamedFile.Reading.Unreadable(Problem problem) -> problems.add(problem);
      case NamedFile.Reading.Read(byte[] bytes) -> {
        boolean good =
            JsonReader.read(bytes, JsonLimits.DOCUMENT) instanceof JsonReading.Read(Json.Arr array)
                && strings(array, to);
        if (!good) {
          problems.add(
              Problem.of(
                  "claims.policy",
                  "a policy is a JSON array of strings `TYPE:DIMENSION`",
                  Where.document(name)));
        }
      }
    }
  }

  private static boolean strings(Json.Arr array, List<String> to) {
    for (Json item : array.items()) {
      if (!(item instanceof Json.Str(String text))) {
        return false;
      }
      to.add(text);
    }
    return true;
  }

  private Result<Json.Obj> document() throws IOException {
    if (bundle.isEmpty()) {
      return ClaimsInput.object(file.orElseThrow(), "document");
    }
    return switch (ClaimsInput.cells(bundle.get())) {
      case Result.Refused<CellDocument.Made> refused -> refused.as();
      case Result.Read<CellDocument.Made>(CellDocument.Made made) -> new Result.Read<>(made.json());
    };
  }

  private int judge(Json.Obj document, List<CoverageDemand> wanted) {
    String name = file.or(() -> bundle).orElseThrow();
    if (run.isPresent() && !document.string("run_id").equals(run)) {
      return output.finish(
          CommandAnswer.failure(
              SCHEMA,
              CommandReason.COVERAGE_INPUT,
              List.of(
                  Problem.of(
                      "claims.run",
                      "the document is about another run, or names none",
                      Where.document(name))),
              Json.Obj.EMPTY));
    }
    return switch (CoverageGate.of(document, wanted)) {
      case CoverageGate.Outcome.Refused(Problem problem) ->
          output.finish(ClaimsInput.refused(problem, name).answer(SCHEMA));
      case CoverageGate.Outcome.Judged(CoverageGate gate) -> answer(gate);
    };
  }

  private int answer(CoverageGate gate) {
    List<String> lines = new ArrayList<>();
    for (CoverageGate.Result result : gate.results()) {
      lines.add(
          (result.permitted() ? "permitted " : "blocked   ")
              + TerminalText.field(result.demand().text())
              + "  "
              + result.why());
    }
    Json.ObjBuilder members = Json.object();
    gate.json().members().forEach(members::put);
    members.put("support", gate.support().wire());
    return output.finish(
        new CommandAnswer(
            SCHEMA,
            gate.passed() ? CommandReason.NONE : CommandReason.CLAIM_NOT_SUPPORTED,
            String.join("\n", lines),
            members.build(),
            List.of()));
  }
}
