package dev.assay.core.replay;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The policies that a bundle holds, put together from the pieces of their snapshots and compiled
 * once. A snapshot counts only when the policy read from it has the digest it is recorded under:
 * another one would be somebody's guess at what was in force.
 */
final class RecordedPolicies {
  /** The event type. */
  static final String TYPE = "assay.policy.snapshot";

  /** What all snapshots hold together: several of the longest policies that the gate reads. */
  private static final int MAX_CHARACTERS = 8 << 20;

  /** A session has one policy; a bundle of a few sessions has a few. */
  private static final int MAX_POLICIES = 16;

  private final Map<String, Pieces> snapshots = new HashMap<>();
  private final Map<String, Found> found = new HashMap<>();
  private long characters;

  /** The pieces of one snapshot, which come in order. */
  private static final class Pieces {
    private final StringBuilder text = new StringBuilder();
    private long next;
    private long count;
    private boolean flawed;
  }

  /** What became of looking for a policy. */
  sealed interface Found {
    /** It is here, and is the recorded one. */
    record Here(Policy policy) implements Found {}

    /** It is not, or not readable. */
    record Missing(NotReplayable why) implements Found {}
  }

  /** Takes the payload of a snapshot event. */
  void add(Json.Obj data) {
    String digest = data.string("policy_digest").orElse("");
    String text = data.string("text").orElse("");
    if (!snapshots.containsKey(digest) && snapshots.size() == MAX_POLICIES) {
      return; // what is not kept is missing, and said to be
    }
    Pieces pieces = snapshots.computeIfAbsent(digest, _ -> new Pieces());
    if (pieces.next > 0 && pieces.next == pieces.count) {
      return; // the same policy once more, at the start of another session
    }
    long chunk = data.integer("chunk").orElse(-1L);
    long count = data.integer("chunks").orElse(-1L);
    characters += text.length();
    pieces.flawed |= chunk != pieces.next || (chunk > 0 && count != pieces.count) || count <= chunk;
    pieces.flawed |= characters > MAX_CHARACTERS;
    pieces.next++;
    pieces.count = count;
    if (!pieces.flawed) {
      pieces.text.append(text);
    }
  }

  /** Gives the policy of a digest; ask after every snapshot was added. */
  Found of(String digest) {
    Pieces pieces = snapshots.get(digest);
    return pieces == null
        ? new Found.Missing(NotReplayable.POLICY_NOT_RECORDED)
        : found.computeIfAbsent(digest, _ -> read(digest, pieces));
  }

  private static Found read(String digest, Pieces pieces) {
    byte[] text = pieces.text.toString().getBytes(StandardCharsets.UTF_8);
    boolean whole = !pieces.flawed && pieces.next == pieces.count;
    if (!whole
        || !(JsonReader.read(text, JsonLimits.DOCUMENT) instanceof JsonReading.Read read)
        || !(read.value() instanceof Json.Obj canonical)) {
      return new Found.Missing(NotReplayable.POLICY_INCOMPLETE);
    }
    return switch (PolicyReader.readCanonical(canonical, "policy")) {
      case PolicyReading.Refused _ -> new Found.Missing(NotReplayable.POLICY_REFUSED);
      case PolicyReading.Accepted(Policy policy) ->
          policy.digest().equals(digest)
              ? new Found.Here(policy)
              : new Found.Missing(NotReplayable.POLICY_DIGEST);
    };
  }
}
