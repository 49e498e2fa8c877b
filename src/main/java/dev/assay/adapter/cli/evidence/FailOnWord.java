package dev.assay.adapter.cli.evidence;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --fail-on}; {@code warning} is another word for {@code warn}. */
final class FailOnWord implements ITypeConverter<FailOn> {
  @Override
  public FailOn convert(String word) {
    for (FailOn value : FailOn.values()) {
      if (value.name().equals(word.equals("warning") ? "warn" : word)) {
        return value;
      }
    }
    throw new TypeConversionException("expected one of error, warn, info, none but was " + word);
  }
}
