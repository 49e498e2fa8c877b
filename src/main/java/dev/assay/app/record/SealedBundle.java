package dev.assay.app.record;

import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.Seal;
import dev.assay.core.problem.Problem;

/**
 * A bundle that was just made.
 *
 * @param location where it lies, as the user would write it
 * @param facts identity and extent
 * @param counts what its events say, as in its seal
 * @param part place in the recording, from 0
 * @param signature what became of signing it
 */
public record SealedBundle(
    String location, BundleIdentity facts, Seal.Counts counts, int part, Signature signature) {

  /** What became of signing a bundle. */
  public sealed interface Signature {
    /** No key was given. */
    record NotAsked() implements Signature {}

    /** The signed statement lies beside the bundle. */
    record Written(String location) implements Signature {}

    /** The bundle is there, the statement is not. */
    record Failed(Problem problem) implements Signature {}
  }
}
