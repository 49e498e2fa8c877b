package dev.assay.core.policy.rewrite;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.schema.pattern.PatternShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that a policy has something to say about, made from the policy itself: tools that its lists
 * and sections name, by their patterns too, with arguments near the edges of what its schemas and
 * scopes accept. The same policy always gives the same calls. That two policies decide all of them
 * alike is strong evidence and no proof.
 */
public final class CallCorpus {
  private static final List<String> SECTIONS =
      Collections.unmodifiableList(
          Arrays.asList("tool_classes", "schemas", "paths", "urls", "commands"));
  private static final List<String> SCOPES =
      Collections.unmodifiableList(Arrays.asList("paths", "urls", "commands"));
  private static final List<String> ENDS =
      Collections.unmodifiableList(Arrays.asList("", "a", "../a", "a/../../b", "a\n", "%2e%2e/a"));
  private static final String STRANGER = "assay_unlisted";

  /** Schemas of schemas are looked into so far. */
  private static final int MAX_DEPTH = 4;

  private final Json.Obj policy;
  private long state = 20_260_101L;

  private CallCorpus(Policy policy) {
    this.policy = policy.canonicalForm();
  }

  /** Gives so many calls. */
  public static List<ToolCall> of(Policy policy, int count) {
    CallCorpus corpus = new CallCorpus(policy);
    List<String> tools = corpus.tools(policy);
    List<ToolCall> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String tool = tools.get(i % tools.size());
      calls.add(new ToolCall(tool, corpus.arguments(tool, i)));
    }
    return calls;
  }

  private List<String> tools(Policy compiled) {
    Set<String> tools = new LinkedHashSet<>(compiled.namedTools());
    Json.Obj lists = policy.object("tools").orElse(Json.Obj.EMPTY);
    for (Json list : lists.members().values()) {
      if (list instanceof Json.Arr entries) {
        for (Json entry : entries.items()) {
          if (entry instanceof Json.Str pattern) {
            addMatching(pattern.value(), tools);
          }
        }
      }
    }
    for (String section : SECTIONS) {
      for (String key : policy.object(section).orElse(Json.Obj.EMPTY).members().keySet()) {
        addMatching(key, tools);
      }
    }
    tools.removeIf(name -> !NamePattern.isName(name));
    tools.add(STRANGER);
    tools.add("not a name");
    return new ArrayList<>(tools);
  }

  private static void addMatching(String pattern, Set<String> tools) {
    tools.add(pattern.replace("*", ""));
    tools.add(pattern.replace("*", "x"));
    tools.add(pattern.replace("*", "") + "_x");
    tools.add("x_" + pattern.replace("*", ""));
  }

  private Json.Obj arguments(String tool, int round) {
    Json schema = policy.object("schemas").orElse(Json.Obj.EMPTY).get(tool);
    Map<String, Json> members = new LinkedHashMap<>();
    if (schema instanceof Json.Obj object
        && value(object, round % 2 == 0, 0) instanceof Json.Obj made) {
      members.putAll(made.members());
    }
    for (String section : SCOPES) {
      for (Json entry : policy.object(section).orElse(Json.Obj.EMPTY).members().values()) {
        scoped(entry, members);
      }
    }
    if (next(6) == 0) {
      members.put("assay_extra", Json.Num.of(1));
    }
    return new Json.Obj(members);
  }

  /** Adds values for the arguments of a scope, taken from what the scope accepts. */
  private void scoped(Json scope, Map<String, Json> members) {
    if (!(scope instanceof Json.Obj entry) || !(entry.get("args") instanceof Json.Arr names)) {
      return;
    }
    List<Json> accepted = new ArrayList<>();
    for (String list : Arrays.asList("allow", "hosts", "literal")) {
      if (entry.get(list) instanceof Json.Arr values) {
        accepted.addAll(values.items());
      }
    }
    for (Json name : names.items()) {
      if (name instanceof Json.Str text && next(4) != 0) {
        String member = text.value().startsWith("/") ? text.value().substring(1) : text.value();
        int end = member.indexOf('/');
        Json value =
            accepted.isEmpty() ? new Json.Str("x") : near(accepted.get(next(accepted.size())));
        boolean each = end >= 0;
        members.put(
            each ? member.substring(0, end) : member,
            each ? new Json.Arr(Collections.singletonList(value)) : value);
      }
    }
  }

  private Json near(Json accepted) {
    if (!(accepted instanceof Json.Str text)) {
      return accepted;
    }
    String plain = text.value().replace("**", "a").replace("*", "b");
    return switch (next(4)) {
      case 0 -> new Json.Str(plain);
      case 1 -> new Json.Str(plain + ENDS.get(next(ENDS.size())));
      case 2 -> new Json.Str("https://" + plain + "/");
      default -> new Json.Str("/" + plain);
    };
  }

  private Json value(@Nullable Json schema, boolean whole, int depth) {
    if (!(schema instanceof Json.Obj object) || depth > MAX_DEPTH) {
      return text("");
    }
    Json only = object.get("const");
    if (only != null && next(4) != 0) {
      return only;
    }
    if (object.get("enum") instanceof Json.Arr values
        && !values.items().isEmpty()
        && next(4) != 0) {
      return values.items().get(next(values.items().size()));
    }
    if (object.get("$ref") instanceof Json.Str reference) {
      return value(definition(reference.value()), whole, depth + 1);
    }
    if (!whole && next(8) == 0) {
      return odd();
    }
    if (object.get("properties") instanceof Json.Obj properties) {
      Map<String, Json> members = new LinkedHashMap<>();
      properties
          .members()
          .forEach(
              (name, property) -> {
                if (whole || next(8) != 0) {
                  members.put(name, value(property, whole, depth + 1));
                }
              });
      return new Json.Obj(members);
    }
    return typed(object, whole, depth);
  }

  private Json typed(Json.Obj schema, boolean whole, int depth) {
    return switch (schema.string("type").orElse("string")) {
      case "integer", "number" -> number(schema);
      case "boolean" -> Json.Bool.of(next(2) == 0);
      case "null" -> Json.Null.NULL;
      case "object" -> Json.Obj.EMPTY;
      case "array" -> {
        List<Json> items = new ArrayList<>();
        for (int i = next(3); i > 0; i--) {
          items.add(value(schema.get("items"), whole, depth + 1));
        }
        yield new Json.Arr(items);
      }
      default -> text(schema.string("pattern").orElse(""));
    };
  }

  private Json number(Json.Obj schema) {
    long from = schema.integer("minimum").orElse(0L);
    long to = schema.integer("maximum").orElse(100L);
    return switch (next(5)) {
      case 0 -> Json.Num.of(from);
      case 1 -> Json.Num.of(from - 1);
      case 2 -> Json.Num.of(to);
      case 3 -> Json.Num.of(to + 1);
      default -> new Json.Num("1.5");
    };
  }

  private Json text(String pattern) {
    String literal = PatternShape.literal(pattern);
    return switch (next(6)) {
      case 0 -> new Json.Str(literal);
      case 1 -> new Json.Str("x" + literal);
      case 2 -> new Json.Str("");
      default -> new Json.Str(literal + ENDS.get(next(ENDS.size())));
    };
  }

  private Json odd() {
    return switch (next(4)) {
      case 0 -> Json.Null.NULL;
      case 1 -> Json.Num.of(7);
      case 2 -> Json.Arr.EMPTY;
      default -> Json.Bool.TRUE;
    };
  }

  private Json definition(String reference) {
    String start = "#/$defs/";
    Json.Obj shared =
        policy.object("schemas").flatMap(schemas -> schemas.object("$defs")).orElse(Json.Obj.EMPTY);
    Json found =
        reference.startsWith(start) ? shared.get(reference.substring(start.length())) : null;
    return found == null ? Json.Bool.TRUE : found;
  }

  /** Gives the next number below a bound: SplitMix64, so that every run asks the same. */
  private int next(int bound) {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), bound);
  }
}
