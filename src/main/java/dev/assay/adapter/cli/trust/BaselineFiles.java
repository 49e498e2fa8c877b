package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.core.claim.report.Acceptance;
import dev.assay.core.claim.report.AcceptanceReading;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.Path;
import java.util.List;

/** The baseline of a repository: an accepted report and, beside it, the record of accepting it. */
public final class BaselineFiles {
  /** Where baselines live, from the root of a repository. */
  public static final String DIRECTORY = ".assay/baseline";

  /** The report. */
  static final String REPORT = "trust-report.json";

  /** Who accepted it, when and why. */
  static final String ACCEPTANCE = "acceptance.json";

  private BaselineFiles() {}

  /** What became of the files. */
  public sealed interface Result {
    /** Both can be read; whether they belong together is not asked. */
    record Read(ReadReport report, Acceptance acceptance) implements Result {}

    /** One of them cannot. */
    record Refused(List<Problem> problems) implements Result {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Gives the name of the acceptance that goes with a report. */
  public static String acceptanceOf(String reportFile) {
    return Path.of(reportFile).resolveSibling(ACCEPTANCE).toString();
  }

  /** Reads a report and the acceptance in the same directory. */
  public static Result read(String reportFile) {
    ReadReport report;
    switch (ReportFile.read(reportFile, "baseline")) {
      case ReportFile.Result.Refused refused -> {
        return new Result.Refused(refused.problems());
      }
      case ReportFile.Result.Read read -> report = read.report();
    }
    String file = acceptanceOf(reportFile);
    return switch (NamedFile.read(file, AcceptanceReading.MAX_BYTES, "acceptance")) {
      case NamedFile.Reading.Missing(Problem problem) ->
          new Result.Refused(
              List.of(
                  new Problem(
                      "baseline_foreign.not_accepted",
                      problem.message(),
                      Where.document(reportFile),
                      "nobody accepted this report as a baseline: run `assay trust-basis accept`")));
      case NamedFile.Reading.Unreadable(Problem problem) -> new Result.Refused(List.of(problem));
      case NamedFile.Reading.Read bytes ->
          switch (AcceptanceReading.read(bytes.bytes())) {
            case AcceptanceReading.Read read -> new Result.Read(report, read.acceptance());
            case AcceptanceReading.Refused refused ->
                new Result.Refused(
                    refused.problems().stream()
                        .map(problem -> problem.in(file + "#" + problem.where().pointer()))
                        .toList());
          };
    };
  }
}
