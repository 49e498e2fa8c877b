package dev.assay.app.offline.store;

import org.jspecify.annotations.Nullable;

/**
 * Which store, and how to reach it.
 *
 * @param place where
 * @param connection how a bucket is reached; nothing for a directory
 * @param retention how long pushed bundles must be kept, or null
 */
public record StoreSettings(Place place, Connection connection, @Nullable Retention retention) {
  /** Where a store is. */
  public sealed interface Place {
    /** Gives the address as people write it; it holds no credentials. */
    String url();

    /** A directory, as an absolute path. */
    record Directory(String path) implements Place {
      @Override
      public String url() {
        return "file://" + path;
      }
    }

    /**
     * A bucket.
     *
     * @param prefix what all keys begin with: empty, or ending in a slash
     */
    record Bucket(String name, String prefix) implements Place {
      @Override
      public String url() {
        return "s3://" + name + '/' + prefix;
      }
    }
  }

  /**
   * How a bucket is reached.
   *
   * @param region the region, or null for the library's own sources
   * @param endpoint the address of a server other than the vendor's, or null
   * @param pathStyle the bucket's name is part of the path, not of the host name
   */
  public record Connection(@Nullable String region, @Nullable String endpoint, boolean pathStyle) {
    /** Nothing special. */
    public static final Connection USUAL = new Connection(null, null, false);
  }
}
