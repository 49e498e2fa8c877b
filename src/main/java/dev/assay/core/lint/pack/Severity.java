package dev.assay.core.lint.pack;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How serious a finding is; in order, the most serious first. */
public enum Severity {
  /** What the rule asks must hold. */
  ERROR("Error", "error"),
  /** Worth acting on. */
  WARN("Warn", "warning"),
  /** Worth knowing. */
  INFO("Info", "note");

  /** How packs write severities; the first letter may be a capital. */
  static final List<String> WORDS = List.of("error", "warning", "warn", "info");

  private final String wire;
  private final String level;

  Severity(String wire, String level) {
    this.wire = wire;
    this.level = level;
  }

  /** Gives the spelling of the first version of the report. */
  public String wire() {
    return wire;
  }

  /** Gives the spelling of SARIF. */
  public String level() {
    return level;
  }

  /** Gives the severity a pack means. */
  static Optional<Severity> read(String word) {
    if (word.isEmpty()) {
      return Optional.empty();
    }
    String first = word.substring(0, 1).toLowerCase(Locale.ROOT);
    return switch (first + word.substring(1)) {
      case "error" -> Optional.of(ERROR);
      case "warning", "warn" -> Optional.of(WARN);
      case "info" -> Optional.of(INFO);
      default -> Optional.empty();
    };
  }

  /** Gives the spelling that goes into the engine digest. */
  String digested() {
    return switch (this) {
      case ERROR -> "error";
      case WARN -> "warning";
      case INFO -> "info";
    };
  }
}
