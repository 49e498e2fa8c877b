package dev.assay.core.policy.privileged;

import dev.assay.core.policy.document.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The credential behind the server, as its owner declares it: a name and its scopes, never the
 * secret. Nobody asks the provider whether it really has them.
 *
 * @param alias what it is called in records; empty when it has no name
 * @param scopes what it may do
 */
public record UpstreamCredential(Optional<String> alias, List<String> scopes) {
  static final String NAME = "upstream_credential";

  private static final List<String> MEMBERS =
      Collections.unmodifiableList(Arrays.asList("alias", "scopes"));

  /** Whether a credential covers an action. */
  enum Cover {
    /** One of its scopes does, and all are known. */
    COVERED,
    /** All its scopes are known, and none does. */
    INSUFFICIENT,
    /** It has a scope that is not known for this action, or the action has no known scopes. */
    UNKNOWN
  }

  /** Copies the scopes. */
  public UpstreamCredential {
    scopes = Collections.unmodifiableList(new ArrayList<>(scopes));
  }

  static Optional<UpstreamCredential> read(Section section) {
    if (section.get(NAME) == null) {
      return Optional.empty();
    }
    Section credential = section.section(NAME);
    credential.refuseUnknown(MEMBERS);
    Optional<String> alias =
        credential.get("alias") == null
            ? Optional.empty()
            : Optional.of(PrivilegedActions.name(credential, "alias"));
    return Optional.of(
        new UpstreamCredential(alias, credential.strings("scopes").orElse(new ArrayList<>())));
  }

  /** Says whether it covers an action; with no scope at all it covers nothing. */
  Cover covers(ActionClass action) {
    if (!action.hasMatcher() || !scopes.stream().allMatch(action::recognises)) {
      return Cover.UNKNOWN;
    }
    return scopes.stream().anyMatch(action::isCoveredBy) ? Cover.COVERED : Cover.INSUFFICIENT;
  }
}
