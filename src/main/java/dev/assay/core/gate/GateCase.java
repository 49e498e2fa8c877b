package dev.assay.core.gate;

import dev.assay.core.report.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the gate looked at.
 *
 * @param check which part of the gate, such as {@code trust-policy}
 * @param id what was looked at, stable from run to run
 * @param status how it ended
 * @param message what to say about it, one line; may hold untrusted names, never secrets
 * @param details where it stands and what to do
 */
public record GateCase(String check, String id, Status status, String message, Details details) {

  /** How a case ended, the most serious last but for what nobody needs to act on. */
  public enum Status {
    /** What is demanded holds. */
    PASSED("passed"),
    /** Nothing is demanded, and somebody should know. */
    NOTED("noted"),
    /** It does not hold, and somebody answers for it. */
    WAIVED("waived"),
    /** It does not hold, which fails only a strict gate. */
    WARNED("warned"),
    /** It does not hold. */
    FAILED("failed"),
    /** An input could not be used. */
    UNUSABLE_INPUT("unusable_input"),
    /** The machine was in the way. */
    UNAVAILABLE("unavailable");

    private final String wire;

    Status(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }
  }

  /**
   * More about a case.
   *
   * @param help what to do about it; may be empty
   * @param anchor the line of a file that it is about
   * @param key what makes it the same in another run, besides check and id; nothing that changes
   *     from run to run
   * @param justification why it is waived, or null
   */
  public record Details(String help, Anchor anchor, String key, @Nullable String justification) {
    /** Gives details without help. */
    public static Details at(Anchor anchor, String key) {
      return new Details("", anchor, key, null);
    }
  }

  /**
   * A line of a file as the user named it.
   *
   * @param file the file
   * @param line first line is 1
   */
  public record Anchor(String file, int line) {}

  /** Takes what looks like a secret out of the texts for people. */
  public GateCase {
    message = Redaction.of(message);
    details =
        new Details(
            Redaction.of(details.help),
            details.anchor,
            details.key,
            details.justification == null ? null : Redaction.of(details.justification));
  }

  /** Gives a case without anything to act on. */
  public static GateCase passed(String check, String id, String message, Anchor anchor) {
    return new GateCase(check, id, Status.PASSED, message, Details.at(anchor, ""));
  }

  /** Gives the rule it is of, for tools that group by rules. */
  public String ruleId() {
    return check + "/" + id;
  }
}
