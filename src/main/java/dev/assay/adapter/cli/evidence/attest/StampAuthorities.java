package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Certificates of time-stamp authorities to trust, from one or more files. */
public final class StampAuthorities {
  /** What a time stamp may have; the reader of stamps takes no more. */
  public static final int MAX_STAMP_BYTES = 64 * 1024;

  private static final int MAX_CERTIFICATES_BYTES = 1 << 20;

  private StampAuthorities() {}

  /** What the files came to. */
  public sealed interface Reading {
    /** Whom to believe about time. */
    record Read(TimeStampTrust trust) implements Reading {}

    /** A file is missing or refused. */
    record Refused(CommandReason reason, List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads every file by itself, so that a refusal names it, then all as one set. */
  public static Reading read(List<String> names) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : names) {
      byte[] pem;
      switch (NamedFile.read(name, MAX_CERTIFICATES_BYTES, "certificate file")) {
        case NamedFile.Reading.Missing(Problem problem) -> {
          return new Reading.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
        }
        case NamedFile.Reading.Unreadable(Problem problem) -> {
          return new Reading.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
        }
        case NamedFile.Reading.Read(byte[] bytes) -> pem = bytes;
      }
      if (read(pem, name) instanceof Reading.Refused refused) {
        return refused;
      }
      all.writeBytes(pem);
      all.write('\n');
    }
    return read(all.toByteArray(), String.join(", ", names));
  }

  private static Reading read(byte[] pem, String name) {
    return switch (TimeStampTrust.read(pem)) {
      case TimeStampTrust.Reading.Read(TimeStampTrust trust) -> new Reading.Read(trust);
      case TimeStampTrust.Reading.Refused(AnchorRefusal refusal) ->
          new Reading.Refused(CommandReason.ANCHOR_REFUSED, List.of(refusal.problem(name)));
    };
  }
}
