package dev.assay.core.attest;

import dev.assay.core.problem.Problem;
import java.util.List;

/**
 * What checking a signed envelope came to. Only two of these are a success of the signature: {@link
 * SignatureVerified} and {@link AttestationVerified}.
 *
 * <p>A verified signature says that the holder of a trusted key stated this; not when, and not that
 * what was recorded is true.
 */
public sealed interface EnvelopeVerdict {
  /** It is no envelope, or one outside the limits; no signature was looked at. */
  record Malformed(List<Problem> problems) implements EnvelopeVerdict {
    /** Copies the problems. */
    public Malformed {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Fewer signatures count than are demanded.
   *
   * @param standing what stands in the way, the most telling of the signatures
   * @param counted how many do count
   */
  record SignatureRefused(
      SignatureFinding.Standing standing, int counted, List<SignatureFinding> signatures)
      implements EnvelopeVerdict {
    /** Copies the findings. */
    public SignatureRefused {
      signatures = List.copyOf(signatures);
    }
  }

  /** What is signed is no statement about a bundle that we accept. */
  record StatementRefused(List<Problem> problems) implements EnvelopeVerdict {
    /** Copies the problems. */
    public StatementRefused {
      problems = List.copyOf(problems);
    }
  }

  /** The statement is about another bundle, or says something else of this one. */
  record BundleDiffers(BundleStatement statement, List<Problem> problems)
      implements EnvelopeVerdict {
    /** Copies the problems. */
    public BundleDiffers {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Nobody said whose keys to trust. No success: anybody could have written this.
   *
   * @param compared the statement agrees with a bundle at hand
   */
  record SignatureNotChecked(BundleStatement statement, boolean compared)
      implements EnvelopeVerdict {}

  /** Enough trusted signatures over a statement; no bundle was at hand to compare. */
  record SignatureVerified(BundleStatement statement, List<SignatureFinding> signatures)
      implements EnvelopeVerdict {
    /** Copies the findings. */
    public SignatureVerified {
      signatures = List.copyOf(signatures);
    }
  }

  /** Enough trusted signatures over a statement that is true of the bundle, field by field. */
  record AttestationVerified(BundleStatement statement, List<SignatureFinding> signatures)
      implements EnvelopeVerdict {
    /** Copies the findings. */
    public AttestationVerified {
      signatures = List.copyOf(signatures);
    }
  }
}
