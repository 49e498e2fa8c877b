package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Duties;
import dev.assay.testkit.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code restrict_scope} and {@code redact_args} in their mapping form, read off the document with
 * every call; paths through the paths of the JDK.
 */
final class ReferenceDuties {
  private ReferenceDuties() {}

  static String meet(
      Json.Obj policy, ToolCall call, List<String> classes, Json schema, String allow) {
    if (isListed(policy, call, classes) && canBeRedacted(policy, call)) {
      return "deny E_APPROVAL_REQUIRED tools.approval_required  " + classes + " []";
    }
    List<String> met = new ArrayList<>();
    for (Json contract : contracts(policy, "restrict_scope", call.name())) {
      if (!holds((Json.Obj) contract, call, classes)) {
        return "deny E_SCOPE tools.restrict_scope  " + classes + " []";
      }
      met = List.of("restrict_scope");
    }
    met = new ArrayList<>(met);
    Json.Obj sent = call.arguments();
    for (Json contract : contracts(policy, "redact_args", call.name())) {
      sent = redacted((Json.Obj) contract, sent);
      if (sent == null) {
        return "deny E_REDACTION tools.redact_args  " + classes + " []";
      }
      met.remove("redact_args");
      met.add("redact_args");
    }
    ToolCall again = new ToolCall(call.name(), sent);
    boolean violates =
        (schema != null && !ReferencePolicyEngine.violation(schema, sent).isEmpty())
            || !ReferenceScopes.judge(policy, again).isEmpty();
    if (violates) {
      return "deny E_REDACTION tools.redact_args  " + classes + " []";
    }
    boolean same = sent.equals(call.arguments());
    return "allow "
        + allow
        + " "
        + new Duties(met, same ? Optional.empty() : Optional.of(sent), Optional.empty());
  }

  private static boolean isListed(Json.Obj policy, ToolCall call, List<String> classes) {
    Json.Obj tools = policy.object("tools").orElseThrow();
    return ReferencePolicyEngine.strings(tools.get("approval_required")).stream()
            .anyMatch(p -> ReferencePolicyEngine.like(p, call.name()))
        || ReferencePolicyEngine.strings(tools.get("approval_required_classes")).stream()
            .anyMatch(classes::contains);
  }

  private static boolean canBeRedacted(Json.Obj policy, ToolCall call) {
    Json.Obj sent = call.arguments();
    for (Json contract : contracts(policy, "redact_args", call.name())) {
      sent = sent == null ? null : redacted((Json.Obj) contract, sent);
    }
    return sent != null;
  }

  /** Gives what redaction makes of what is there; empty when it cannot be done. */
  static Optional<Json.Obj> sent(Json.Obj policy, ToolCall call) {
    Json.Obj sent = call.arguments();
    for (Json contract : contracts(policy, "redact_args", call.name())) {
      if (sent != null && isThere((Json.Obj) contract, sent)) {
        sent = redacted((Json.Obj) contract, sent);
      }
    }
    return Optional.ofNullable(sent);
  }

  private static boolean isThere(Json.Obj contract, Json.Obj arguments) {
    return switch (contract.string("redaction_target").orElseThrow()) {
      case "args" -> true;
      case "/q" -> arguments.get("q") != null;
      case "path", "/path" -> arguments.get("path") != null;
      case "/paths/*" -> arguments.get("paths") instanceof Json.Arr;
      case "/argv/1" -> at(arguments, "/argv/1") != null;
      default -> throw new AssertionError(JsonText.compact(contract));
    };
  }

  /** A name's own contracts first, then those of patterns, as the document has them. */
  private static List<Json> contracts(Json.Obj policy, String section, String tool) {
    List<Json> named = new ArrayList<>();
    List<Json> open = new ArrayList<>();
    Json.Obj tools = policy.object("tools").orElseThrow();
    tools.object(section).orElse(Json.Obj.EMPTY).members().entrySet().stream()
        .filter(e -> ReferencePolicyEngine.like(e.getKey(), tool))
        .forEach(
            e -> {
              List<Json> into = e.getKey().equals(tool) ? named : open;
              into.addAll(e.getValue() instanceof Json.Arr a ? a.items() : List.of(e.getValue()));
            });
    named.addAll(open);
    return named;
  }

  private static boolean holds(Json.Obj contract, ToolCall call, List<String> classes) {
    String type = contract.string("scope_type").orElseThrow();
    String value = contract.string("scope_value").orElseThrow();
    Json observed =
        switch (type) {
          case "tool" -> new Json.Str(call.name());
          case "tool_class" -> classes.isEmpty() ? null : new Json.Str(classes.getFirst());
          default -> at(call.arguments(), contract.string("scope_target").orElseThrow());
        };
    if (observed == null) {
      return false;
    }
    if (type.equals("path_prefix")) {
      return ReferenceScopes.judge(below(call.name(), value), call).isEmpty();
    }
    if (!(observed instanceof Json.Str(String text))) {
      return false;
    }
    return switch (contract.string("scope_match_mode").orElseThrow()) {
      case "exact" -> text.equals(value);
      case "prefix" -> text.startsWith(value) && (value.indexOf('/') < 0 || stays(text, value));
      case "contains" -> text.contains(value);
      default -> true;
    };
  }

  private static boolean stays(String text, String value) {
    boolean plain = !text.contains("\\") && !text.toLowerCase().contains("%2");
    return plain && (Path.of(text).normalize() + "/").startsWith(value);
  }

  private static Json.Obj below(String tool, String directory) {
    String entry = "{\"args\":[\"path\"],\"allow\":[\"" + directory + "/**\"]}";
    Json.Obj paths = Json.object().put(tool, Vectors.parse(entry)).build();
    return Json.object().put("paths", paths).build();
  }

  private static Json at(Json.Obj arguments, String pointer) {
    String[] steps = pointer.split("/");
    Json first = arguments.get(steps[1]);
    if (steps.length == 2) {
      return first;
    }
    boolean has =
        first instanceof Json.Arr list && list.items().size() > Integer.parseInt(steps[2]);
    return has ? ((Json.Arr) first).items().get(Integer.parseInt(steps[2])) : null;
  }

  /** Gives null when the contract cannot be met. */
  private static Json.Obj redacted(Json.Obj contract, Json.Obj arguments) {
    String mode = contract.string("redaction_mode").orElseThrow();
    Map<String, Json> members = new LinkedHashMap<>(arguments.members());
    switch (contract.string("redaction_target").orElseThrow()) {
      case "args" -> members.clear();
      case "/q" -> {
        return members.replace("q", new Json.Str("[REDACTED]")) == null
            ? null
            : new Json.Obj(members);
      }
      case "path" -> {
        return members.remove("path") == null ? null : new Json.Obj(members);
      }
      case "/path" -> {
        boolean text = members.get("path") instanceof Json.Str;
        members.computeIfPresent("path", (_, v) -> v instanceof Json.Str s ? cut(s) : v);
        return text ? new Json.Obj(members) : null;
      }
      case "/paths/*" -> {
        if (!(members.get("paths") instanceof Json.Arr list)) {
          return null;
        }
        members.put(
            "paths",
            new Json.Arr(list.items().stream().map(i -> (Json) cut((Json.Str) i)).toList()));
      }
      case "/argv/1" -> {
        if (at(arguments, "/argv/1") == null) {
          return null;
        }
        List<Json> items = new ArrayList<>(((Json.Arr) members.get("argv")).items());
        items.remove(1);
        members.put("argv", new Json.Arr(items));
      }
      default -> throw new AssertionError(JsonText.compact(contract) + mode);
    }
    return new Json.Obj(members);
  }

  private static Json.Str cut(Json.Str text) {
    return new Json.Str(text.value().substring(0, Math.min(2, text.value().length())) + "***");
  }
}
