package dev.assay.core.policy.message;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.KnownMethods;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of request that a server makes of the agent and that a policy can deny. */
public enum ServerRequest {
  /** The agent's model is asked. */
  SAMPLING("sampling"),
  /** The person at the agent fills in a form. */
  ELICITATION_FORM("elicitation_form"),
  /** The person at the agent is sent to an address. */
  ELICITATION_URL("elicitation_url"),
  /** The agent lists its directories. */
  ROOTS("roots");

  private final String word;

  ServerRequest(String word) {
    this.word = word;
  }

  /** Gives its member in the document. */
  public String word() {
    return word;
  }

  /** Gives the kind of a request; null for others. Methods that only look like one are of it. */
  static @Nullable ServerRequest of(String method, Json.Obj params) {
    String meaning = KnownMethods.meaning(method);
    if (meaning.equals("sampling/createMessage")) {
      return SAMPLING;
    }
    if (meaning.equals("roots/list")) {
      return ROOTS;
    }
    if (!meaning.equals("elicitation/create")) {
      return null;
    }
    Json mode = params.get("mode");
    boolean form = mode == null || (mode instanceof Json.Str text && text.value().equals("form"));
    return form ? ELICITATION_FORM : ELICITATION_URL;
  }

  /** Gives what an agent says it answers, in the capabilities of its {@code initialize}. */
  public static Set<ServerRequest> announced(Json.Obj capabilities) {
    Set<ServerRequest> announced = EnumSet.noneOf(ServerRequest.class);
    if (capabilities.get("sampling") instanceof Json.Obj) {
      announced.add(SAMPLING);
    }
    if (capabilities.get("roots") instanceof Json.Obj) {
      announced.add(ROOTS);
    }
    if (capabilities.get("elicitation") instanceof Json.Obj elicitation) {
      boolean url = elicitation.get("url") instanceof Json.Obj;
      if (url) {
        announced.add(ELICITATION_URL);
      }
      if (!url || elicitation.get("form") instanceof Json.Obj) {
        announced.add(ELICITATION_FORM); // an empty object means forms
      }
    }
    return announced;
  }
}
