package dev.assay.core.policy.document;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What happens to a call about which the policy is silent. */
public enum EnforcementMode {
  /** It passes. */
  ALLOW,
  /** It passes and the decision says so. */
  WARN,
  /** It is denied. */
  DENY;

  private static final List<String> WARN_FIRST =
      Collections.unmodifiableList(Arrays.asList("warn", "deny", "allow"));
  private static final List<String> ALLOW_FIRST =
      Collections.unmodifiableList(Arrays.asList("allow", "warn", "deny"));

  /** Reads a mode whose absence means {@link #WARN}. */
  public static EnforcementMode orWarn(Section section, String name) {
    return of(section.word(name, WARN_FIRST));
  }

  /** Reads a mode whose absence means {@link #ALLOW}. */
  public static EnforcementMode orAllow(Section section, String name) {
    return of(section.word(name, ALLOW_FIRST));
  }

  private static EnforcementMode of(String word) {
    return switch (word) {
      case "deny" -> DENY;
      case "warn" -> WARN;
      default -> ALLOW;
    };
  }

  /** Gives the word in the document. */
  public String word() {
    return switch (this) {
      case ALLOW -> "allow";
      case WARN -> "warn";
      case DENY -> "deny";
    };
  }
}
