package dev.assay.core.lint.pack;

import dev.assay.core.json.Json;
import dev.assay.core.json.StrictMapping;
import dev.assay.core.schema.pattern.TextPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the checks that speak of every event, of groups and of pairs: {@code evidence.md} 6.4. */
final class QuantifierReader {
  private static final List<String> TESTS = List.of("equals", "in", "matches", "not_null");

  private QuantifierReader() {}

  static Check forEach(StrictMapping fields) {
    fields.refuseUnknown(List.of("type", "where", "require"));
    List<Clause> require = clauses(fields, "require");
    if (require.isEmpty() && fields.document().problems().isEmpty()) {
      fields.missing("require");
    }
    return new Check.ForEach(clauses(fields, "where"), require);
  }

  static Check groupCount(StrictMapping fields) {
    fields.refuseUnknown(List.of("type", "where", "by", "min", "max"));
    long min = fields.integer("min", 0).orElse(0L);
    long max = fields.integer("max", 0).orElse(Long.MAX_VALUE);
    if (fields.get("min") == null && fields.get("max") == null) {
      fields.refuse(PackFault.CHECK.code(), "type", "`group_count` has `min`, `max` or both", null);
    }
    if (min > max) {
      fields.refuse(PackFault.CHECK.code(), "min", "`min` is above `max`", null);
    }
    return new Check.GroupCount(
        clauses(fields, "where"), fields.string("by").map(Pointer::of), min, max);
  }

  static Check paired(StrictMapping fields) {
    fields.refuseUnknown(List.of("type", "by", "first", "second"));
    Pointer by = Pointer.of(fields.required("by"));
    return new Check.Paired(by, side(fields, "first"), side(fields, "second"));
  }

  private static Check.Side side(StrictMapping fields, String name) {
    Optional<StrictMapping> side = fields.mapping(name);
    if (side.isEmpty()) {
      if (fields.get(name) == null) {
        fields.missing(name);
      }
      return new Check.Side("", List.of());
    }
    side.get().refuseUnknown(List.of("type", "where"));
    return new Check.Side(side.get().required("type"), clauses(side.get(), "where"));
  }

  private static List<Clause> clauses(StrictMapping fields, String name) {
    List<Clause> clauses = new ArrayList<>();
    for (StrictMapping clause : fields.mappings(name)) {
      clause.refuseUnknown(List.of("path", "equals", "in", "matches", "not_null"));
      if (clause.get("path") == null) {
        clause.missing("path");
      }
      Pointer path = Pointer.of(clause.string("path").orElse(""));
      test(clause).ifPresent(test -> clauses.add(new Clause(path, test)));
    }
    return clauses;
  }

  private static Optional<Clause.Test> test(StrictMapping clause) {
    List<String> given = TESTS.stream().filter(clause::has).toList();
    if (given.size() != 1) {
      clause.refuse(
          PackFault.CHECK.code(),
          "path",
          "a clause has exactly one of " + String.join(", ", TESTS),
          null);
      return Optional.empty();
    }
    return switch (given.getFirst()) {
      case "equals" ->
          Optional.ofNullable(clause.members().get("equals")).map(Clause.Test.Equal::new);
      case "in" -> {
        Optional<List<Json>> values = clause.items("in");
        if (values.isEmpty() || values.get().isEmpty()) {
          clause.missing("in");
        }
        yield values.map(Clause.Test.OneOf::new);
      }
      case "matches" -> matches(clause);
      default -> {
        if (!clause.flag("not_null")) {
          clause.refuse(PackFault.CHECK.code(), "not_null", "`not_null` can only be true", null);
        }
        yield Optional.of(new Clause.Test.NotNull());
      }
    };
  }

  private static Optional<Clause.Test> matches(StrictMapping clause) {
    String source = clause.required("matches");
    return switch (TextPattern.compile(source)) {
      case TextPattern.Reading.Compiled compiled ->
          Optional.of(new Clause.Test.Matches(compiled.pattern()));
      case TextPattern.Reading.Refused refused -> {
        clause.refuse(
            PackFault.PATTERN.code(),
            "matches",
            "pattern `" + source + "` " + refused.reason(),
            null);
        yield Optional.empty();
      }
    };
  }
}
