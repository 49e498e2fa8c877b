package dev.assay.core.policy.argument;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyDocument;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds schemas that let arguments through that nobody named: the way an alias such as {@code file}
 * walks past a rule on {@code path}. {@code enforcement.open_arguments: deny} refuses them.
 */
public final class OpenObjects {
  /** The member of {@code enforcement} that refuses them. */
  public static final String NAME = "open_arguments";

  /** References are followed this far; a longer chain counts as open. */
  private static final int MAX_STEPS = 8;

  private static final List<String> WORDS =
      Collections.unmodifiableList(Arrays.asList("allow", "deny"));

  private final Json.Obj root;
  private final Json.Obj shared;

  OpenObjects(Json.Obj root, Json.Obj shared) {
    this.root = root;
    this.shared = shared;
  }

  /** Says whether the document refuses open objects. */
  static boolean areRefused(PolicyDocument document) {
    return document.enforcement().word(NAME, WORDS).orElse("allow").equals("deny");
  }

  /** Says whether a schema refuses every object with a member that it does not name. */
  boolean isClosed(Json schema) {
    return isClosed(schema, MAX_STEPS);
  }

  private boolean isClosed(Json schema, int steps) {
    if (!(schema instanceof Json.Obj object)) {
      return schema == Json.Bool.FALSE;
    }
    if (steps == 0) {
      return false;
    }
    return object.get("additionalProperties") == Json.Bool.FALSE
        || object.get("unevaluatedProperties") == Json.Bool.FALSE
        || object.get("const") != null
        || object.get("enum") != null
        || excludesObjects(object.get("type"))
        || isClosedByReference(object.get("$ref"), steps)
        || isClosedByParts(object, steps);
  }

  private boolean isClosedByParts(Json.Obj object, int steps) {
    boolean closed = false;
    if (object.get("allOf") instanceof Json.Arr all) {
      for (Json part : all.items()) {
        closed |= isClosed(part, steps - 1);
      }
    }
    return closed
        || everyPartIsClosed(object.get("anyOf"), steps)
        || everyPartIsClosed(object.get("oneOf"), steps);
  }

  private boolean everyPartIsClosed(@Nullable Json parts, int steps) {
    if (!(parts instanceof Json.Arr array)) {
      return false;
    }
    for (Json part : array.items()) {
      if (!isClosed(part, steps - 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean excludesObjects(@Nullable Json type) {
    if (type instanceof Json.Arr types) {
      return !types.items().contains(new Json.Str("object"));
    }
    return type instanceof Json.Str word && !word.value().equals("object");
  }

  private boolean isClosedByReference(@Nullable Json reference, int steps) {
    String prefix = "#/$defs/";
    if (!(reference instanceof Json.Str text) || !text.value().startsWith(prefix)) {
      return false;
    }
    String name = text.value().substring(prefix.length()).replace("~1", "/").replace("~0", "~");
    Json local = root.object(ToolSchemas.DEFS).orElse(Json.Obj.EMPTY).get(name);
    Json target = local == null ? shared.get(name) : local;
    return target != null && isClosed(target, steps - 1);
  }
}
