package dev.assay.adapter.store.document;

import dev.assay.core.policy.Policy;
import dev.assay.core.policy.identity.IdentityDemand;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lock that a policy read from a file holds tools against, as the file is now. */
public final class ApprovedTools {
  private ApprovedTools() {}

  /** Gives the lock's file, beside the policy that names it; empty when the policy reads none. */
  public static Optional<Path> lock(Policy policy) {
    IdentityDemand demand = policy.identityDemand();
    String document = demand.where().document();
    if (demand.mode() != IdentityDemand.Mode.LOCKED || document == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(document).resolveSibling(demand.lock()));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /**
   * Gives the digests of what the lock approves, by server. Nothing when it cannot be read: then
   * nobody knows what it approves.
   */
  public static Map<String, String> digests(Policy policy) {
    Map<String, String> digests = new TreeMap<>();
    Optional<Path> file = lock(policy);
    if (file.isPresent()
        && ToolLockFile.read(file.get()) instanceof ToolLockFile.Reading.Read read) {
      read.lock().servers().forEach((label, server) -> digests.put(label, server.digest()));
    }
    return Collections.unmodifiableMap(digests);
  }
}
