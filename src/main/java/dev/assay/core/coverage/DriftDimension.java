package dev.assay.core.coverage;

import java.util.Locale;
import java.util.Optional;

/** What a drift report compares between two runs. Source: {@code trust-basis.md} 10.5. */
public enum DriftDimension {
  /** Paths that were opened. */
  FILESYSTEM_PATHS_TOUCHED(Dimension.FILESYSTEM),
  /** File work in the kernel. */
  KERNEL_FILE_OPERATIONS(Dimension.FILESYSTEM),
  /** Peers. */
  NETWORK_ENDPOINTS(Dimension.NETWORK),
  /** Programs started. */
  PROCESS_EXECS(Dimension.PROCESS);

  private final Dimension dimension;

  DriftDimension(Dimension dimension) {
    this.dimension = dimension;
  }

  /** Gives the kind of effect. */
  Dimension dimension() {
    return dimension;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Gives the type of the cell that says a difference was measured. */
  String measured() {
    return "measured_" + wire() + "_drift";
  }

  /** Gives the type of the cell that says what was seen is all. */
  String exhaustive() {
    return "exhaustive_" + wire() + "_equality";
  }

  /** Gives what a claim of absence is called. */
  String negative() {
    return "no_" + wire() + "_effect_beyond_observed";
  }

  /** Finds a measured dimension by its spelling. */
  static Optional<DriftDimension> of(String wire) {
    for (DriftDimension dimension : values()) {
      if (dimension.wire().equals(wire)) {
        return Optional.of(dimension);
      }
    }
    return Optional.empty();
  }
}
