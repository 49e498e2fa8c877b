package dev.assay.core.claim.rule;

import java.util.Optional;

/**
 * What is known of a bundle besides its events, each from a check that was made.
 *
 * @param verified the structure was verified; false while a recording goes on
 * @param signature what a check of signatures gave
 * @param provenance whether provenance about the policy or the server was verified
 * @param closed how the seal says the recording ended; empty without a seal that holds
 * @param packs what applied lint packs gave
 * @param sources what making receipts again from their sources gave
 */
public record Ground(
    boolean verified,
    Signature signature,
    Provenance provenance,
    Optional<String> closed,
    PackRun packs,
    SourceChecks sources) {
  /** Only that the structure was verified. */
  public static final Ground VERIFIED_ONLY =
      new Ground(
          true, Signature.NONE, Provenance.NONE, Optional.empty(), PackRun.NONE, SourceChecks.NONE);

  /** Nothing, because the recording goes on: no archive, no seal, no signature. */
  public static final Ground PROVISIONAL =
      new Ground(
          false,
          Signature.NONE,
          Provenance.NONE,
          Optional.empty(),
          PackRun.NONE,
          SourceChecks.NONE);

  /** Signatures over the archive. */
  public sealed interface Signature {
    /** No envelope was given. */
    Signature NONE = new None();

    /** No envelope was given. */
    record None() implements Signature {}

    /** An envelope speaks of this archive, and its key is not trusted or nobody is. */
    record UnknownKey() implements Signature {}

    /**
     * An envelope was given that does not count: counter-evidence.
     *
     * @param why the code of the check that refused it
     */
    record Refused(String why) implements Signature {}

    /** A trusted key signed exactly this archive. */
    record Trusted() implements Signature {}
  }

  /** Provenance statements. */
  public enum Provenance {
    /** None was given. */
    NONE,
    /** One was given, and it did not verify. */
    REJECTED,
    /** One verified, and no decision names a policy with a digest of it. */
    NOT_BOUND,
    /**
     * One verified, and decisions name a policy with its digest: the recorder's word, unless the
     * bundle is signed.
     */
    BOUND
  }

  /**
   * Applied lint packs.
   *
   * @param applied how many packs ran
   * @param findings findings of their rules before any cut
   * @param shown findings of their rules after the cut to the wanted number
   */
  public record PackRun(long applied, long findings, long shown) {
    /** No pack ran. */
    public static final PackRun NONE = new PackRun(0, 0, 0);
  }

  /**
   * Receipts made again from sources that the user supplied.
   *
   * @param recomputed how many came out the same
   * @param differing how many did not
   */
  public record SourceChecks(long recomputed, long differing) {
    /** No source was supplied. */
    public static final SourceChecks NONE = new SourceChecks(0, 0);
  }

  /** Says whether a trusted key signed exactly this archive. */
  public boolean isSigned() {
    return signature instanceof Signature.Trusted;
  }

  /** Gives, of a signature that was refused, the reason for everything that would rest on it. */
  Optional<String> refusedSignature() {
    return signature instanceof Signature.Refused(String why)
        ? Optional.of(LevelReason.ENVELOPE_REFUSED.about(why))
        : Optional.empty();
  }
}
