package dev.assay.core.policy.identity;

import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * {@code tool_identity}: what tools are held against, and what follows when they differ.
 *
 * @param mode what they are held against
 * @param lock the lock file, as written, relative to the policy's directory
 * @param onDrift what follows when something differs
 * @param deniesHiddenText whether a tool in which text hides is denied
 * @param where the section's place
 */
public record IdentityDemand(
    Mode mode, String lock, DriftAnswer onDrift, boolean deniesHiddenText, Where where) {
  /** The section's name. */
  public static final String NAME = "tool_identity";

  /** The lock file of a policy that does not name one. */
  public static final String DEFAULT_LOCK = "assay.lock.json";

  private static final List<String> MEMBERS = list("mode", "lock", "on_drift", "hidden_text");

  /** What tools are held against. */
  public enum Mode {
    /** Nothing. */
    OFF,
    /** What the server offered when it was first used, on this machine. */
    TOFU,
    /** A lock file. */
    LOCKED
  }

  /** What follows when something differs. */
  public enum DriftAnswer {
    /** The tool that differs is denied. */
    DENY_TOOL,
    /** Every tool of the server is denied. */
    DENY_SERVER,
    /** The call passes and its decision says so. */
    WARN
  }

  /** Says whether a tool that is not in the lock is left out of listings; it is denied anyhow. */
  public boolean hidesUnapproved() {
    return mode == Mode.LOCKED && onDrift != DriftAnswer.WARN;
  }

  private static List<String> list(String... words) {
    return Collections.unmodifiableList(Arrays.asList(words));
  }

  /** Reads the section; absent, it demands nothing. */
  public static IdentityDemand read(PolicyDocument document) {
    Section section = document.root().section(NAME);
    section.refuseUnknown(MEMBERS);
    Mode mode =
        switch (section.word("mode", list("off", "tofu", "locked")).orElse("off")) {
          case "tofu" -> Mode.TOFU;
          case "locked" -> Mode.LOCKED;
          default -> Mode.OFF;
        };
    DriftAnswer onDrift =
        switch (section
            .word("on_drift", list("deny_tool", "deny_server", "warn"))
            .orElse("deny_tool")) {
          case "deny_server" -> DriftAnswer.DENY_SERVER;
          case "warn" -> DriftAnswer.WARN;
          default -> DriftAnswer.DENY_TOOL;
        };
    boolean hidden =
        section.word("hidden_text", list("flag", "deny")).orElse("flag").equals("deny");
    return new IdentityDemand(
        mode, lock(section, mode), onDrift, hidden, document.root().placeOf(NAME));
  }

  private static String lock(Section section, Mode mode) {
    String lock = section.string("lock").orElse(DEFAULT_LOCK);
    if (lock.isBlank() || lock.indexOf('\0') >= 0) {
      section
          .findings()
          .refuse(
              PolicyFault.LOCK,
              "`lock` names no file",
              section.findings().value(section.at("lock")),
              "write a path relative to the policy");
    } else if (section.get("lock") != null && mode != Mode.LOCKED) {
      section
          .findings()
          .refuse(
              PolicyFault.LOCK,
              "a lock is read only in mode `locked`",
              section.name("lock"),
              "write `mode: locked`, or leave the lock out");
    }
    return lock;
  }

  /** Says whether it demands anything of a call. */
  public boolean isOn() {
    return mode != Mode.OFF || deniesHiddenText;
  }
}
