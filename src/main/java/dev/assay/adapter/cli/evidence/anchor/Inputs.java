package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.cli.evidence.attest.StampAuthorities;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.store.KeyFiles;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.anchor.NameSubject;
import dev.assay.app.offline.anchor.SoleSignature;
import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.attest.EnvelopeReader;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.tlog.Checkpoint;
import dev.assay.core.tlog.LogSigner;
import dev.assay.core.tlog.LogTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files the user named, read and bounded; each problem ends the command. */
final class Inputs {
  /** What a receipt, a request or a note may have, and a little more to see that it has more. */
  static final int MAX_RECEIPT_BYTES = StampAuthorities.MAX_STAMP_BYTES;

  private Inputs() {}

  /** The bytes of a file. */
  static byte[] file(String name, int max, String what) throws InputRefused {
    return switch (NamedFile.read(name, max, what)) {
      case NamedFile.Reading.Read(byte[] bytes) -> bytes;
      case NamedFile.Reading.Missing(Problem problem) -> throw missing(problem);
      case NamedFile.Reading.Unreadable(Problem problem) -> throw missing(problem);
    };
  }

  private static InputRefused missing(Problem problem) {
    return new InputRefused(CommandReason.MISSING_CONFIG, List.of(problem));
  }

  /** The bundle a path is about, verified whole. */
  static AnchorSubject subject(String bundle) throws InputRefused, IOException {
    try (TarBundleFiles files = new TarBundleFiles(InputStream.nullInputStream())) {
      return switch (new NameSubject(files).name(bundle)) {
        case NameSubject.Outcome.Named(AnchorSubject subject) -> subject;
        case NameSubject.Outcome.NotIntact(VerifyReport report) ->
            throw new InputRefused(CommandReason.named(report.reasonCode()), report.problems());
      };
    }
  }

  /** The digest of the only signature beside a bundle. */
  static byte[] signatureDigest(String bundle) throws InputRefused {
    String name = bundle + BundleLayout.ATTESTATION_ENDING;
    byte[] envelope = file(name, EnvelopeReader.MAX_BYTES, "attestation");
    return switch (SoleSignature.read(envelope)) {
      case SoleSignature.Reading.Read(SoleSignature signature) -> signature.digest();
      case SoleSignature.Reading.Refused refused ->
          throw InputRefused.by(refused.by(AnchorFault.NOT_STAMPABLE), name);
    };
  }

  /** Certificates to trust, from one or more files. */
  static TimeStampTrust certificates(List<String> names) throws InputRefused {
    return switch (StampAuthorities.read(names)) {
      case StampAuthorities.Reading.Read(TimeStampTrust trust) -> trust;
      case StampAuthorities.Reading.Refused(CommandReason reason, List<Problem> problems) ->
          throw new InputRefused(reason, problems);
    };
  }

  /** Whom to believe about a log. */
  static LogTrust logTrust(String logKey, List<String> witnesses, int quorum) throws InputRefused {
    byte[] log = file(logKey, MAX_RECEIPT_BYTES, "log key");
    List<byte[]> files = new ArrayList<>();
    for (String witness : witnesses) {
      files.add(file(witness, MAX_RECEIPT_BYTES, "witness key"));
    }
    return switch (LogTrust.read(log, files, quorum)) {
      case LogTrust.Reading.Read(LogTrust trust) -> trust;
      case LogTrust.Reading.Refused(AnchorRefusal refusal, int file) ->
          throw InputRefused.by(refusal, file == 0 ? logKey : witnesses.get(file - 1));
    };
  }

  /** A checkpoint that was kept; its signature is not judged. */
  static Checkpoint checkpoint(String name) throws InputRefused {
    byte[] bytes = file(name, MAX_RECEIPT_BYTES, "checkpoint");
    return switch (Checkpoint.read(bytes)) {
      case Checkpoint.Reading.Read(Checkpoint checkpoint) -> checkpoint;
      case Checkpoint.Reading.Refused(AnchorRefusal refusal) ->
          throw InputRefused.by(refusal, name);
    };
  }

  /** A checkpoint that was kept, signed by the log that is trusted. */
  static Checkpoint checkpoint(String name, LogTrust trust) throws InputRefused {
    Checkpoint checkpoint = checkpoint(name);
    if (new LogTrust(trust.log(), List.of(), 0).judge(checkpoint)
        instanceof LogTrust.Standing.Refused(AnchorRefusal refusal)) {
      throw InputRefused.by(refusal, name);
    }
    return checkpoint;
  }

  /** The private key of a log. */
  static LogSigner signer(String origin, String key) throws InputRefused {
    return switch (new KeyFiles().signingKey(path(key))) {
      case KeyReading.Unusable(Problem problem) ->
          throw new InputRefused(
              problem.code().equals("key.unreadable")
                  ? CommandReason.MISSING_CONFIG
                  : CommandReason.CFG_PARSE,
              List.of(problem));
      case KeyReading.Usable(SigningKey usable) ->
          switch (LogSigner.of(origin, usable)) {
            case LogSigner.Making.Made(LogSigner signer) -> signer;
            case LogSigner.Making.Refused(AnchorRefusal refusal) ->
                throw InputRefused.by(refusal, key);
          };
    };
  }

  /** A path; what is none ends the command. */
  static Path path(String name) throws InputRefused {
    try {
      return Path.of(name);
    } catch (InvalidPathException _) {
      throw missing(
          Problem.of("file.unreadable", "`" + name + "` is not a file name", Where.NOWHERE));
    }
  }

  /** Writes a result under a new name, or over a file when told to. */
  static void write(String name, byte[] bytes, boolean replace) throws InputRefused {
    switch (OutputFile.create(name, bytes, replace)) {
      case OutputFile.Writing.Written _ -> {}
      case OutputFile.Writing.Taken(Problem problem) ->
          throw new InputRefused(CommandReason.OUTPUT_EXISTS, List.of(problem));
      case OutputFile.Writing.Failed(Problem problem) ->
          throw new InputRefused(CommandReason.EVIDENCE_UNWRITABLE, List.of(problem));
    }
  }
}
