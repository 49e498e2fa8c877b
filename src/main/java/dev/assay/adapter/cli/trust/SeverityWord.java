package dev.assay.adapter.cli.trust;

import dev.assay.core.claim.policy.Severity;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --fail-on}; {@code warning} is another word for {@code warn}. */
final class SeverityWord implements ITypeConverter<Severity> {
  @Override
  public Severity convert(String word) {
    return Severity.of(word.equals("warning") ? "warn" : word)
        .orElseThrow(
            () -> new TypeConversionException("expected one of error, warn, info but was " + word));
  }
}
