package dev.assay.adapter.cli.trust;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.core.claim.TrustBasis;
import dev.assay.core.claim.TrustBasisReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.Path;
import java.util.List;

/** A {@code trust-basis.json} that the user named; at most {@value #MAX_BYTES} bytes are read. */
public final class BasisFile {
  private static final int MAX_BYTES = 1 << 20;

  private BasisFile() {}

  /** What became of the file. */
  public sealed interface Result {
    /** It holds a basis in which no id stands twice. */
    record Read(TrustBasis basis) implements Result {}

    /** It does not; the problems name the side the file is on. */
    record Refused(List<Problem> problems) implements Result {}
  }

  /** Reads a file; {@code side} is the word by which messages call it. */
  public static Result read(Path file, String side) {
    return switch (BoundedFile.read(file, MAX_BYTES)) {
      case BoundedFile.Reading.Refused(_, String why) -> refused(side + " `" + file + "` " + why);
      case BoundedFile.Reading.Read(byte[] bytes) -> read(bytes, file, side);
    };
  }

  private static Result read(byte[] bytes, Path file, String side) {
    return switch (TrustBasisReading.read(bytes)) {
      case TrustBasisReading.Refused refused ->
          new Result.Refused(
              refused.problems().stream()
                  .map(problem -> problem.in(side + " " + file + place(problem)))
                  .toList());
      case TrustBasisReading.Read read ->
          read.basis().duplicateIds().isEmpty()
              ? new Result.Read(read.basis())
              : refused(
                  side
                      + " `"
                      + file
                      + "` has duplicate claim ids: "
                      + String.join(", ", read.basis().duplicateIds()));
    };
  }

  private static String place(Problem problem) {
    String pointer = problem.where().pointer();
    return pointer == null ? "" : "#" + pointer;
  }

  private static Result refused(String message) {
    return new Result.Refused(List.of(Problem.of("trust_basis.file", message, Where.NOWHERE)));
  }
}
