package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.core.attest.EnvelopeReader;
import dev.assay.core.attest.ProvenanceEnvelope;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options by which provenance of a policy is supplied. */
final class ProvenanceOptions {
  /** No public key of ours comes near this. */
  private static final int MAX_KEY_BYTES = 1 << 16;

  @Option(
      names = "--provenance",
      paramLabel = "FILE",
      description = "signed SLSA provenance (DSSE envelope) of the policy; needs --provenance-key")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--provenance-key",
      paramLabel = "PUB.pem",
      description = "a key of a builder to trust; may be given more than once")
  private List<String> keys = List.of();

  /** What the options came to. */
  sealed interface Reading {
    /** What was found of provenance; empty when none was given. */
    record Read(Optional<CompileTrustBasis.Provenance> provenance) implements Reading {}

    /** A file cannot be used. */
    record Refused(CommandReason reason, Problem problem) implements Reading {}
  }

  /** Gives the files that are named. */
  List<String> files() {
    List<String> files = new ArrayList<>(keys);
    file.ifPresent(files::add);
    return files;
  }

  /** Reads and judges what was given to a command; what counts for nothing is a warning. */
  Reading read(CommandLine command) {
    if (file.isPresent() == keys.isEmpty()) {
      throw new ParameterException(command, "`--provenance` and `--provenance-key` go together");
    }
    if (file.isEmpty()) {
      return new Reading.Read(Optional.empty());
    }
    List<VerifyingKey> builders = new ArrayList<>();
    for (String name : keys) {
      switch (NamedFile.read(name, MAX_KEY_BYTES, "key file")) {
        case NamedFile.Reading.Missing(Problem problem) -> {
          return new Reading.Refused(CommandReason.MISSING_CONFIG, problem);
        }
        case NamedFile.Reading.Unreadable(Problem problem) -> {
          return new Reading.Refused(CommandReason.MISSING_CONFIG, problem);
        }
        case NamedFile.Reading.Read(byte[] bytes) -> {
          switch (VerifyingKey.readPem(bytes)) {
            case VerifyingKeyReading.Unusable(Problem problem) -> {
              return new Reading.Refused(CommandReason.CFG_PARSE, problem.in(name));
            }
            case VerifyingKeyReading.Usable(VerifyingKey key) -> builders.add(key);
          }
        }
      }
    }
    return switch (NamedFile.read(file.get(), EnvelopeReader.MAX_BYTES, "provenance")) {
      case NamedFile.Reading.Missing(Problem problem) ->
          new Reading.Refused(CommandReason.MISSING_CONFIG, problem);
      case NamedFile.Reading.Unreadable(Problem problem) ->
          new Reading.Refused(CommandReason.MISSING_CONFIG, problem);
      case NamedFile.Reading.Read(byte[] bytes) ->
          new Reading.Read(
              Optional.of(
                  new CompileTrustBasis.Provenance(
                      Sha256.text(bytes),
                      told(command, ProvenanceEnvelope.verify(bytes, builders)))));
    };
  }

  /** Says what only the bundle shows: that what was built is nothing its decisions name. */
  void told(CommandLine command, Ground.Provenance found) {
    if (found == Ground.Provenance.NOT_BOUND) {
      OutputOptions.warn(
          command,
          "the provenance counts for nothing: no decision names a policy with the digest of one of"
              + " its subjects (provenance_not_bound)");
    }
  }

  private static ProvenanceEnvelope.Verdict told(
      CommandLine command, ProvenanceEnvelope.Verdict verdict) {
    if (verdict instanceof ProvenanceEnvelope.Verdict.Refused(String why)) {
      OutputOptions.warn(command, "the provenance counts for nothing: " + why);
    }
    return verdict;
  }
}
