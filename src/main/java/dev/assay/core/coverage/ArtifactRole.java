package dev.assay.core.coverage;

import java.util.Optional;

/** What kind of artifact a cell is about. Source: {@code trust-basis.md} 10.1. */
public enum ArtifactRole {
  /** A trace of the OpenTelemetry family. */
  OTEL_FAMILY_TRACE("otel_family_trace"),
  /** The archive of a run: a bundle of ours, or of the reference's runner. */
  MEASURED_RUN_ARCHIVE("measured_run_archive"),
  /** Several artifacts put together. */
  JOINED_ARTIFACTS("joined_artifacts"),
  /** Somebody else's result. */
  EXTERNAL_RECEIPT("external_receipt"),
  /** No artifact: then the strength is absent. */
  NONE("none");

  private final String wire;

  ArtifactRole(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Finds a role by its spelling; case matters. */
  public static Optional<ArtifactRole> of(String wire) {
    for (ArtifactRole role : values()) {
      if (role.wire.equals(wire)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
