package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.crypto.MerkleProof;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;

/** The entry that stands for a bundle in a log: canonical JSON of schema, archive and bundle id. */
public final class LogLeaf {
  /** The entry's schema. */
  public static final String SCHEMA = "assay.log_entry.v1";

  private LogLeaf() {}

  /**
   * Gives the entry's bytes. The same bundle gives the same entry, so a log holds it once; neither
   * time nor place is in it.
   */
  public static byte[] canonicalBytes(AnchorSubject subject) {
    return CanonicalJson.canonicalBytes(
        Json.object()
            .put("archive_sha256", subject.archiveSha256())
            .put("bundle_id", subject.bundleId())
            .put("schema", SCHEMA)
            .build());
  }

  /** Gives the hash of the entry as a leaf of the tree. */
  public static byte[] hash(AnchorSubject subject) {
    byte[] leaf = canonicalBytes(subject);
    return MerkleProof.leafHash(leaf, 0, leaf.length);
  }
}
