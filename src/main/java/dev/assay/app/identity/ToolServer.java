package dev.assay.app.identity;

import dev.assay.core.identity.ToolListing;
import dev.assay.core.problem.Problem;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A server that can be asked what it offers. */
public interface ToolServer {
  /** Asks it; once. */
  Answer ask();

  /** What came of it. */
  sealed interface Answer {
    /** It said everything. */
    record Heard(Offer offer) implements Answer {}

    /** It could not be started, did not answer, or answered what no listing is. */
    record Unusable(Problem problem) implements Answer {}
  }

  /**
   * What a server offers. Everything in it is the server's own word.
   *
   * @param name its name for itself
   * @param version its version for itself
   * @param protocol the protocol version it chose
   * @param instructions what it tells a model about itself; empty when nothing
   * @param listing all its tools
   * @param descriptions what it says about them, by name; of tools that say something
   */
  record Offer(
      String name,
      String version,
      String protocol,
      String instructions,
      ToolListing listing,
      SortedMap<String, String> descriptions) {
    /** Copies the descriptions. */
    public Offer {
      descriptions = Collections.unmodifiableSortedMap(new TreeMap<>(descriptions));
    }
  }
}
