package dev.assay.core.attest;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys somebody decided to trust. Trust comes from here and from nowhere else: not from the key
 * id in an envelope and not from a key inside one. The empty set trusts nobody.
 *
 * @param keys each key once
 * @param revocations by key id; may name keys that are no longer in the set
 */
public record TrustSet(List<TrustedKey> keys, Map<String, Revocation> revocations) {
  /** Schema of the file. */
  public static final String SCHEMA = "assay.trust_set.v1";

  /** Each signature without a key id is tried with every key. */
  public static final int MAX_KEYS = 256;

  /** Copies both; two entries for one key are a defect of the caller. */
  public TrustSet {
    keys = List.copyOf(keys);
    revocations = Collections.unmodifiableMap(new LinkedHashMap<>(revocations));
    if (keys.stream().map(k -> k.key().keyId()).distinct().count() != keys.size()) {
      throw new BugException("a trust set holds each key once");
    }
  }

  /**
   * A key is no longer trusted.
   *
   * @param since only signatures seen by a trusted third party before this time still count
   * @param reason for people; may be empty
   */
  public record Revocation(EventTime since, String reason) {}

  /** Gives the revocation of a key; empty while it is trusted. */
  public Optional<Revocation> revocation(TrustedKey key) {
    return Optional.ofNullable(revocations.get(key.key().keyId()));
  }

  /** Gives the keys a signature may be tried with; the id is only a hint and may be empty. */
  List<TrustedKey> candidates(String keyId) {
    List<TrustedKey> found = new ArrayList<>();
    for (TrustedKey key : keys) {
      if (keyId.isEmpty() || keyId.equals(key.key().keyId())) {
        found.add(key);
      }
    }
    return found;
  }
}
