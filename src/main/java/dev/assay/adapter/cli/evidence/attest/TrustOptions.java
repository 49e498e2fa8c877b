package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.app.offline.attest.SignatureTrust;
import dev.assay.core.attest.TrustSet;
import dev.assay.core.attest.TrustedKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose signatures count: keys named one by one, or a trust set. */
public final class TrustOptions {
  /** No public key of a kind we check comes near this. */
  private static final int MAX_KEY_BYTES = 1 << 16;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--key",
      paramLabel = "PUB.pem",
      description = "trust this public key, Ed25519 or P-256; may be given more than once")
  private List<String> keys = List.of();

  @Option(
      names = "--trust-set",
      paramLabel = "FILE",
      description = "trust the recorders of this file, see docs/reference/trust-set.md")
  private @Nullable String trustSet;

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "so many different trusted keys must have signed (default: 1)")
  private @Nullable Integer threshold;

  /** What the options came to. */
  public sealed interface Reading {
    /** Whose signatures count, perhaps nobody's. */
    record Read(SignatureTrust trust) implements Reading {}

    /** A file is missing or refused. */
    record Refused(CommandReason reason, List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Says whether anybody is to be trusted. */
  public boolean given() {
    return !keys.isEmpty() || trustSet != null;
  }

  /** Says whether a trust set is named, which may have keys for more than recordings. */
  public boolean namesSet() {
    return trustSet != null;
  }

  /** Gives the files that are named. */
  public List<String> files() {
    List<String> files = new ArrayList<>(keys);
    if (trustSet != null) {
      files.add(trustSet);
    }
    return files;
  }

  /** Reads the files that are named. */
  public Reading read() {
    int demanded = threshold == null ? 1 : threshold;
    if (!keys.isEmpty() && trustSet != null) {
      throw new ParameterException(
          command.commandLine(), "Give `--key` or `--trust-set`, not both");
    }
    if (demanded < 1 || (threshold != null && !given())) {
      throw new ParameterException(
          command.commandLine(), "`--threshold` is at least 1 and goes with keys to trust");
    }
    if (!given()) {
      return new Reading.Read(new SignatureTrust.NotGiven());
    }
    return trustSet == null ? readKeys(demanded) : readSet(trustSet, demanded);
  }

  private static Reading readSet(String name, int demanded) {
    return switch (TrustSetFile.read(name)) {
      case TrustSetFile.Reading.Read(TrustSet trust) -> trusting(trust, demanded);
      case TrustSetFile.Reading.Refused(CommandReason reason, List<Problem> problems) ->
          new Reading.Refused(reason, problems);
    };
  }

  private Reading readKeys(int demanded) {
    List<TrustedKey> trusted = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String name : keys) {
      switch (NamedFile.read(name, MAX_KEY_BYTES, "key file")) {
        case NamedFile.Reading.Missing(Problem problem) -> {
          return missing(problem);
        }
        case NamedFile.Reading.Unreadable(Problem problem) -> {
          return missing(problem);
        }
        case NamedFile.Reading.Read(byte[] bytes) -> {
          switch (VerifyingKey.readPem(bytes)) {
            case VerifyingKeyReading.Unusable(Problem problem) -> problems.add(problem.in(name));
            case VerifyingKeyReading.Usable(VerifyingKey key) -> {
              if (!ids.contains(key.keyId())) {
                ids.add(key.keyId());
                trusted.add(TrustedKey.recorder(key));
              }
            }
          }
        }
      }
    }
    return problems.isEmpty()
        ? trusting(new TrustSet(trusted, Collections.emptyMap()), demanded)
        : new Reading.Refused(CommandReason.CFG_PARSE, problems);
  }

  private static Reading trusting(TrustSet trust, int demanded) {
    int keys = trust.keys().size();
    if (demanded > Math.max(1, keys)) {
      return new Reading.Refused(
          CommandReason.INVALID_ARGS,
          List.of(
              Problem.of(
                  "trust.threshold",
                  demanded + " signatures are demanded and only " + keys + " keys are trusted",
                  Where.NOWHERE)));
    }
    return new Reading.Read(new SignatureTrust.Given(trust, demanded));
  }

  private static Reading missing(Problem problem) {
    return new Reading.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
  }
}
