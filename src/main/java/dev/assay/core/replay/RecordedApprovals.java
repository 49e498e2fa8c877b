package dev.assay.core.replay;

import dev.assay.core.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the lock approved of each server while a bundle was recorded, by the digests that listings
 * were held against. A bundle in which that changed, or that has no such listing, does not say.
 */
final class RecordedApprovals {
  /** The event type. */
  static final String TYPE = "assay.tool.definitions";

  private static final String LOCK = "lock";

  /** A session has one server; what has more is not kept, and then not known. */
  private static final int MAX_SERVERS = 64;

  /** No digest or label of ours is longer. */
  private static final int MAX_CHARACTERS = 256;

  private final Map<String, String> digests = new HashMap<>();
  private boolean unclear;

  /** Takes the payload of a listing. */
  void add(Json.Obj data) {
    Optional<Json.Obj> approved = data.object("approved");
    if (approved.isEmpty() || !approved.get().string("basis").orElse("").equals(LOCK)) {
      return;
    }
    String server = data.string("server").orElse("");
    String digest = approved.get().string("digest").orElse("");
    if (server.length() > MAX_CHARACTERS
        || digest.isEmpty()
        || digest.length() > MAX_CHARACTERS
        || (digests.size() == MAX_SERVERS && !digests.containsKey(server))) {
      unclear = true;
      return;
    }
    String before = digests.putIfAbsent(server, digest);
    unclear |= before != null && !before.equals(digest);
  }

  /** Says whether a lock approves of every server on record just what was approved then. */
  boolean are(Map<String, String> now) {
    return !unclear
        && !digests.isEmpty()
        && digests.entrySet().stream()
            .allMatch(then -> then.getValue().equals(now.get(then.getKey())));
  }
}
