package dev.assay.core.lint.pack;

import dev.assay.core.json.Json;
import dev.assay.core.schema.pattern.TextPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A condition on one event: what a pointer finds meets a test.
 *
 * @param path where to look
 * @param test what must hold there
 */
public record Clause(Pointer path, Test test) {

  /** What can be asked of a value. */
  public sealed interface Test {
    /** It is there and exactly this. */
    record Equal(Json value) implements Test {}

    /** It is there and exactly one of these. */
    record OneOf(List<Json> values) implements Test {
      /** Copies the values. */
      public OneOf {
        values = Collections.unmodifiableList(new ArrayList<>(values));
      }
    }

    /** It is a string in which the pattern matches somewhere. */
    record Matches(TextPattern pattern) implements Test {}

    /** It is there and not null. */
    record NotNull() implements Test {}
  }

  /** Tells whether an event meets it; what is not there meets nothing. */
  public boolean holds(Json event) {
    Optional<Json> found = path.find(event);
    if (found.isEmpty()) {
      return false;
    }
    Json value = found.get();
    return switch (test) {
      case Test.Equal(Json wanted) -> ExactEquality.equal(value, wanted);
      case Test.OneOf(List<Json> wanted) ->
          wanted.stream().anyMatch(one -> ExactEquality.equal(value, one));
      case Test.Matches(TextPattern pattern) ->
          value instanceof Json.Str text && pattern.find(text.value());
      case Test.NotNull _ -> !(value instanceof Json.Null);
    };
  }

  /** Tells whether an event meets all of them. */
  public static boolean all(List<Clause> clauses, Json event) {
    return clauses.stream().allMatch(clause -> clause.holds(event));
  }
}
