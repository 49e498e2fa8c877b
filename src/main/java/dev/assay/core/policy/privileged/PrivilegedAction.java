package dev.assay.core.policy.privileged;

import java.util.Optional;

/** What a tool does, by the last part of its name: the built-in classifiers. */
public enum PrivilegedAction {
  ADD_DEPLOY_KEY("add_deploy_key", ActionClass.GITHUB_DEPLOY_KEY, "create"),
  CREATE_DEPLOY_KEY("create_deploy_key", ActionClass.GITHUB_DEPLOY_KEY, "create"),
  ADD_MEMBER("add_member", ActionClass.SLACK_ADD_MEMBER, "add"),
  INVITE("invite", ActionClass.SLACK_ADD_MEMBER, "add"),
  GRANT_ADMIN("grant_admin", ActionClass.WORKSPACE_ADMIN, "grant"),
  CHANGE_ROLE("change_role", ActionClass.WORKSPACE_ADMIN, "change_role"),
  INVITE_EXTERNAL("invite_external", ActionClass.WORKSPACE_ADMIN, "invite"),
  MODIFY_ORG_POLICY("modify_org_policy", ActionClass.WORKSPACE_ADMIN, "modify"),
  CREATE_WORKSPACE_TOKEN("create_workspace_token", ActionClass.WORKSPACE_ADMIN, "create");

  private final String leaf;
  private final ActionClass actionClass;
  private final String verb;

  PrivilegedAction(String leaf, ActionClass actionClass, String verb) {
    this.leaf = leaf;
    this.actionClass = actionClass;
    this.verb = verb;
  }

  /**
   * Gives what a tool does, by the text after the last dot of its own name on its server; case
   * counts, and no other separator does.
   */
  public static Optional<PrivilegedAction> of(String tool) {
    String leaf = tool.substring(tool.lastIndexOf('.') + 1);
    for (PrivilegedAction action : values()) {
      if (action.leaf.equals(leaf)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  /** Gives its kind. */
  public ActionClass actionClass() {
    return actionClass;
  }

  /** Gives what is done, as records spell it. */
  public String verb() {
    return verb;
  }

  /** Says whether it takes something away or replaces it; else it only adds. */
  public boolean isDestructive() {
    return this == CHANGE_ROLE || this == MODIFY_ORG_POLICY;
  }
}
