package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small random policies and calls that meet often. One seed, one sequence. */
final class PolicyGenerator {
  private static final List<String> TOOLS =
      List.of("read", "read_all", "write", "net.get", "net.post", "exec");
  private static final List<String> PATTERNS =
      List.of("*", "net*", "*_all", "*e*", "read*", "read", "write", "net.get", "exec");
  private static final List<String> STRANGE = List.of("", "exec ", "еxec", "a*b", "x".repeat(129));
  private static final List<String> CLASSES = List.of("sink", "source", "private");
  private static final List<String> MODES = List.of("allow", "warn", "deny");
  private static final List<String> SCHEMAS =
      List.of(
          "true",
          "false",
          "{}",
          "{\"type\":\"object\",\"required\":[\"q\"]}",
          "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\",\"pattern\":\"^a\"}}}",
          "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\",\"pattern\":\"^/app/\"}}}");
  private static final List<String> ARGUMENTS =
      List.of(
          "{}",
          "{\"q\":\"abc\"}",
          "{\"q\":\"xyz\"}",
          "{\"q\":7}",
          "{\"path\":\"/app/a\"}",
          "{\"path\":\"/app/../etc\"}",
          "{\"path\":\"/etc\",\"q\":\"a\"}");

  private static final List<String> KINDS =
      List.of("decision", "outcome", "tool_definition", "policy_snapshot");
  private static final List<String> PATHS =
      List.of(
          "{\"args\":[\"path\"],\"allow\":[\"/app/**\"]}",
          "{\"args\":[\"path\"],\"root\":\"/app\",\"allow\":[\"/app/*\",\"/app/a/**/*.txt\"]}",
          "{\"args\":[\"path\",\"/paths/*\"],\"allow\":[\"/**\"],\"deny\":[\"**/.env\",\"/etc/**\"]}");
  private static final List<String> URLS =
      List.of(
          "{\"args\":[\"url\"],\"hosts\":[\"a.example\",\"*.b.example\"],\"ports\":[443,8443]}",
          "{\"args\":[\"url\"],\"schemes\":[\"http\",\"https\"]}");
  private static final List<String> COMMANDS =
      List.of(
          "{\"args\":[\"argv\"],\"allow\":[[\"git\",\"status\"],[\"npm\",\"test\",\"**\"]]}",
          "{\"args\":[\"argv\"],\"allow\":[[\"git\",\"*\"]],\"literal\":[\"make check\"]}");
  private static final List<String> SCOPED_ARGUMENTS =
      List.of(
          "{\"path\":\"a\"}",
          "{\"path\":\"../etc\"}",
          "{\"path\":\"/app/a/b/c.txt\"}",
          "{\"path\":\"/app/a//./b/../c.txt\"}",
          "{\"path\":\"/app/%2e%2e/etc\"}",
          "{\"path\":\"/app/.env\"}",
          "{\"path\":\"/../app/x\"}",
          "{\"path\":\"~/x\",\"paths\":[\"/app/b\"]}",
          "{\"path\":[\"/app/a\"]}",
          "{\"paths\":[\"/app/b\",\"/etc/x\"]}",
          "{\"paths\":\"/app/b\"}",
          "{\"url\":\"https://a.example/x\"}",
          "{\"url\":\"HTTPS://A.EXAMPLE.:8443?x\"}",
          "{\"url\":\"https://x.b.example\"}",
          "{\"url\":\"https://b.example\"}",
          "{\"url\":\"https://a.example@c.example/\"}",
          "{\"url\":\"http://0x7f.1/\"}",
          "{\"url\":\"https:///a.example\"}",
          "{\"url\":\"https://b\u00fccher.example/\"}",
          "{\"url\":\"https://a.example\\\\@c.example\"}",
          "{\"argv\":[\"git\",\"status\"]}",
          "{\"argv\":[\"npm\",\"test\",\"--\",\"a b\"]}",
          "{\"argv\":[\"npm\",\"test\",\"$(id)\"]}",
          "{\"argv\":[\"git\",\"log\",\"-p\"]}",
          "{\"argv\":\"make check\"}",
          "{\"argv\":\"make check; id\"}",
          "{\"argv\":[\"git\",7]}");

  private static final List<String> SCOPE_CONTRACTS =
      List.of(
          "{\"scope_type\":\"resource\",\"scope_target\":\"/path\",\"scope_value\":\"/app/\",\"scope_match_mode\":\"prefix\"}",
          "{\"scope_type\":\"path_prefix\",\"scope_target\":\"/path\",\"scope_value\":\"/app\",\"scope_match_mode\":\"prefix\"}",
          "{\"scope_type\":\"resource\",\"scope_target\":\"/argv/0\",\"scope_value\":\"git\",\"scope_match_mode\":\"exact\"}",
          "{\"scope_type\":\"tool\",\"scope_value\":\"net\",\"scope_match_mode\":\"prefix\"}",
          "{\"scope_type\":\"tool_class\",\"scope_value\":\"s\",\"scope_match_mode\":\"contains\"}",
          "{\"scope_type\":\"tool_class\",\"scope_value\":\"\",\"scope_match_mode\":\"any\"}");
  private static final List<String> REDACTION_CONTRACTS =
      List.of(
          "{\"redaction_target\":\"/q\",\"redaction_mode\":\"mask\",\"redaction_scope\":\"request\"}",
          "{\"redaction_target\":\"path\",\"redaction_mode\":\"drop\",\"redaction_scope\":\"args\"}",
          "{\"redaction_target\":\"/path\",\"redaction_mode\":\"partial\",\"redaction_scope\":\"request\"}",
          "{\"redaction_target\":\"/paths/*\",\"redaction_mode\":\"partial\",\"redaction_scope\":\"request\"}",
          "{\"redaction_target\":\"/argv/1\",\"redaction_mode\":\"drop\",\"redaction_scope\":\"request\"}",
          "{\"redaction_target\":\"args\",\"redaction_mode\":\"drop\",\"redaction_scope\":\"request\"}");

  private final Random random;

  PolicyGenerator(long seed) {
    this.random = new Random(seed);
  }

  Json.Obj policy() {
    Json.ObjBuilder tools = Json.object();
    maybe(tools, "allow", PATTERNS);
    maybe(tools, "deny", PATTERNS);
    maybe(tools, "allow_classes", CLASSES);
    maybe(tools, "deny_classes", CLASSES);
    if (random.nextInt(4) == 0) {
      tools.put("approval_required", some(PATTERNS));
    }
    if (random.nextInt(6) == 0) {
      tools.put("approval_required_classes", some(CLASSES));
    }
    if (random.nextInt(3) == 0) {
      tools.put("restrict_scope", scopes(SCOPE_CONTRACTS));
    }
    if (random.nextInt(3) == 0) {
      tools.put("redact_args", redactions());
    }
    Json.ObjBuilder enforcement = Json.object();
    if (random.nextBoolean()) {
      enforcement.put("unconstrained_tools", one(MODES));
    }
    if (random.nextInt(3) == 0) {
      enforcement.put("unclassified_tools", one(MODES));
    }
    Json.ObjBuilder limits = Json.object();
    if (random.nextInt(4) == 0) {
      limits.put("max_requests_total", random.nextInt(6));
    }
    if (random.nextInt(4) == 0) {
      limits.put("max_tool_calls_total", random.nextInt(6));
    }
    if (random.nextInt(3) == 0) {
      limits.put("rate", rate());
    }
    if (random.nextInt(2) == 0) {
      limits.put("per_tool", perTool());
    }
    return Json.object()
        .put("version", "2.0")
        .put("tools", tools.build())
        .put("tool_classes", taxonomy())
        .put("enforcement", enforcement.build())
        .put("limits", limits.build())
        .put("sequences", sequences())
        .put("evidence", evidence())
        .put("schemas", schemas())
        .put("paths", scopes(PATHS))
        .put("urls", scopes(URLS))
        .put("commands", scopes(COMMANDS))
        .build();
  }

  private Json rate() {
    return Json.object()
        .put("calls", 1 + random.nextInt(5))
        .put("per", one(List.of("1ms", "40ms", "1s", "1m")))
        .build();
  }

  private Json perTool() {
    Json.ObjBuilder entries = Json.object();
    for (String pattern : PATTERNS) {
      int kind = random.nextInt(8);
      if (kind < 3) {
        Json.ObjBuilder entry = Json.object();
        if (kind != 1) {
          entry.put("max_calls", random.nextInt(8));
        }
        if (kind != 0) {
          entry.put("rate", rate());
        }
        entries.put(pattern, entry.build());
      }
    }
    return entries.build();
  }

  private Json sequences() {
    List<Json> sequences = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Json.Obj pair = Json.object().put("first", pattern()).put("then", pattern()).build();
      Json.ObjBuilder sequence = Json.object().put("id", "s" + random.nextInt(10) + i);
      switch (random.nextInt(5)) {
        case 0 -> sequence.put("before", pair);
        case 1 -> sequence.put("never_after", pair);
        case 2 ->
            sequence.put(
                "max_calls",
                Json.object().put("tool", pattern()).put("count", random.nextInt(4)).build());
        case 3 -> sequence.put("require", Json.object().put("tool", pattern()).build());
        default -> {
          Map<String, Json> after = new LinkedHashMap<>(pair.members());
          after.put("within_calls", new Json.Num("" + (1 + random.nextInt(3))));
          sequence.put("after", new Json.Obj(after));
        }
      }
      sequences.add(sequence.build());
    }
    return new Json.Arr(sequences);
  }

  private Json evidence() {
    return switch (random.nextInt(4)) {
      case 0 -> new Json.Str("required");
      case 1 -> Json.object().put("mode", "best_effort").build();
      default -> Json.object().put("mode", "required").put("kinds", some(KINDS)).build();
    };
  }

  private Json taxonomy() {
    Json.ObjBuilder classes = Json.object();
    for (String pattern : PATTERNS) {
      if (random.nextInt(4) == 0) {
        classes.put(pattern, some(CLASSES));
      }
    }
    return classes.build();
  }

  private Json scopes(List<String> entries) {
    Json.ObjBuilder scopes = Json.object();
    for (String pattern : PATTERNS) {
      if (random.nextInt(6) == 0) {
        scopes.put(pattern, Vectors.parse(one(entries)));
      }
    }
    return scopes.build();
  }

  private Json redactions() {
    Json.ObjBuilder redactions = Json.object();
    for (String pattern : PATTERNS) {
      if (random.nextInt(6) == 0) {
        redactions.put(pattern, new Json.Arr(List.of(Vectors.parse(one(REDACTION_CONTRACTS)))));
      }
    }
    return redactions.build();
  }

  private Json schemas() {
    Json.ObjBuilder schemas = Json.object();
    for (String tool : TOOLS) {
      if (random.nextBoolean()) {
        schemas.put(tool, Vectors.parse(one(SCHEMAS)));
      }
    }
    return schemas.build();
  }

  private void maybe(Json.ObjBuilder tools, String name, List<String> from) {
    if (random.nextInt(5) < 2) {
      tools.put(name, some(from));
    }
  }

  private Json some(List<String> from) {
    List<String> chosen = new ArrayList<>(from);
    Collections.shuffle(chosen, random);
    return Json.Arr.ofStrings(chosen.subList(0, random.nextInt(Math.min(4, from.size()))));
  }

  String one(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  String pattern() {
    return one(PATTERNS);
  }

  ToolCall call() {
    String tool = tool();
    List<String> arguments = random.nextBoolean() ? ARGUMENTS : SCOPED_ARGUMENTS;
    return new ToolCall(tool, (Json.Obj) Vectors.parse(one(arguments)));
  }

  String tool() {
    return random.nextInt(12) == 0 ? one(STRANGE) : one(TOOLS);
  }

  /** A session of a few calls, some in the same millisecond, some before the clock was set back. */
  SupposedSession session() {
    List<SupposedSession.Past> past = new ArrayList<>();
    long at = 1_000_000;
    for (int i = random.nextInt(10); i > 0; i--) {
      past.add(new SupposedSession.Past(tool(), at, random.nextBoolean()));
      at += step();
    }
    List<EvidenceKind> lacking =
        random.nextInt(3) == 0
            ? List.of(EvidenceKind.values()[random.nextInt(4)], EvidenceKind.OUTCOME)
            : List.of();
    return new SupposedSession(past, past.size() + 1L + random.nextInt(3), at, lacking);
  }

  /** Milliseconds from one call to the next. */
  long step() {
    return List.of(0L, 0L, 1L, 20L, 39L, 40L, 700L, -50L, 61_000L).get(random.nextInt(9));
  }

  /** The same policy with every list whose order means nothing, and every mapping, in another. */
  Json shuffled(Json value) {
    if (value instanceof Json.Arr array) {
      List<Json> items = new ArrayList<>(array.items());
      Collections.shuffle(items, random);
      return new Json.Arr(items); // its items stay: the order of a command's arguments counts
    }
    if (value instanceof Json.Obj object) {
      List<String> names = new ArrayList<>(object.members().keySet());
      Collections.shuffle(names, random);
      Map<String, Json> members = new LinkedHashMap<>();
      names.forEach(n -> members.put(n, shuffled(object.get(n))));
      return new Json.Obj(members);
    }
    return value;
  }
}
