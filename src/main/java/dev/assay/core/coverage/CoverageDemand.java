package dev.assay.core.coverage;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;

/**
 * A claim that somebody wants to make: {@code TYPE:DIMENSION}. Source: {@code trust-basis.md} 10.6.
 *
 * @param type what kind of claim
 * @param dimension what it is about; untrusted until a document knows it
 */
public record CoverageDemand(Type type, String dimension) {

  /** Kinds of claims. */
  public enum Type {
    /** Something happened. */
    POSITIVE("positive"),
    /** What was seen is all. */
    EXHAUSTIVE("exhaustive"),
    /** Nothing beyond it happened. */
    BOUNDED_NEGATIVE("bounded_negative");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }
  }

  /** What became of a text. */
  public sealed interface Reading {
    /** It is a demand. */
    record Read(CoverageDemand demand) implements Reading {}

    /** It is none. */
    record Refused(Problem problem) implements Reading {}
  }

  /** Reads {@code TYPE:DIMENSION}; white space around both parts does not count. */
  public static Reading read(String text) {
    int colon = text.indexOf(':');
    String type = colon < 0 ? "" : text.substring(0, colon).strip();
    String dimension = colon < 0 ? "" : text.substring(colon + 1).strip();
    for (Type one : Type.values()) {
      if (one.wire.equals(type) && !dimension.isEmpty()) {
        return new Reading.Read(new CoverageDemand(one, dimension));
      }
    }
    return new Reading.Refused(
        Problem.of(
            "claims.demand",
            "`"
                + text
                + "` is not `TYPE:DIMENSION` with the type `positive`, `exhaustive` or"
                + " `bounded_negative`",
            Where.NOWHERE));
  }

  /** Gives the demand as it is written. */
  public String text() {
    return type.wire + ":" + dimension;
  }
}
