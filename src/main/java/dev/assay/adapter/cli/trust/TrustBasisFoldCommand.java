package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.report.FleetDelta;
import dev.assay.core.claim.report.FleetFold;
import dev.assay.core.claim.report.LevelCounts;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay trust-basis fold}: many reports as one picture, without an average. */
@Command(
    name = "fold",
    description = {
      "fold many trust reports: how many have which level, and the worst of each claim",
      "Reads one report at a time. Directories are searched for *.json; a file that is no report ends"
          + " with exit code 2, because a picture with holes would look better than it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-basis fold reports/",
      "  assay trust-basis fold --previous last-week.json --json reports/ > this-week.json"
    })
final class TrustBasisFoldCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description = "an earlier fold (--json) to compare floors with")
  private Optional<String> previous = Optional.empty();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "reports, or directories of them")
  private List<Path> paths = List.of();

  @Override
  public Integer call() {
    ReportPaths.Result found = ReportPaths.of(paths);
    return switch (found) {
      case ReportPaths.Result.Refused(Problem problem) -> refuse(List.of(problem));
      case ReportPaths.Result.Found(List<String> files) -> fold(files);
    };
  }

  private int refuse(List<Problem> problems) {
    return output.finish(
        CommandAnswer.failure(
            FleetFold.SCHEMA, CommandReason.BASELINE_INVALID, problems, Json.Obj.EMPTY));
  }

  private int fold(List<String> files) {
    FleetFold fold = new FleetFold();
    for (String file : files) {
      switch (ReportFile.read(file, "report")) {
        case ReportFile.Result.Refused refused -> {
          return refuse(refused.problems());
        }
        case ReportFile.Result.Read read -> {
          Optional<String> why =
              switch (fold.add(read.report(), file)) {
                case ADDED -> Optional.empty();
                case OTHER_RULESET ->
                    Optional.of("was judged under another ruleset than the others");
                case PROVISIONAL -> Optional.of("is of a recording that went on");
              };
          if (why.isPresent()) {
            return refuse(
                List.of(
                    Problem.of(
                        "trust_fleet.report", "the report " + why.get(), Where.document(file))));
          }
        }
      }
    }
    return previous.isEmpty() ? answer(fold, Optional.empty()) : compare(fold, previous.get());
  }

  private int compare(FleetFold fold, String file) {
    return switch (NamedFile.read(file, FleetDelta.MAX_BYTES, "earlier fold")) {
      case NamedFile.Reading.Missing(Problem problem) -> refuse(List.of(problem));
      case NamedFile.Reading.Unreadable(Problem problem) -> refuse(List.of(problem));
      case NamedFile.Reading.Read read ->
          switch (FleetDelta.between(read.bytes(), fold)) {
            case FleetDelta.Refused(Problem problem) -> refuse(List.of(problem.in(file)));
            case FleetDelta.Compared compared -> answer(fold, Optional.of(compared));
          };
    };
  }

  private int answer(FleetFold fold, Optional<FleetDelta.Compared> delta) {
    List<String> lines = new ArrayList<>();
    lines.add("reports " + fold.reports());
    for (ClaimId id : ClaimId.values()) {
      LevelCounts counts = fold.claim(id);
      StringBuilder line =
          new StringBuilder(id.wire()).append(": floor ").append(counts.floor()).append(" (");
      String separator = "";
      for (Level level : Level.values()) {
        line.append(separator)
            .append(level.wire())
            .append(' ')
            .append(counts.count(Optional.of(level)));
        separator = ", ";
      }
      lines.add(
          line.append(", missing ").append(counts.count(Optional.empty())).append(")").toString());
    }
    Json.ObjBuilder members = Json.object();
    fold.json().members().forEach(members::put);
    delta.ifPresent(
        compared -> {
          members.put("previous", compared.json());
          lines.add("reports before " + compared.reportsBefore());
          for (FleetDelta.Change change : compared.changes()) {
            lines.add(
                change.id().wire() + ": floor was " + change.before() + ", is " + change.now());
          }
        });
    return output.finish(
        CommandAnswer.success(FleetFold.SCHEMA, String.join("\n", lines), members.build()));
  }
}
