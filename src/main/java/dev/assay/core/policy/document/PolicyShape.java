package dev.assay.core.policy.document;

import dev.assay.core.problem.DidYouMean;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which members exist in the sections of the language, enforced by this version or not. Sections
 * that are not enforced are refused whole, so their inside is not described.
 */
public enum PolicyShape {
  /** The document itself. */
  ROOT(
      "",
      "version",
      "name",
      "tools",
      "tool_classes",
      "schemas",
      "enforcement",
      "limits",
      "evidence",
      "paths",
      "urls",
      "commands",
      "sequences",
      "approvals",
      "tool_identity",
      "tool_pins",
      "signatures",
      "privileged_actions",
      "resources",
      "prompts",
      "server_requests",
      "methods",
      "listing",
      "discovery",
      "runtime_monitor",
      "kill_switch",
      "allow",
      "deny",
      "constraints"),
  /** Which tools may be called. */
  TOOLS(
      "tools",
      "allow",
      "deny",
      "allow_classes",
      "deny_classes",
      "approval_required",
      "approval_required_classes",
      "restrict_scope",
      "restrict_scope_classes",
      "restrict_scope_contract",
      "redact_args",
      "redact_args_classes",
      "redact_args_contract"),
  /** What silence of the policy means. */
  ENFORCEMENT(
      "enforcement", "unconstrained_tools", "unclassified_tools", "open_arguments", "regex"),
  /** How much may be called. */
  LIMITS("limits", "max_requests_total", "max_tool_calls_total", "rate", "per_tool");

  /** Members with this prefix belong to the author and mean nothing here. */
  public static final String EXTENSION = "x-";

  private final String section;

  @SuppressWarnings("ImmutableEnumChecker") // made unmodifiable below
  private final List<String> members;

  PolicyShape(String section, String... members) {
    this.section = section;
    this.members = Collections.unmodifiableList(Arrays.asList(members));
  }

  /** Gives the member of the root that holds this section; empty for the root. */
  public String section() {
    return section;
  }

  /** Gives the known members. */
  public List<String> members() {
    return members;
  }

  /** Gives what was probably meant by an unknown member: a near word, or the section it is in. */
  Optional<String> meant(String member) {
    Optional<String> near = DidYouMean.nearest(member, members);
    if (near.isPresent()) {
      return Optional.of("did you mean `" + near.get() + "`?");
    }
    for (PolicyShape other : values()) {
      if (other != ROOT && other != this && other.members.contains(member)) {
        return Optional.of("it belongs under `" + other.section + "`");
      }
    }
    if (ROOT.members.contains(member)) {
      return Optional.of("it belongs at the root");
    }
    return Optional.empty();
  }
}
