package dev.assay.core.coverage;

import java.util.Optional;

/**
 * What kinds of effects are measured, in the order of reports. Source: {@code trust-basis.md} 10.
 */
public enum Dimension {
  /** Files. */
  FILESYSTEM("filesystem", "filesystem_paths", "measured_filesystem_effect"),
  /** Peers. */
  NETWORK("network", "network_endpoints", "measured_network_effect"),
  /** Programs started. */
  PROCESS("process", "process_execs", "process_execution_effect");

  private final String wire;
  private final String surface;
  private final String effect;

  Dimension(String wire, String surface, String effect) {
    this.wire = wire;
    this.surface = surface;
    this.effect = effect;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Gives the member of a capability surface that lists its effects. */
  String surface() {
    return surface;
  }

  /** Gives the type of the cell that says effects were measured. */
  String effect() {
    return effect;
  }

  /** Gives the type of the cell that says all effects were measured. */
  String exhaustive() {
    return "exhaustive_" + wire + "_set";
  }

  /** Gives what a claim of absence is called. */
  String negative() {
    return "no_unexpected_" + wire + "_effect";
  }

  /** Finds a dimension by its spelling. */
  static Optional<Dimension> of(String wire) {
    for (Dimension dimension : values()) {
      if (dimension.wire.equals(wire)) {
        return Optional.of(dimension);
      }
    }
    return Optional.empty();
  }
}
