package dev.assay.core.lint.pack;

import dev.assay.core.json.Json;
import dev.assay.core.json.StrictMapping;
import dev.assay.core.problem.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a rule asks. Members of a known check are closed; what is inside an unknown one is
 * nobody's business. Source: {@code evidence.md} 6.3.
 */
final class CheckReader {
  /** Every check type that is run. */
  static final List<String> TYPES =
      List.of(
          "event_count",
          "event_pairs",
          "event_field_present",
          "event_type_exists",
          "manifest_field",
          "json_path_exists",
          "g3_authorization_context_present",
          "conditional",
          "for_each",
          "group_count",
          "paired");

  private CheckReader() {}

  static Check read(StrictMapping fields) {
    String type = fields.required("type");
    return switch (type) {
      case "event_count" -> {
        fields.refuseUnknown(List.of("type", "min"));
        if (fields.get("min") == null) {
          fields.missing("min");
        }
        yield new Check.EventCount(fields.integer("min", 1).orElse(1L));
      }
      case "event_pairs" -> {
        fields.refuseUnknown(List.of("type", "start_pattern", "finish_pattern"));
        yield new Check.EventPairs(
            fields.required("start_pattern"), fields.required("finish_pattern"));
      }
      case "event_type_exists" -> {
        fields.refuseUnknown(List.of("type", "pattern"));
        yield new Check.TypeExists(fields.required("pattern"));
      }
      case "event_field_present" -> fieldPresent(fields);
      case "manifest_field" -> {
        fields.refuseUnknown(List.of("type", "path", "required"));
        if (fields.get("path") == null) {
          fields.missing("path");
        }
        yield new Check.ManifestField(
            Pointer.of(fields.string("path").orElse("")), fields.flag("required"));
      }
      case "json_path_exists" -> jsonPathExists(fields);
      case "g3_authorization_context_present" -> {
        fields.refuseUnknown(List.of("type"));
        yield new Check.AuthorizationPresent();
      }
      case "conditional" -> conditional(fields);
      case "for_each" -> QuantifierReader.forEach(fields);
      case "group_count" -> QuantifierReader.groupCount(fields);
      case "paired" -> QuantifierReader.paired(fields);
      default -> unknown(type);
    };
  }

  private static Check unknown(String type) {
    String meant =
        DidYouMean.nearest(type, TYPES).map(known -> ", did you mean `" + known + "`?").orElse("");
    return new Check.Unsupported("check type `" + type + "` is unknown" + meant);
  }

  private static Check fieldPresent(StrictMapping fields) {
    fields.refuseUnknown(List.of("type", "paths_any_of", "any_of", "in_data"));
    List<Pointer> pointers = new ArrayList<>();
    fields.strings("paths_any_of").forEach(path -> pointers.add(Pointer.of(path)));
    boolean data = fields.flag("in_data");
    for (String name : fields.strings("any_of")) {
      pointers.add(Pointer.of((data ? "/data/" : "/") + name));
    }
    boolean both = fields.get("paths_any_of") != null && fields.get("any_of") != null;
    boolean none = fields.get("paths_any_of") == null && fields.get("any_of") == null;
    if (both || none) {
      fields.refuse(
          PackFault.CHECK.code(),
          "type",
          "`event_field_present` has either `paths_any_of` or the older `any_of`",
          null);
    }
    return new Check.FieldPresent(pointers);
  }

  private static Check jsonPathExists(StrictMapping fields) {
    fields.refuseUnknown(List.of("type", "paths", "value_equals"));
    if (fields.get("paths") == null) {
      fields.missing("paths");
    }
    List<Pointer> pointers = fields.strings("paths").stream().map(Pointer::of).toList();
    Json value = fields.get("value_equals");
    if (value == null) {
      return new Check.FieldPresent(pointers);
    }
    if (pointers.size() != 1) {
      fields.refuse(
          PackFault.CHECK.code(),
          "value_equals",
          "`value_equals` goes with exactly one path",
          null);
      return new Check.FieldPresent(pointers);
    }
    return new Check.ValueEquals(pointers.getFirst(), value);
  }

  /**
   * Reads the one shape that is run; {@code condition} and {@code then} of another are not ours.
   */
  private static Check conditional(StrictMapping fields) {
    fields.refuseUnknown(List.of("type", "condition", "then"));
    for (String name : List.of("condition", "then")) {
      if (fields.get(name) == null) {
        fields.missing(name);
      }
    }
    Optional<List<Clause>> condition = condition(fields.get("condition"));
    Optional<Pointer> then = then(fields.get("then"));
    return condition.isPresent() && then.isPresent()
        ? new Check.Conditional(condition.get(), then.get())
        : new Check.Unsupported("this shape of `conditional` is unknown");
  }

  private static Optional<List<Clause>> condition(@Nullable Json value) {
    if (!(value instanceof Json.Obj condition)
        || condition.members().size() != 1
        || !(condition.get("all") instanceof Json.Arr all)) {
      return Optional.empty();
    }
    List<Clause> clauses = new ArrayList<>();
    for (Json item : all.items()) {
      if (!(item instanceof Json.Obj clause)
          || clause.members().size() != 2
          || !(clause.get("path") instanceof Json.Str path)) {
        return Optional.empty();
      }
      Json equals = clause.get("equals");
      if (equals == null || equals instanceof Json.Obj || equals instanceof Json.Arr) {
        return Optional.empty();
      }
      clauses.add(new Clause(Pointer.of(path.value()), new Clause.Test.Equal(equals)));
    }
    return Optional.of(clauses);
  }

  private static Optional<Pointer> then(@Nullable Json value) {
    if (value instanceof Json.Obj then
        && then.members().size() == 2
        && then.string("type").orElse("").equals("json_path_exists")
        && then.get("paths") instanceof Json.Arr paths
        && paths.items().size() == 1
        && paths.items().getFirst() instanceof Json.Str path) {
      return Optional.of(Pointer.of(path.value()));
    }
    return Optional.empty();
  }
}
