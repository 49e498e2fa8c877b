package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import java.net.IDN;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections {@code paths}, {@code urls} and {@code commands} read off the document with every
 * call, by regular expressions and the JDK's own path and name conversion.
 */
final class ReferenceScopes {
  private static final Pattern PLAIN_URL =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://([^/?#@\\[\\]:]+|\\[[^\\]@/?#]+\\])(:[0-9]{0,5})?([/?#].*)?");

  private ReferenceScopes() {}

  /** Gives the reason of the first section that objects, or nothing. */
  static String judge(Json.Obj policy, ToolCall call) {
    if (objects(policy, "paths", call, ReferenceScopes::isPath)) {
      return "E_PATH_SCOPE paths";
    }
    if (objects(policy, "urls", call, ReferenceScopes::isUrl)) {
      return "E_URL_SCOPE urls";
    }
    return objects(policy, "commands", call, ReferenceScopes::isCommand)
        ? "E_COMMAND_SCOPE commands"
        : "";
  }

  private interface Acceptance {
    boolean accepts(Json.Obj entry, Json value);
  }

  private static boolean objects(
      Json.Obj policy, String section, ToolCall call, Acceptance acceptance) {
    for (Map.Entry<String, Json> entry :
        policy.object(section).orElse(Json.Obj.EMPTY).members().entrySet()) {
      if (ReferencePolicyEngine.like(entry.getKey(), call.name())) {
        Json.Obj scope = (Json.Obj) entry.getValue();
        Predicate<Json> accepts = value -> value != null && acceptance.accepts(scope, value);
        for (String argument : ReferencePolicyEngine.strings(scope.get("args"))) {
          if (!values(call.arguments(), argument).stream().allMatch(accepts)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The values an argument names; null for one of the wrong kind on the way. */
  private static List<Json> values(Json.Obj arguments, String argument) {
    List<Json> values = new ArrayList<>(List.of(arguments));
    String[] steps =
        argument.startsWith("/") ? argument.substring(1).split("/") : new String[] {argument};
    for (String step : steps) {
      List<Json> next = new ArrayList<>();
      for (Json value : values) {
        if (step.equals("*") && value instanceof Json.Arr list) {
          next.addAll(list.items());
        } else if (!step.equals("*") && value instanceof Json.Obj object) {
          if (object.get(step) != null) {
            next.add(object.get(step));
          }
        } else {
          next.add(null);
        }
      }
      values = next;
    }
    return values;
  }

  private static boolean isPath(Json.Obj entry, Json value) {
    if (!(value instanceof Json.Str(String text)) || text.isEmpty() || text.length() > 4096) {
      return false;
    }
    if (Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\\\]|%(?i:2e|2f|5c|25|[01][0-9a-f]|7f)")
        .matcher(text)
        .find()) {
      return false;
    }
    String root = entry.string("root").orElse("");
    Path path;
    if (text.startsWith("/")) {
      path = Path.of(text);
    } else {
      if (root.isEmpty() || Pattern.matches("(?s)~.*|[a-zA-Z]:.*|(?i:file:).*|.*://.*", text)) {
        return false;
      }
      path = Path.of(root).resolve(text);
      if (!path.normalize().startsWith(Path.of(root))) {
        return false;
      }
    }
    int depth = 0;
    for (Path name : text.startsWith("/") ? path : Path.of(text)) {
      depth += name.toString().equals("..") ? -1 : name.toString().equals(".") ? 0 : 1;
      if (depth < 0) {
        return false;
      }
    }
    String normal = Normalizer.normalize(path.normalize().toString(), Normalizer.Form.NFC);
    return ReferencePolicyEngine.strings(entry.get("allow")).stream().anyMatch(g -> glob(g, normal))
        && ReferencePolicyEngine.strings(entry.get("deny")).stream()
            .noneMatch(g -> glob(g, normal));
  }

  private static boolean glob(String glob, String path) {
    StringBuilder regex = new StringBuilder();
    for (String segment : (glob.startsWith("/") ? glob.substring(1) : glob).split("/")) {
      regex.append(
          segment.equals("**")
              ? "(/[^/]+)*"
              : "/" + ("\\Q" + segment + "\\E").replace("*", "\\E[^/]*\\Q"));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL)
        .matcher(path.equals("/") ? "" : path)
        .matches();
  }

  private static boolean isUrl(Json.Obj entry, Json value) {
    if (!(value instanceof Json.Str(String text))
        || Pattern.compile("[\\x00-\\x20\\x7f-\\xa0\\\\\\ufeff]").matcher(text).find()) {
      return false;
    }
    Matcher url = PLAIN_URL.matcher(text);
    if (!url.matches()) {
      return false;
    }
    String scheme = url.group(1).toLowerCase(java.util.Locale.ROOT);
    List<String> schemes = ReferencePolicyEngine.strings(entry.get("schemes"));
    String host = host(url.group(2));
    boolean number = Pattern.matches("\\[.*\\]|(.*\\.)?([0-9]+|0x[0-9a-f]*)", host);
    List<String> hosts = ReferencePolicyEngine.strings(entry.get("hosts"));
    boolean listed = entry.get("hosts") == null && !number;
    for (String each : hosts) {
      listed |=
          each.startsWith("*.") ? host.endsWith(each.substring(1)) && !number : host.equals(each);
    }
    String port = url.group(3) == null ? "" : url.group(3).substring(1);
    int defaultPort = scheme.equals("https") ? 443 : 80;
    int actual = port.isEmpty() ? defaultPort : Integer.parseInt(port);
    boolean rightPort =
        entry.get("ports") instanceof Json.Arr ports
            ? ports.items().contains(Json.Num.of(actual))
            : actual == defaultPort;
    return (schemes.isEmpty() ? List.of("https") : schemes).contains(scheme) && listed && rightPort;
  }

  private static String host(String text) {
    String host = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return text.startsWith("[")
        ? text
        : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(java.util.Locale.ROOT);
  }

  private static boolean isCommand(Json.Obj entry, Json value) {
    if (value instanceof Json.Str(String text)) {
      return ReferencePolicyEngine.strings(entry.get("literal")).contains(text);
    }
    if (!(value instanceof Json.Arr list)
        || list.items().isEmpty()
        || !list.items().stream().allMatch(i -> i instanceof Json.Str)) {
      return false;
    }
    StringBuilder command = new StringBuilder();
    ReferencePolicyEngine.strings(list).forEach(s -> command.append(s).append('\0'));
    String free = "(?![~#])[^\\x00-\\x1f\\x7f|&;<>()$`\\\\\"'*?\\[\\]{}]*\\x00";
    for (Json pattern : ((Json.Arr) entry.get("allow")).items()) {
      StringBuilder regex = new StringBuilder();
      for (String part : ReferencePolicyEngine.strings(pattern)) {
        regex.append(
            part.equals("**")
                ? "(" + free + ")*"
                : part.equals("*") ? free : Pattern.quote(part) + "\\x00");
      }
      if (Pattern.matches(regex.toString(), command)) {
        return true;
      }
    }
    return false;
  }
}
