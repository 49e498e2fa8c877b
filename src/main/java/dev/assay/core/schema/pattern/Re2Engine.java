package dev.assay.core.schema.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The RE2 engine; a class of its own so that patterns that do not need it do not load it. */
final class Re2Engine {
  private final Pattern pattern;

  private Re2Engine(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Gives the engine for a pattern, or null when RE2 has a bound that we do not know. */
  static @Nullable Re2Engine of(Regex regex) {
    StringBuilder re2 = new StringBuilder();
    regex.write(re2);
    try {
      return new Re2Engine(Pattern.compile(re2.toString()));
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  int states() {
    return pattern.programSize();
  }

  boolean find(String text) {
    return pattern.matcher(text).find();
  }
}
