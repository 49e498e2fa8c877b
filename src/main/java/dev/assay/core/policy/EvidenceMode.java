package dev.assay.core.policy;

/** What the policy's {@code evidence} member asks of the recorder. */
public enum EvidenceMode {
  /** A failed record denies the call and recording cannot be switched off. */
  REQUIRED,
  /** A failed record is a counted gap. */
  BEST_EFFORT,
  /** Not said: a failed record denies the call. */
  UNSPECIFIED
}
