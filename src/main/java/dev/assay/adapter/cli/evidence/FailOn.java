package dev.assay.adapter.cli.evidence;

import dev.assay.core.lint.pack.Severity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From which severity on lint ends with a finding. */
enum FailOn {
  /** Only errors. */
  error(Severity.ERROR),
  /** Warnings too. */
  warn(Severity.WARN),
  /** Everything. */
  info(Severity.INFO),
  /** Nothing. */
  none(null);

  private final Optional<Severity> severity;

  FailOn(@Nullable Severity severity) {
    this.severity = Optional.ofNullable(severity);
  }

  Optional<Severity> severity() {
    return severity;
  }
}
