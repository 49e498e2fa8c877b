package dev.assay.core.mcp;

import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Member names that mean something in one place of a message, and what only reads like them: peers
 * that match names without case would take one for the other. Whoever judges such a place refuses
 * what {@link #areDisguisedIn} finds. Immutable. Source: {@code mcp-gateway.md} W-4.
 */
public final class ProtocolNames {
  /** Names of messages and their params. */
  public static final ProtocolNames PARAMS = of(Lookalikes.KNOWN);

  /** Names of {@code _meta}. */
  public static final ProtocolNames META = of(Lookalikes.KNOWN_META);

  private final Set<String> names;
  private final Set<String> folded;

  private ProtocolNames(Set<String> names, Set<String> folded) {
    this.names = names;
    this.folded = folded;
  }

  /** Makes a set of names. */
  public static ProtocolNames of(String... names) {
    Set<String> folded = new HashSet<>();
    for (String name : names) {
      folded.add(Lookalikes.fold(name));
    }
    return new ProtocolNames(new HashSet<>(Arrays.asList(names)), folded);
  }

  /** Says whether a name is none of these but folds to one. */
  public boolean disguises(String name) {
    return !names.contains(name) && folded.contains(Lookalikes.fold(name));
  }

  /** Says whether an object has a member whose name is none of these but folds to one. */
  public boolean areDisguisedIn(Json.Obj object) {
    for (String name : object.members().keySet()) {
      if (disguises(name)) {
        return true;
      }
    }
    return false;
  }
}
