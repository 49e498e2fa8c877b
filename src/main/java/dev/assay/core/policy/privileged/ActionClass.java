package dev.assay.core.policy.privileged;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A kind of privileged action. The list is closed: what is not in it is not classified. */
public enum ActionClass {
  /** A key that may push to a repository. */
  GITHUB_DEPLOY_KEY("github_deploy_key", "github_deploy_key", "repo:deploy_key:write"),
  /** Somebody joins a workspace or channel. */
  SLACK_ADD_MEMBER("slack_add_member", "workspace_member", "conversations:members:write"),
  /** Somebody's power in a workspace changes. */
  WORKSPACE_ADMIN("workspace_admin", "workspace_role", "workspace:admin");

  private static final List<String> DEPLOY_KEY_COVERING =
      list("repo:deploy_key:write", "repo:admin");
  private static final List<String> DEPLOY_KEY_OTHERS =
      list("repo:read", "repo:metadata", "repo:contents:read");

  private final String word;
  private final String resourceType;
  private final String requiredScope;

  ActionClass(String word, String resourceType, String requiredScope) {
    this.word = word;
    this.resourceType = resourceType;
    this.requiredScope = requiredScope;
  }

  private static List<String> list(String... words) {
    return Collections.unmodifiableList(Arrays.asList(words));
  }

  /** Gives the spelling in policies and records. */
  public String word() {
    return word;
  }

  /** Gives what the action changes. */
  public String resourceType() {
    return resourceType;
  }

  /** Gives the scope that a credential needs for it. */
  public String requiredScope() {
    return requiredScope;
  }

  /** Says whether allowances of this kind can match a call; if not, none is ever allowed. */
  public boolean hasMatcher() {
    return this == GITHUB_DEPLOY_KEY;
  }

  /** Says whether it is known what a scope lets this action do, be it nothing. */
  boolean recognises(String scope) {
    return this == GITHUB_DEPLOY_KEY
        && (DEPLOY_KEY_COVERING.contains(scope) || DEPLOY_KEY_OTHERS.contains(scope));
  }

  /** Says whether a scope lets this action be done. */
  boolean isCoveredBy(String scope) {
    return this == GITHUB_DEPLOY_KEY && DEPLOY_KEY_COVERING.contains(scope);
  }

  /** Gives every spelling. */
  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (ActionClass known : values()) {
      words.add(known.word);
    }
    return Collections.unmodifiableList(words);
  }

  /** Gives the kind of a spelling, which must be one of {@link #words}. */
  static ActionClass of(String word) {
    return values()[words().indexOf(word)];
  }
}
