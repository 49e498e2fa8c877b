package dev.assay.app.offline.question;

import dev.assay.core.attest.BundleStatement;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.proof.EventProof;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Checks a proof and holds it against what the reader knows of the bundle from elsewhere. */
public final class CheckProof {
  private CheckProof() {}

  /**
   * What the reader was told about the bundle by a source that he trusts.
   *
   * @param bundleId the bundle id, {@code sha256:<hex>}
   * @param envelopeRoot the root of the envelope tree, hex with or without {@code sha256:}
   * @param statement what somebody trusted signed about the bundle; verified before
   */
  public record Expected(
      Optional<String> bundleId,
      Optional<String> envelopeRoot,
      Optional<BundleStatement> statement) {}

  /** How it ended. */
  public sealed interface Outcome {
    /**
     * The proof holds and belongs to the bundle the reader knows.
     *
     * @param byBundleId whether the bundle id was known, so that the seal's words are proven too
     */
    record Trusted(EventProof proof, boolean byBundleId) implements Outcome {}

    /** The proof holds in itself; nothing says that there is such a bundle. */
    record Consistent(EventProof proof) implements Outcome {}

    /** The proof does not hold. */
    record Refused(Problem problem) implements Outcome {}

    /** The proof holds in itself and is of another bundle than the one the reader knows. */
    record OtherBundle(Problem problem) implements Outcome {}

    /** The question makes no sense. */
    record Malformed(List<Problem> problems) implements Outcome {
      /** Copies the problems. */
      public Malformed {
        problems = Collections.unmodifiableList(new ArrayList<>(problems));
      }
    }
  }

  /** Checks the bytes of a proof. */
  public static Outcome check(byte[] file, Expected expected) {
    List<Problem> problems = malformed(expected);
    if (!problems.isEmpty()) {
      return new Outcome.Malformed(problems);
    }
    return switch (EventProof.read(file)) {
      case EventProof.Reading.Refused refused -> new Outcome.Refused(refused.problem());
      case EventProof.Reading.Read read -> compare(read.proof(), expected);
    };
  }

  private static Outcome compare(EventProof proof, Expected expected) {
    if (expected.bundleId().filter(id -> !id.equals(proof.bundleId())).isPresent()) {
      return other("the proof is of the bundle " + proof.bundleId() + ", not the expected one");
    }
    if (expected.envelopeRoot().filter(r -> !hex(r).equals(proof.envelopeRoot())).isPresent()) {
      return other(
          "the proof leads to the envelope root "
              + proof.envelopeRoot()
              + ", not the expected one");
    }
    Optional<String> difference = expected.statement().flatMap(s -> difference(proof, s));
    if (difference.isPresent()) {
      return other(difference.get());
    }
    boolean byBundleId = expected.bundleId().isPresent() || expected.statement().isPresent();
    return byBundleId || expected.envelopeRoot().isPresent()
        ? new Outcome.Trusted(proof, byBundleId)
        : new Outcome.Consistent(proof);
  }

  /** The bundle id ties the seal to the proof, so the seal must say what the statement says. */
  private static Optional<String> difference(EventProof proof, BundleStatement statement) {
    if (!statement.bundleId().equals(proof.bundleId())) {
      return Optional.of(
          "the proof is of the bundle "
              + proof.bundleId()
              + ", the signed statement is about "
              + statement.bundleId());
    }
    boolean sameRun =
        proof.sealData().string("run_id").filter(statement.run().runId()::equals).isPresent();
    return sameRun && statement.run().events() == proof.size() + 1
        ? Optional.empty()
        : Optional.of("the signed statement names another run or number of events than the seal");
  }

  private static Outcome other(String message) {
    return new Outcome.OtherBundle(Problem.of("proof.other_bundle", message, Where.NOWHERE));
  }

  private static List<Problem> malformed(Expected expected) {
    List<Problem> problems = new ArrayList<>();
    if (expected.bundleId().filter(id -> !id.matches("sha256:[0-9a-f]{64}")).isPresent()) {
      problems.add(
          Problem.of(
              "proof.expected",
              "the expected bundle id must be `sha256:` and 64 lower-case hex digits",
              Where.NOWHERE));
    }
    if (expected.envelopeRoot().filter(r -> !r.matches("(sha256:)?[0-9a-f]{64}")).isPresent()) {
      problems.add(
          Problem.of(
              "proof.expected",
              "the expected envelope root must be 64 lower-case hex digits",
              Where.NOWHERE));
    }
    return problems;
  }

  private static String hex(String root) {
    return root.startsWith(Sha256.PREFIX) ? root.substring(Sha256.PREFIX.length()) : root;
  }
}
