package dev.assay.core.coverage;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Gate two: what a way of observing sees and what it does not. Only one that is full and names an
 * empty list of blind spots supports a claim that something is all there was, or did not happen.
 * Source: {@code trust-basis.md} 10.3.
 *
 * @param schema what the descriptor calls itself
 * @param dimension which effects
 * @param method how they are observed
 * @param observes what is seen
 * @param blindSpots what is known not to be seen; empty when the descriptor has no such list
 * @param completeness how much of the dimension that is
 */
public record CoverageDescriptor(
    String schema,
    String dimension,
    String method,
    List<String> observes,
    Optional<List<String>> blindSpots,
    String completeness) {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.runner.coverage_descriptor.v0";

  /** Kinds of claims that a descriptor is asked about. */
  public enum Kind {
    /** Something happened. */
    POSITIVE("positive_existence"),
    /** This is all that happened. */
    EXHAUSTIVE("exhaustive_set"),
    /** Something did not happen. */
    NEGATIVE("bounded_negative");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }
  }

  /**
   * An answer with the rule it follows from.
   *
   * @param answer whether the claim may be made
   * @param rule the rule's code
   */
  public record Ruling(Answer answer, String rule) {}

  /** Copies the lists. */
  public CoverageDescriptor {
    observes = List.copyOf(observes);
    blindSpots = blindSpots.map(List::copyOf);
  }

  /** Reads a descriptor as it stands; {@link #rule} refuses what is none. */
  public static CoverageDescriptor of(Json.Obj document) {
    return new CoverageDescriptor(
        document.string("schema").orElse(""),
        document.string("dimension").orElse(""),
        document.string("method").orElse(""),
        texts(document, "observes").orElse(List.of()),
        texts(document, "known_blind_spots"),
        document.string("completeness").orElse(""));
  }

  /** An array with anything but strings is no list of blind spots. */
  private static Optional<List<String>> texts(Json.Obj document, String member) {
    if (!(document.get(member) instanceof Json.Arr array)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Json item : array.items()) {
      if (!(item instanceof Json.Str(String text))) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(texts);
  }

  /** Says whether nothing of the dimension is known to be missed. */
  boolean isComplete() {
    return completeness.equals("full") && blindSpots.filter(List::isEmpty).isPresent();
  }

  /** Rules on a kind of claim. */
  public static Ruling rule(Optional<CoverageDescriptor> descriptor, Kind kind) {
    if (descriptor.isEmpty()) {
      return new Ruling(Answer.BLOCKED, "coverage_descriptor_required_for_claim");
    }
    if (!descriptor.get().schema.equals(SCHEMA)) {
      return new Ruling(Answer.BLOCKED, "coverage_descriptor_schema_mismatch");
    }
    boolean complete = descriptor.get().isComplete();
    return switch (kind) {
      case POSITIVE ->
          new Ruling(Answer.ALLOWED, "coverage_descriptor_allows_observed_positive_claim");
      case EXHAUSTIVE ->
          complete
              ? new Ruling(Answer.ALLOWED, "coverage_descriptor_allows_exhaustive_claim")
              : new Ruling(Answer.DEGRADED, "coverage_descriptor_degrades_exhaustive_claim");
      case NEGATIVE ->
          complete
              ? new Ruling(Answer.ALLOWED, "coverage_descriptor_allows_absence_claim")
              : new Ruling(Answer.BLOCKED, "coverage_descriptor_blocks_absence_claim");
    };
  }

  /** Rules on the claim that an effect of a class happened: the class must be one that is seen. */
  public static Ruling ruleEffect(Optional<CoverageDescriptor> descriptor, String effectClass) {
    Ruling ruling = rule(descriptor, Kind.POSITIVE);
    String wanted = effectClass.strip().toLowerCase(Locale.ROOT);
    boolean seen =
        !wanted.isEmpty()
            && descriptor.stream()
                .flatMap(one -> one.observes.stream())
                .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(wanted));
    return ruling.answer() == Answer.ALLOWED && !seen
        ? new Ruling(Answer.DEGRADED, "coverage_descriptor_positive_class_not_observed")
        : ruling;
  }
}
