package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.app.offline.anchor.SignatureStamp;
import dev.assay.app.offline.attest.SignatureTrust;
import dev.assay.app.offline.attest.VerifyAttestation;
import dev.assay.core.attest.EnvelopeReader;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attestation that the user named, with whom to trust and the time stamp over its signature. */
public final class NamedAttestation {
  private NamedAttestation() {}

  /** What the files came to. */
  public sealed interface Reading {
    /** Ready to be verified. */
    record Read(VerifyAttestation.Request request) implements Reading {}

    /** A file is missing or refused. */
    record Refused(CommandReason reason, List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads everything that is named.
   *
   * @param attestation the signed statement
   * @param timestamp the stamp over its signature, which must hold then; or null for the one beside
   * @param authorities certificates of time-stamp authorities; none when nobody is believed
   */
  public static Reading read(
      String attestation,
      @Nullable String timestamp,
      TrustOptions trust,
      List<String> authorities) {
    SignatureTrust trusted;
    switch (trust.read()) {
      case TrustOptions.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
        return new Reading.Refused(reason, problems);
      }
      case TrustOptions.Reading.Read(SignatureTrust read) -> trusted = read;
    }
    TimeStampTrust clocks = null;
    if (!authorities.isEmpty()) {
      switch (StampAuthorities.read(authorities)) {
        case StampAuthorities.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
          return new Reading.Refused(reason, problems);
        }
        case StampAuthorities.Reading.Read(TimeStampTrust read) -> clocks = read;
      }
    }
    return switch (NamedFile.read(attestation, EnvelopeReader.MAX_BYTES, "attestation")) {
      case NamedFile.Reading.Missing(Problem problem) -> missing(problem);
      case NamedFile.Reading.Unreadable(Problem problem) -> missing(problem);
      case NamedFile.Reading.Read(byte[] envelope) -> {
        String file = timestamp == null ? SignatureFiles.stampOf(attestation) : timestamp;
        SignatureStamp stamp = SignatureStamp.judge(SignatureFiles.receipt(file), envelope, clocks);
        yield timestamp == null || stamp instanceof SignatureStamp.Seen
            ? new Reading.Read(new VerifyAttestation.Request(attestation, envelope, trusted, stamp))
            : doesNotHold(timestamp, stamp);
      }
    };
  }

  /** A stamp that was named is demanded: whoever points at one wants it to hold. */
  private static Reading doesNotHold(String timestamp, SignatureStamp stamp) {
    return stamp instanceof SignatureStamp.Refused(String code, String message)
        ? new Reading.Refused(
            CommandReason.ANCHOR_REFUSED,
            List.of(Problem.of(code, message, Where.document(timestamp))))
        : missing(
            Problem.of(
                "file.unreadable", "time stamp `" + timestamp + "` does not exist", Where.NOWHERE));
  }

  private static Reading missing(Problem problem) {
    return new Reading.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
  }
}
