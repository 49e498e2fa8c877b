package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.claim.ClaimGate;
import dev.assay.core.claim.LevelRequirement;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay trust-basis assert}: demands exact levels of a file. */
@Command(
    name = "assert",
    description = {
      "demand that claims of a trust-basis.json have exactly these levels",
      "For `at least` and for reasons, write a trust policy."
    },
    footerHeading = "%nExamples:%n",
    footer = "  assay trust-basis assert -i trust-basis.json --require bundle_verified=verified")
final class TrustBasisAssertCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-i", "--input"},
      required = true,
      paramLabel = "FILE",
      description = "the trust-basis.json")
  private Path input = Path.of("");

  @Option(
      names = "--require",
      required = true,
      paramLabel = "ID=LEVEL",
      description = "a claim and the level it must have; may be repeated")
  private List<String> demands = List.of();

  @Override
  public Integer call() {
    List<LevelRequirement> requirements = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String demand : demands) {
      switch (LevelRequirement.read(demand)) {
        case LevelRequirement.Reading.Read read -> requirements.add(read.requirement());
        case LevelRequirement.Reading.Refused refused -> problems.add(refused.problem());
      }
    }
    if (!problems.isEmpty()) {
      return fail(CommandReason.INVALID_ARGS, problems);
    }
    return switch (BasisFile.read(input, "input")) {
      case BasisFile.Result.Refused refused ->
          fail(CommandReason.BASELINE_INVALID, refused.problems());
      case BasisFile.Result.Read read -> report(ClaimGate.check(read.basis(), requirements));
    };
  }

  private int fail(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(ClaimGate.SCHEMA, reason, problems, Json.Obj.EMPTY));
  }

  private int report(ClaimGate gate) {
    return output.finishDocument(
        output.isJson() ? new String(gate.bytes(), StandardCharsets.UTF_8) : gate.text(),
        gate.passed() ? CommandReason.NONE : CommandReason.TRUST_REQUIREMENT);
  }
}
