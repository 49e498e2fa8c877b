package dev.assay.core.attest;

import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.evidence.EventTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key that somebody configured as trusted, and for what.
 *
 * @param key the key; it alone fixes the algorithm
 * @param role what its holder does
 * @param from recordings that ended earlier are not this key's; null for any
 * @param until recordings that ended later are not this key's; null for any
 * @param scope which recordings
 */
public record TrustedKey(
    VerifyingKey key, Role role, @Nullable EventTime from, @Nullable EventTime until, Scope scope) {

  /** Gives a recorder's key for every recording. */
  public static TrustedKey recorder(VerifyingKey key) {
    return new TrustedKey(key, Role.RECORDER, null, null, Scope.ANY);
  }

  /** What the holder of a key does. */
  public enum Role {
    /** Signs bundles. */
    RECORDER("recorder"),
    /** Signs reviews of bundles; does not make a bundle signed. */
    REVIEWER("reviewer"),
    /** Signs rule packs. */
    PACK("pack");

    private final String wire;

    Role(String wire) {
      this.wire = wire;
    }

    /** Gives the name used in trust sets. */
    public String wire() {
      return wire;
    }

    /** Gives the role of this name; empty when there is none. */
    public static Optional<Role> named(String wire) {
      for (Role role : values()) {
        if (role.wire.equals(wire)) {
          return Optional.of(role);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Which recordings a key may sign.
   *
   * @param run glob over the run id; {@code *} stands for any characters, {@code ?} for one
   * @param producer name of the recording program, or null for any
   */
  public record Scope(String run, @Nullable String producer) {
    /** Every recording. */
    public static final Scope ANY = new Scope("*", null);

    /** A run id longer than this is none of ours; bounds what a glob costs. */
    static final int MAX_RUN = 1000;

    /** Says whether a recording is inside. */
    public boolean covers(String runId, String producerName) {
      boolean run = this.run.equals("*") || (runId.length() <= MAX_RUN && matches(runId));
      return run && (producer == null || producer.equals(producerName));
    }

    /** Matches from the left; at a mismatch the last star takes one more character. */
    private boolean matches(String text) {
      int at = 0;
      int next = 0;
      int star = -1;
      int taken = 0;
      while (at < text.length()) {
        char wanted = next < run.length() ? run.charAt(next) : 0;
        if (next < run.length() && wanted == '*') {
          star = next++;
          taken = at;
        } else if (next < run.length() && (wanted == '?' || wanted == text.charAt(at))) {
          next++;
          at++;
        } else if (star >= 0) {
          next = star + 1;
          at = ++taken;
        } else {
          return false;
        }
      }
      while (next < run.length() && run.charAt(next) == '*') {
        next++;
      }
      return next == run.length();
    }
  }
}
