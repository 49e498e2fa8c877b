package dev.assay.core.mcp;

import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.Map;

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

  private final String[] names;
  private final String[] folded;

  private ProtocolNames(String[] names, String[] folded) {
    this.names = names;
    this.folded = folded;
  }

  /** Makes a set of names. */
  public static ProtocolNames of(String... names) {
    String[] sorted = names.clone();
    String[] folded = new String[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      folded[i] = Lookalikes.fold(sorted[i]);
    }
    Arrays.sort(sorted);
    Arrays.sort(folded);
    return new ProtocolNames(sorted, folded);
  }

  /** Says whether a name is none of these but folds to one. */
  public boolean disguises(String name) {
    return Arrays.binarySearch(names, name) < 0
        && Arrays.binarySearch(folded, Lookalikes.fold(name)) >= 0;
  }

  /** Says whether an object has a member whose name is none of these but folds to one. */
  public boolean areDisguisedIn(Json.Obj object) {
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (disguises(member.getKey())) {
        return true;
      }
    }
    return false;
  }
}
