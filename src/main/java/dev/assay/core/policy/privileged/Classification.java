package dev.assay.core.policy.privileged;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import java.util.Optional;

/**
 * What a call does, as far as its tool's name and its arguments say. Only strings count as
 * arguments that name something.
 *
 * @param action what is done; empty when the name is none of those known
 * @param missing what the arguments do not say; empty when they say all that is needed
 */
public record Classification(Optional<PrivilegedAction> action, Optional<String> missing) {

  /** Classifies a call. */
  public static Classification of(ToolCall call) {
    Optional<PrivilegedAction> action = PrivilegedAction.of(call.name());
    return new Classification(
        action,
        action.isEmpty()
            ? Optional.empty()
            : missing(action.get().actionClass(), call.arguments()));
  }

  private static Optional<String> missing(ActionClass actionClass, Json.Obj arguments) {
    return switch (actionClass) {
      case GITHUB_DEPLOY_KEY ->
          first(arguments, "owner").isEmpty() || first(arguments, "repo").isEmpty()
              ? Optional.of("missing_github_owner_or_repo")
              : Optional.empty();
      case SLACK_ADD_MEMBER ->
          first(arguments, "user_id", "user").isEmpty()
              ? Optional.of("missing_slack_principal")
              : first(arguments, "workspace_id", "channel_id").isEmpty()
                  ? Optional.of("missing_slack_scope")
                  : Optional.empty();
      case WORKSPACE_ADMIN ->
          first(arguments, "workspace_id", "workspace", "org").isEmpty()
              ? Optional.of("missing_workspace_id")
              : first(arguments, "principal", "user").isEmpty()
                  ? Optional.of("missing_workspace_principal")
                  : Optional.empty();
    };
  }

  /** Gives the first of these arguments that is a string. */
  public static Optional<String> first(Json.Obj arguments, String... names) {
    for (String name : names) {
      if (arguments.get(name) instanceof Json.Str(String text)) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }
}
