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

  private static final List<String> WORDS =
      Collections.unmodifiableList(Arrays.asList("allow", "warn", "deny"));

  /** Reads a mode that may be absent. */
  public static EnforcementMode read(Section section, String name, EnforcementMode absent) {
    return section.word(name, WORDS).map(EnforcementMode::of).orElse(absent);
  }

  private static EnforcementMode of(String word) {
    return switch (word) {
      case "allow" -> ALLOW;
      case "warn" -> WARN;
      default -> DENY;
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
