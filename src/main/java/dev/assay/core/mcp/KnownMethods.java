package dev.assay.core.mcp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The methods that agents send, of every published revision, and those of servers that ask
 * something of an agent. Whether a peer knows one is its own business.
 */
public final class KnownMethods {
  private static final String[] KNOWN = {
    "completion/complete",
    "initialize",
    "logging/setLevel",
    "notifications/cancelled",
    "notifications/initialized",
    "notifications/progress",
    "notifications/roots/list_changed",
    "notifications/tasks/status",
    "ping",
    "prompts/get",
    "prompts/list",
    "resources/list",
    "resources/read",
    "resources/subscribe",
    "resources/templates/list",
    "resources/unsubscribe",
    "server/discover",
    "subscriptions/listen",
    "tasks/cancel",
    "tasks/get",
    "tasks/list",
    "tasks/result",
    "tasks/update",
    "tools/call",
    "tools/list"
  };

  private static final String[] ASKED_OF_AGENTS = {
    "elicitation/create", "roots/list", "sampling/createMessage"
  };

  private static final Map<String, String> BY_FOLD = byFold();

  private KnownMethods() {}

  private static Map<String, String> byFold() {
    Map<String, String> methods = new HashMap<>();
    for (String[] group : new String[][] {KNOWN, ASKED_OF_AGENTS}) {
      for (String method : group) {
        methods.put(Lookalikes.fold(method), method);
      }
    }
    return methods;
  }

  /** Says whether agents have a reason to send a method. */
  public static boolean isKnown(String method) {
    return Arrays.binarySearch(KNOWN, method) >= 0;
  }

  /**
   * Gives what some reader might take a method for: the known one that differs only in case,
   * compatibility forms, padding and invisible characters; else the method itself.
   */
  public static String meaning(String method) {
    return isKnown(method)
        ? method
        : BY_FOLD.getOrDefault(Lookalikes.fold(Lookalikes.visible(method)), method);
  }
}
