package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportReader;
import dev.assay.core.claim.report.ReportReading;
import dev.assay.core.problem.Problem;
import java.util.List;

/** A {@code trust-report.json} that the user named. */
public final class ReportFile {
  private ReportFile() {}

  /** What became of the file. */
  public sealed interface Result {
    /** It holds a report. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Read(ReadReport report, byte[] bytes) implements Result {}

    /** It does not; the problems name the side the file is on. */
    record Refused(List<Problem> problems) implements Result {}
  }

  /** Reads a file; {@code side} is the word by which messages call it. */
  public static Result read(String file, String side) {
    return switch (NamedFile.read(file, ReportReader.MAX_BYTES, side)) {
      case NamedFile.Reading.Missing(Problem problem) -> new Result.Refused(List.of(problem));
      case NamedFile.Reading.Unreadable(Problem problem) -> new Result.Refused(List.of(problem));
      case NamedFile.Reading.Read read ->
          switch (ReportReader.read(read.bytes())) {
            case ReportReading.Read report -> new Result.Read(report.report(), read.bytes());
            case ReportReading.Refused refused ->
                new Result.Refused(
                    refused.problems().stream()
                        .map(problem -> placed(problem, file, side))
                        .toList());
          };
    };
  }

  /**
   * Says whether a file calls itself a report, of whatever version; one that cannot be read does
   * not.
   */
  static boolean looksLikeReport(String file) {
    return NamedFile.read(file, ReportReader.MAX_BYTES, "file")
            instanceof NamedFile.Reading.Read read
        && ReportReader.isReport(read.bytes());
  }

  private static Problem placed(Problem problem, String file, String side) {
    String pointer = problem.where().pointer();
    return problem.in(
        side + " " + file + (pointer == null || pointer.isEmpty() ? "" : "#" + pointer));
  }
}
