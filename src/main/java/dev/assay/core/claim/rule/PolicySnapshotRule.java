package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * {@code policy_snapshot_bound}: the digest of the policy's text is computed again and compared
 * with the one each decision names.
 *
 * <p>Snapshots come before the decisions that they bind. It says which policy was in force
 * according to the recorder, not that the decisions follow from it; replay asks that.
 */
final class PolicySnapshotRule implements ClaimRule {
  /** Policies of one run that are kept track of. */
  private static final int MAX_POLICIES = 64;

  @Override
  public ClaimId id() {
    return ClaimId.POLICY_SNAPSHOT_BOUND;
  }

  @Override
  public String sentence() {
    return "every decision names a policy digest, and a text with that digest is in the bundle";
  }

  @Override
  public ClaimTally begin() {
    return new Tally();
  }

  @Override
  public Quantifier quantifier() {
    return Quantifier.ALL;
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.toVerified("policy_text_for_every_decision");
  }

  /** The text of one policy, hashed piece by piece. */
  private static final class Snapshot {
    private final MessageDigest hasher = Sha256.hasher();
    private long next;
    private boolean broken;
    private boolean bound;

    void piece(ObservedEvent event, String digest) {
      long chunk = event.members().integer("chunk").orElse(-1L);
      long chunks = event.members().integer("chunks").orElse(0L);
      if (chunk == 0 && bound) {
        return; // a continued part repeats what is known already
      }
      if (chunk != next || event.text("text").isEmpty()) {
        broken = true;
        return;
      }
      hasher.update(event.text("text").get().getBytes(StandardCharsets.UTF_8));
      next++;
      if (next == chunks && !broken) {
        String computed = Sha256.PREFIX + HexFormat.of().formatHex(hasher.digest());
        bound = computed.equals(digest);
        broken = !bound;
      }
    }
  }

  private static final class Tally implements ClaimTally {
    private final Map<String, Snapshot> snapshots = new HashMap<>();
    private final Set<String> tooMany = new HashSet<>();
    private final Support.Counter counter = new Support.Counter();

    @Override
    public void see(ObservedEvent event) {
      if (event.type().equals("assay.policy.snapshot")) {
        String digest = event.text("policy_digest").orElse("");
        if (snapshots.size() < MAX_POLICIES || snapshots.containsKey(digest)) {
          snapshots.computeIfAbsent(digest, _ -> new Snapshot()).piece(event, digest);
        } else {
          tooMany.add(LevelReason.LIMIT_HIT.about("policies"));
        }
      } else if (event.isDecision()) {
        decision(event);
      }
    }

    private void decision(ObservedEvent event) {
      String digest = event.text("policy_snapshot_digest").orElse("");
      Snapshot snapshot = snapshots.get(digest);
      if (snapshot == null) {
        counter.rejects(LevelReason.POLICY_TEXT_MISSING.wire());
      } else if (snapshot.bound) {
        counter.supports(event);
      } else {
        counter.rejects(LevelReason.POLICY_TEXT_DIFFERS.wire());
      }
    }

    @Override
    public Finding conclude(Ground ground) {
      Support support = counter.total();
      for (String reason : tooMany) {
        support = support.because(reason);
      }
      return support.isUnanimous()
          ? new Finding.Verified(Corroboration.RECOMPUTED, support)
          : EachEvent.absent(support);
    }
  }
}
