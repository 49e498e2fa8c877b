package dev.assay.core.lint;

import dev.assay.core.lint.pack.PackSelection;
import dev.assay.core.lint.pack.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One finding.
 *
 * @param rule what found it
 * @param severity how serious it is
 * @param message what is found; never a value out of the bundle
 * @param place the event it is about, or null when it is about the bundle
 * @param fingerprints what makes it the same in another run
 */
public record Finding(
    RuleRef rule,
    Severity severity,
    String message,
    @Nullable EventPlace place,
    Fingerprints fingerprints) {

  /** The rule that found something. */
  public sealed interface RuleRef {
    /** Gives the id that reports name. */
    String id();

    /** A rule that always runs. */
    record BuiltIn(BuiltInRule rule) implements RuleRef {
      @Override
      public String id() {
        return rule.id();
      }
    }

    /** A rule of a pack. */
    record OfPack(PackSelection.Rule rule) implements RuleRef {
      @Override
      public String id() {
        return rule.canonicalId();
      }
    }
  }
}
