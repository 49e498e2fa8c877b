package dev.assay.app.offline.store;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a store or with what lies in it; each with its own code. */
public enum StoreCode {
  /** The settings make no sense. */
  CONFIG("store.config", "E_STORE_CONFIG", "the address or the settings of the store are refused"),
  /** Nobody said which store. */
  NOT_CONFIGURED("store.not_configured", "E_STORE_CONFIG", "no store is named"),
  /** The directory or bucket is not there. */
  MISSING("store.missing", "E_STORE_CONFIG", "the directory or bucket does not exist"),
  /** There are no credentials. */
  CREDENTIALS("store.credentials", "E_STORE_CONFIG", "there are no credentials for the bucket"),
  /** Retention is asked for and the bucket cannot keep it. */
  LOCK_UNAVAILABLE(
      "store.lock_unavailable",
      "E_STORE_CONFIG",
      "retention is demanded and the bucket has no Object Lock"),
  /** The store refuses us. */
  ACCESS_DENIED("store.access_denied", "E_STORE_UNAVAILABLE", "the store refuses the access"),
  /** Nobody answers, or only with errors. */
  UNREACHABLE("store.unreachable", "E_STORE_UNAVAILABLE", "the store does not answer"),
  /** The store answered with an error. */
  FAILED("store.failed", "E_STORE_UNAVAILABLE", "the store could not do what was asked"),
  /** Nothing of that name. */
  NOT_FOUND("store.not_found", "E_STORE_NOT_FOUND", "the store has no such bundle"),
  /** Same key, other bytes, met while pushing. */
  CONFLICT(
      "store.conflict",
      "E_STORE_INTEGRITY",
      "the key is taken by other bytes; nothing was overwritten"),
  /** Another sidecar is there. */
  SIDECAR_CONFLICT(
      "store.sidecar_conflict",
      "E_STORE_INTEGRITY",
      "another sidecar of that name lies beside the bundle; nothing was overwritten"),
  /** Bytes that do not fit their key. */
  OBJECT_CORRUPT(
      "store.object_corrupt",
      "E_STORE_INTEGRITY",
      "the stored bytes do not have the digest they are kept under"),
  /** Digest right, bundle wrong. */
  OBJECT_BROKEN("store.object_broken", "E_STORE_INTEGRITY", "the stored bundle does not verify"),
  /** The index names an archive that is gone. */
  EMPTY(
      "store.empty",
      "E_STORE_NOT_FOUND",
      "the store holds no bundle, so nothing was verified; is this the right address?"),
  OBJECT_MISSING(
      "store.object_missing", "E_STORE_INTEGRITY", "the index names a bundle that is not there"),
  /** An archive that the index does not name. */
  INDEX_MISSING("store.index_missing", "E_STORE_INTEGRITY", "a stored bundle has no index entry"),
  /** An index entry that says something else. */
  INDEX_CONFLICT(
      "store.index_conflict",
      "E_STORE_INTEGRITY",
      "an index entry does not say what the bundle says"),
  /** Two histories of one run. */
  RUN_CONFLICT(
      "store.run_conflict",
      "E_STORE_INTEGRITY",
      "two bundles with different events claim the same run; use neither before you know why"),
  /** The lock that was demanded is not there. */
  RETENTION_NOT_APPLIED(
      "store.retention_not_applied",
      "E_STORE_INTEGRITY",
      "the bundle is stored and the store does not keep it as long as demanded"),
  /** A file of ours to be is somebody else's. */
  TARGET_EXISTS(
      "store.target_exists",
      "E_TARGET_EXISTS",
      "a file of that name exists with other contents and is never overwritten"),
  /** The local disk failed. */
  LOCAL("store.local", "E_EVIDENCE_UNWRITABLE", "a local file cannot be read or written");

  private final String wire;
  private final String reason;
  private final String sentence;

  StoreCode(String wire, String reason, String sentence) {
    this.wire = wire;
    this.reason = reason;
    this.sentence = sentence;
  }

  /** Gives the stable identifier. */
  public String wire() {
    return wire;
  }

  /** Gives the reason code of a command that ends with it. */
  public String reason() {
    return reason;
  }

  /** Gives what it means, one sentence for the reference page. */
  public String sentence() {
    return sentence;
  }

  /** Gives the problem that an object has. */
  public Problem at(String key, String detail) {
    return at(key, detail, null);
  }

  /** Gives the problem that an object has, and what to do about it. */
  public Problem at(String key, String detail, @Nullable String hint) {
    String message = detail.isEmpty() ? sentence : detail;
    return new Problem(wire, message, Where.document(key), hint);
  }

  /** Gives the code of a problem that was made here. */
  public static StoreCode of(Problem problem) {
    for (StoreCode code : values()) {
      if (code.wire.equals(problem.code())) {
        return code;
      }
    }
    return FAILED;
  }
}
