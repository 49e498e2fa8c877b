package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.schema.Schema;
import dev.assay.core.schema.SchemaCheck;
import dev.assay.core.schema.SchemaReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The decision table of {@code policy.md} 2.2 read off the document with every call: slow, obvious,
 * and without a line in common with the engine. Answers as one line of text.
 */
final class ReferencePolicyEngine {
  private final Json.Obj policy;

  ReferencePolicyEngine(Json.Obj policy) {
    this.policy = policy;
  }

  static String describe(Decision decision) {
    String verdict = decision instanceof Decision.Allow ? "allow " : "deny ";
    Match m = decision.match();
    return verdict
        + decision.reason()
        + " "
        + m.matchedRule()
        + " "
        + m.matchBasis()
        + " "
        + m.toolClasses()
        + " "
        + m.matchedToolClasses()
        + (decision instanceof Decision.Allow allow ? " " + allow.duties() : "");
  }

  String decide(ToolCall call, SupposedSession session) {
    String tool = call.name();
    List<String> classes = classes(tool);
    String none = "  " + classes + " []";
    if (over("max_requests_total", session.requests())) {
      return "deny E_RATE_LIMIT limits.max_requests_total  " + classes + " []";
    }
    if (over("max_tool_calls_total", session.past().size() + 1L)) {
      return "deny E_RATE_LIMIT limits.max_tool_calls_total  " + classes + " []";
    }
    ReferenceSession before = new ReferenceSession(policy, session.past(), session.nowMillis());
    String limit = before.limit(tool);
    if (!limit.isEmpty()) {
      return "deny E_RATE_LIMIT " + limit + "  " + classes + " []";
    }
    if (!Pattern.matches("[A-Za-z0-9_.\\-/]{1,128}", tool)) {
      return "deny E_TOOL_NAME_INVALID " + none;
    }
    String deny = listed("deny", tool, classes);
    if (!deny.isEmpty()) {
      return "deny E_TOOL_DENIED " + deny;
    }
    String allow = none;
    if (tools().get("allow") != null || tools().get("allow_classes") != null) {
      allow = listed("allow", tool, classes);
      if (allow.isEmpty()) {
        return "deny E_TOOL_NOT_ALLOWED " + none;
      }
    }
    boolean lacks =
        strings(section("evidence").get("kinds")).stream()
            .anyMatch(k -> session.lacking().stream().anyMatch(l -> l.word().equals(k)));
    String sequence = before.sequence(tool);
    String brokenInSession =
        !sequence.isEmpty()
            ? "E_SEQUENCE " + sequence
            : lacks ? "E_RECORD_FAILED evidence.kinds" : "";
    return decideAllowed(call, allow, brokenInSession);
  }

  private String decideAllowed(ToolCall call, String allow, String brokenInSession) {
    String unclassified = mode("unclassified_tools", "allow");
    boolean listed =
        section("tool_classes").members().keySet().stream().anyMatch(k -> like(k, call.name()));
    if (!listed && unclassified.equals("deny")) {
      return "deny E_TOOL_UNCLASSIFIED " + allow;
    }
    Json schema = section("schemas").get(call.name());
    if (schema != null) {
      String violation = violation(schema, call.arguments());
      if (!violation.isEmpty()) {
        return "deny " + violation + " " + allow;
      }
    }
    String outside = ReferenceScopes.judge(policy, call);
    if (!outside.isEmpty()) {
      return "deny " + outside + "  " + classes(call.name()) + " []";
    }
    if (schema == null && mode("unconstrained_tools", "warn").equals("deny")) {
      return "deny E_TOOL_UNCONSTRAINED " + allow;
    }
    if (!brokenInSession.isEmpty()) {
      return "deny " + brokenInSession + "  " + classes(call.name()) + " []";
    }
    boolean warn = !listed && unclassified.equals("warn");
    String reason = warn ? "E_TOOL_UNCLASSIFIED " : "P_POLICY_ALLOW ";
    if (schema == null && mode("unconstrained_tools", "warn").equals("warn")) {
      reason = "E_TOOL_UNCONSTRAINED ";
    }
    return ReferenceDuties.meet(policy, call, classes(call.name()), schema, reason + allow);
  }

  static String violation(Json schema, Json arguments) {
    Schema compiled = ((SchemaReading.Compiled) Schema.compile(schema, Json.Obj.EMPTY)).schema();
    if (compiled.check(arguments) instanceof SchemaCheck.Violated violated) {
      boolean path = violated.violations().stream().anyMatch(v -> v.pathScope());
      return path ? "E_PATH_SCOPE" : "E_ARG_SCHEMA";
    }
    return "";
  }

  private String listed(String list, String tool, List<String> classes) {
    boolean name = strings(tools().get(list)).stream().anyMatch(p -> like(p, tool));
    List<String> matched = new ArrayList<>(classes);
    matched.retainAll(strings(tools().get(list + "_classes")));
    if (!name && matched.isEmpty()) {
      return "";
    }
    List<String> rules = new ArrayList<>();
    List<String> bases = new ArrayList<>();
    if (name) {
      rules.add("tools." + list);
      bases.add("name");
    }
    if (!matched.isEmpty()) {
      rules.add("tools." + list + "_classes");
      bases.add("class");
    }
    return String.join("+", rules) + " " + String.join("+", bases) + " " + classes + " " + matched;
  }

  private List<String> classes(String tool) {
    TreeSet<String> classes = new TreeSet<>();
    for (Map.Entry<String, Json> entry : section("tool_classes").members().entrySet()) {
      if (like(entry.getKey(), tool)) {
        classes.addAll(strings(entry.getValue()));
      }
    }
    return new ArrayList<>(classes);
  }

  /** The five forms, as a regular expression over code points. */
  static boolean like(String pattern, String tool) {
    String inner = pattern.replaceAll("^\\*+|\\*+$", "");
    String regex =
        (pattern.startsWith("*") ? ".*" : "")
            + Pattern.quote(inner)
            + (pattern.endsWith("*") ? ".*" : "");
    return Pattern.compile(regex, Pattern.DOTALL).matcher(tool).matches();
  }

  private boolean over(String limit, long count) {
    return section("limits").get(limit) instanceof Json.Num most
        && count > Long.parseLong(most.text());
  }

  private String mode(String name, String otherwise) {
    return section("enforcement").string(name).orElse(otherwise);
  }

  private Json.Obj tools() {
    return section("tools");
  }

  private Json.Obj section(String name) {
    return policy.object(name).orElse(Json.Obj.EMPTY);
  }

  static List<String> strings(Json list) {
    return list == null
        ? List.of()
        : ((Json.Arr) list).items().stream().map(i -> ((Json.Str) i).value()).toList();
  }
}
