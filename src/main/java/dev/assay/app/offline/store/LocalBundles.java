package dev.assay.app.offline.store;

import dev.assay.core.problem.Problem;
import java.util.Collections;
import java.util.List;

/** Bundles on this machine's disk: read to be pushed, written when pulled. */
public interface LocalBundles {
  /** The largest sidecar: signatures and time stamps are far smaller. */
  int MAX_SIDECAR_BYTES = 16 << 20;

  /**
   * A file beside a bundle.
   *
   * @param suffix what its name has after the bundle's
   */
  record Sidecar(String suffix, StoreContent content) {}

  /** What became of a bundle to be read. */
  sealed interface Opening {
    /** It is there; reading it may still fail. */
    record Opened(StoreContent archive, List<Sidecar> sidecars) implements Opening {
      /** Copies the sidecars. */
      public Opened {
        sidecars = Collections.unmodifiableList(List.copyOf(sidecars));
      }
    }

    /** It or a sidecar cannot be read. */
    record Unavailable(Problem problem) implements Opening {}
  }

  /** What became of a file to be written. */
  sealed interface Saving {
    /**
     * It is there.
     *
     * @param written false when the very same file was there before
     */
    record Saved(String path, boolean written) implements Saving {}

    /** Another file has the name, or the disk failed. */
    record Failed(Problem problem) implements Saving {}
  }

  /** A file on its way: it has its name only once it is whole. */
  interface Draft extends AutoCloseable {
    /** Adds bytes; false when the disk failed, which {@link #publish} then says. */
    boolean write(byte[] bytes, int from, int to);

    /** Forces the file and gives it its name; never overwrites. */
    Saving publish(String name);

    /** Removes what was not published. */
    @Override
    void close();
  }

  /** Opens a bundle that was verified: its length and digest are what reading must give again. */
  Opening open(String path, String sha256, long bytes);

  /** Begins a file in a directory, which is made when it is missing. */
  Draft draft(String directory);
}
