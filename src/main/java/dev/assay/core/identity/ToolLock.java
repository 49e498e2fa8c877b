package dev.assay.core.identity;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A lock document: which servers' tools were approved, by label. It says that somebody approved
 * these bytes, not that they are harmless.
 *
 * @param servers by label, sorted
 */
public record ToolLock(SortedMap<String, LockedServer> servers) {
  /** Schema of the document. */
  public static final String SCHEMA = "assay.lock.v1";

  /** The lock that approves nothing. */
  public static final ToolLock EMPTY = new ToolLock(new TreeMap<>());

  /** Copies the servers. */
  public ToolLock {
    servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
  }

  /** Gives what was approved of a server; empty when it is not in the lock. */
  public Optional<LockedServer> server(String label) {
    return Optional.ofNullable(servers.get(label));
  }

  /** Gives this lock with what is now approved of a server. */
  public ToolLock with(String label, LockedServer server) {
    TreeMap<String, LockedServer> all = new TreeMap<>(servers);
    all.put(label, server);
    return new ToolLock(all);
  }

  /** Gives the one form of the document in a file: its RFC 8785 bytes. */
  public byte[] canonicalBytes() {
    Json.ObjBuilder locked = Json.object();
    servers.forEach((label, server) -> locked.put(label, server.json()));
    return CanonicalJson.canonicalBytes(
        Json.object().put("schema", SCHEMA).put("servers", locked.build()).build());
  }
}
