package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.policy.SupposedSession.Past;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rates, limits of single tools and sequences, read off the document and the whole history with
 * every call: nothing is counted in advance.
 */
final class ReferenceSession {
  private static final Map<String, Long> UNITS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  private final Json.Obj policy;
  private final List<Past> past;
  private final long now;

  ReferenceSession(Json.Obj policy, List<Past> history, long nowMillis) {
    this.policy = policy;
    // a time before one that was seen counts as the latest one seen
    long latest = Long.MIN_VALUE;
    this.past = new ArrayList<>();
    for (Past p : history) {
      latest = Math.max(latest, p.atMillis());
      past.add(new Past(p.tool(), latest, p.forwarded(), p.answerable()));
    }
    this.now = Math.max(latest, nowMillis);
  }

  private static boolean isTool(String name) {
    return name.matches("[A-Za-z0-9_.\\-/]{1,128}");
  }

  private static boolean names(String pattern, String tool) {
    return isTool(tool) && ReferencePolicyEngine.like(pattern, tool);
  }

  private List<Past> attempts(String pattern) {
    return past.stream().filter(p -> names(pattern, p.tool())).toList();
  }

  private long forwarded(String pattern) {
    return attempts(pattern).stream().filter(Past::forwarded).count();
  }

  private long answerable(String pattern) {
    return attempts(pattern).stream().filter(p -> p.forwarded() && p.answerable()).count();
  }

  /** Gives the rule that a rate or a tool's own limit breaks, or nothing. */
  String limit(String tool) {
    Json.Obj limits = policy.object("limits").orElse(Json.Obj.EMPTY);
    if (tooFast(limits, past)) {
      return "limits.rate";
    }
    Map<String, Json> perTool =
        new TreeMap<>(Comparator.comparing(ReferenceSession::hasStar).thenComparing(k -> k));
    perTool.putAll(limits.object("per_tool").orElse(Json.Obj.EMPTY).members());
    for (Map.Entry<String, Json> entry : perTool.entrySet()) {
      if (names(entry.getKey(), tool)) {
        Json.Obj own = (Json.Obj) entry.getValue();
        String rule = "limits.per_tool." + entry.getKey();
        if (own.get("max_calls") instanceof Json.Num most
            && attempts(entry.getKey()).size() + 1 > Long.parseLong(most.text())) {
          return rule + ".max_calls";
        }
        if (tooFast(own, attempts(entry.getKey()))) {
          return rule + ".rate";
        }
      }
    }
    return "";
  }

  private static boolean hasStar(String pattern) {
    return pattern.contains("*");
  }

  private boolean tooFast(Json.Obj entry, List<Past> attempts) {
    if (entry.object("rate").isEmpty()) {
      return false;
    }
    Json.Obj rate = entry.object("rate").get();
    String per = rate.string("per").orElseThrow();
    String unit = per.replaceAll("[0-9]", "");
    long millis = Long.parseLong(per.substring(0, per.length() - unit.length())) * UNITS.get(unit);
    long inWindow = attempts.stream().filter(p -> p.atMillis() > now - millis).count();
    return inWindow + 1 > rate.integer("calls").orElseThrow();
  }

  private List<Json.Obj> sequences() {
    return policy.get("sequences") instanceof Json.Arr all
        ? all.items().stream()
            .map(i -> (Json.Obj) i)
            .sorted(Comparator.comparing(o -> o.string("id").orElseThrow()))
            .toList()
        : List.of();
  }

  /** Gives the sequence that a call breaks, or nothing. */
  String sequence(String tool) {
    for (Json.Obj sequence : sequences()) {
      boolean broken =
          sequence
                  .object("before")
                  .map(o -> then(o, tool) && answerable(o.string("first").orElseThrow()) == 0)
                  .orElse(false)
              || sequence
                  .object("never_after")
                  .map(o -> then(o, tool) && first(o) > 0)
                  .orElse(false)
              || sequence
                  .object("max_calls")
                  .map(o -> names(tool(o), tool) && forwarded(tool(o)) >= count(o))
                  .orElse(false);
      if (broken) {
        return "sequences." + sequence.string("id").orElseThrow();
      }
    }
    return "";
  }

  private static boolean then(Json.Obj pair, String tool) {
    return names(pair.string("then").orElseThrow(), tool);
  }

  private long first(Json.Obj pair) {
    return forwarded(pair.string("first").orElseThrow());
  }

  private static String tool(Json.Obj body) {
    return body.string("tool").orElseThrow();
  }

  private static long count(Json.Obj body) {
    return body.integer("count").orElseThrow();
  }

  /** Gives the ids of the observed sequences that the whole history does not meet. */
  List<String> unmet() {
    List<Past> calls = past.stream().filter(Past::forwarded).toList();
    List<String> unmet = new ArrayList<>();
    for (Json.Obj sequence : sequences()) {
      boolean missing =
          sequence.object("require").map(o -> answerable(tool(o)) == 0).orElse(false)
              || sequence.object("after").map(o -> missesFollowUp(o, calls)).orElse(false);
      if (missing) {
        unmet.add(sequence.string("id").orElseThrow());
      }
    }
    return unmet;
  }

  private static boolean missesFollowUp(Json.Obj after, List<Past> calls) {
    long within = after.integer("within_calls").orElseThrow();
    for (int i = 0; i < calls.size(); i++) {
      if (names(after.string("first").orElseThrow(), calls.get(i).tool())) {
        List<Past> next = calls.subList(i + 1, (int) Math.min(calls.size(), i + 1 + within));
        if (next.stream().noneMatch(p -> p.answerable() && then(after, p.tool()))) {
          return true;
        }
      }
    }
    return false;
  }
}
