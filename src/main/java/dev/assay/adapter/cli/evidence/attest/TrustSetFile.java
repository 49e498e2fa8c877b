package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.core.attest.TrustSet;
import dev.assay.core.attest.TrustSetReader;
import dev.assay.core.attest.TrustSetReading;
import dev.assay.core.problem.Problem;
import java.util.List;

/** A trust set that the user named. */
public final class TrustSetFile {
  private TrustSetFile() {}

  /** What the file came to. */
  public sealed interface Reading {
    /** The keys in it. */
    record Read(TrustSet trust) implements Reading {}

    /** It is missing, or refused as a whole. */
    record Refused(CommandReason reason, List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads it. */
  public static Reading read(String name) {
    return switch (NamedFile.read(name, TrustSetReader.MAX_BYTES, "trust set")) {
      case NamedFile.Reading.Missing(Problem problem) -> missing(problem);
      case NamedFile.Reading.Unreadable(Problem problem) -> missing(problem);
      case NamedFile.Reading.Read(byte[] bytes) ->
          switch (TrustSetReader.read(bytes)) {
            case TrustSetReading.Read(TrustSet trust) -> new Reading.Read(trust);
            case TrustSetReading.Refused(List<Problem> problems) ->
                new Reading.Refused(
                    CommandReason.CFG_PARSE,
                    problems.stream().map(problem -> problem.in(name)).toList());
          };
    };
  }

  private static Reading missing(Problem problem) {
    return new Reading.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
  }
}
