package dev.assay.adapter.store;

import dev.assay.core.problem.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where Assay keeps what outlives a run: {@code
 * ${ASSAY_STATE_DIR:-${XDG_STATE_HOME:-~/.local/state}/assay}} ({@code design.md} §3 row 7).
 */
public sealed interface StateDirectory {
  /** It is known. It need not exist. */
  record Located(Path path) implements StateDirectory {
    /** Gives the directory of bundles and journals. */
    public Path evidence() {
      return path.resolve("evidence");
    }
  }

  /** Nothing says where it is. */
  record Unknown(Problem problem) implements StateDirectory {}

  /**
   * Works it out from environment variables. {@code XDG_STATE_HOME} counts only when it is
   * absolute, as its specification says; empty variables count as absent.
   */
  static StateDirectory locate(Map<String, String> environment) {
    try { // no lambdas: this runs at every start (ADR 0005)
      String own = variable(environment, "ASSAY_STATE_DIR");
      if (!own.isEmpty()) {
        return new Located(Path.of(own));
      }
      Path state = Path.of(variable(environment, "XDG_STATE_HOME"));
      if (state.isAbsolute()) {
        return new Located(state.resolve("assay"));
      }
      Path home = Path.of(variable(environment, "HOME"));
      if (home.isAbsolute()) {
        return new Located(home.resolve(".local/state/assay"));
      }
    } catch (InvalidPathException e) {
      return unknown("the state directory is not a path this system can have");
    }
    return unknown("there is no HOME, so the place for evidence is not known");
  }

  private static StateDirectory unknown(String message) {
    return new Unknown(
        StoreProblems.of(
            "evidence.store.no_state_directory",
            message,
            "set ASSAY_STATE_DIR or choose a place with --evidence-dir"));
  }

  private static String variable(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "");
  }
}
