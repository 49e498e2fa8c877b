package dev.assay.core.policy.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.author.InferPolicy;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a trace teaches, and what it does not. */
class InferencePropertiesTest {
  private static final List<String> TOOLS =
      List.of("read_file", "list", "http.get", "search", "write_file", "not a name", "odd");
  private static final List<String> TEXTS =
      List.of(
          "/srv/app/a",
          "/srv/app/b/c",
          "/srv/app",
          "/var/x y",
          "/tmp/[a]/b",
          "/",
          "a/b",
          ".",
          "a",
          "https://a.example/x",
          "http://localhost:8080",
          "https://127.0.0.1:1/",
          "https://a..b/",
          "https://A.example",
          "../x",
          "/a/../b",
          "//x",
          "/a/%2e/b",
          "",
          "é",
          "x\ny",
          "~/x",
          "https://a.example:99999/",
          "see /etc or a\\b",
          "/".repeat(3),
          "a b, c: d #e",
          "2.0");

  private record Trace(List<Json.Obj> calls) {
    byte[] bytes() {
      StringBuilder text = new StringBuilder();
      calls.forEach(call -> text.append(JsonText.compact(call)).append('\n'));
      return text.toString().getBytes(UTF_8);
    }
  }

  private static Trace trace(RandomGenerator random) {
    List<Json.Obj> calls = new ArrayList<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      Json.ObjBuilder call = Json.object().put("type", "tool_call");
      call.put("tool", TOOLS.get(random.nextInt(TOOLS.size())));
      if (random.nextInt(12) == 0) {
        call.put("args_digest", "hmac-sha256:k:00");
      } else {
        call.put("args", object(random, 3));
      }
      call.put("decision", random.nextInt(10) == 0 ? "deny" : null);
      calls.add(call.build());
    }
    return new Trace(calls);
  }

  private static Json.Obj object(RandomGenerator random, int depth) {
    Json.ObjBuilder members = Json.object();
    for (String name : List.of("path", "url", "paths", "q", "/odd~", "opts")) {
      if (random.nextInt(3) == 0) {
        members.put(name, value(random, depth - 1));
      }
    }
    return members.build();
  }

  private static Json value(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 8)) {
      case 0 -> Json.Num.of(random.nextInt(5));
      case 1 -> new Json.Num("1.5");
      case 2 -> Json.Bool.of(random.nextBoolean());
      case 3 -> Json.Null.NULL;
      case 8 -> object(random, depth);
      case 9 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield new Json.Arr(items);
      }
      default -> new Json.Str(TEXTS.get(random.nextInt(TEXTS.size())));
    };
  }

  private static InferPolicy.Result.Inferred inferred(byte[] trace) {
    return switch (InferPolicy.infer(trace, "dir/t.jsonl", InferenceSettings.DEFAULT, "assay 0")) {
      case InferPolicy.Result.Inferred inferred -> inferred;
      case InferPolicy.Result.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private static PolicyEngine engine(String policy) {
    return switch (PolicyReader.read(policy.getBytes(UTF_8), "policy.yaml", true)) {
      case PolicyReading.Accepted(Policy accepted) -> new PolicyEngine(accepted);
      case PolicyReading.Refused refused -> throw new AssertionError(policy + refused.problems());
    };
  }

  private static boolean allows(PolicyEngine engine, String tool, Json.Obj arguments) {
    return engine.decide(new ToolCall(tool, arguments), new PolicyState(1, 1))
        instanceof Decision.Allow;
  }

  @Test
  void a_policy_inferred_from_a_trace_allows_that_trace() {
    RandomGenerator random = Seed.random();
    long allowed = 0;
    for (int round = 0; round < 300; round++) {
      Trace trace = trace(random);
      InferPolicy.Result.Inferred inferred = inferred(trace.bytes());
      PolicyEngine engine = engine(inferred.text());
      long promised = 0;
      for (Json.Obj call : trace.calls()) {
        String tool = call.string("tool").orElseThrow();
        Json.Obj arguments = call.object("args").orElse(Json.Obj.EMPTY);
        boolean learned =
            call.string("decision").isEmpty()
                && !tool.equals("not a name")
                && !tool.equals("write_file")
                && !hasDoubtfulPath(arguments);
        promised += learned ? 1 : 0;
        if (learned) {
          assertThat(allows(engine, tool, arguments))
              .as("assay.seed=%d round %d %s%n%s", Seed.value(), round, call, inferred.text())
              .isTrue();
        }
      }
      assertThat(inferred.allowed()).isEqualTo(promised);
      allowed += promised;
    }
    assertThat(allowed).isGreaterThan(500);
  }

  /** The obvious version of what is set aside. */
  private static boolean hasDoubtfulPath(Json value) {
    return switch (value) {
      case Json.Str(String text) ->
          List.of("../x", "/a/../b", "//x", "/a/%2e/b", "~/x", "see /etc or a\\b", "///")
              .contains(text);
      case Json.Arr array ->
          array.items().stream().anyMatch(InferencePropertiesTest::hasDoubtfulPath);
      case Json.Obj object ->
          object.members().values().stream().anyMatch(InferencePropertiesTest::hasDoubtfulPath);
      case Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  @Test
  void what_was_not_seen_is_denied() {
    RandomGenerator random = Seed.random();
    for (int round = 0; round < 100; round++) {
      Trace trace = trace(random);
      PolicyEngine engine = engine(inferred(trace.bytes()).text());
      assertThat(allows(engine, "unseen", Json.Obj.EMPTY)).isFalse();
      assertThat(allows(engine, "write_file", Json.Obj.EMPTY)).isFalse();
      assertThat(allows(engine, "not a name", Json.Obj.EMPTY)).isFalse();
    }
  }

  @Test
  void the_same_trace_gives_the_same_bytes() {
    byte[] trace = trace(Seed.random()).bytes();
    assertThat(inferred(trace)).isEqualTo(inferred(trace));
  }

  private static PolicyEngine learned(String... lines) {
    return engine(inferred((String.join("\n", lines) + "\n").getBytes(UTF_8)).text());
  }

  private static String call(String tool, String arguments) {
    return "{\"type\":\"tool_call\",\"tool\":\"" + tool + "\",\"args\":" + arguments + "}";
  }

  private static Json.Obj arguments(String name, String text) {
    return Json.object().put(name, text).build();
  }

  @Test
  void paths_stay_below_the_directory_they_share() {
    PolicyEngine engine =
        learned(call("r", "{\"p\":\"/srv/app/a\"}"), call("r", "{\"p\":\"/srv/app/b/c\"}"));
    assertThat(allows(engine, "r", arguments("p", "/srv/app/d"))).isTrue();
    assertThat(allows(engine, "r", arguments("p", "/srv/other"))).isFalse();
    assertThat(allows(engine, "r", arguments("p", "/srv/app/../other"))).isFalse();
    assertThat(allows(engine, "r", arguments("p", "/srv/apple"))).isFalse();
    assertThat(allows(engine, "r", arguments("q", "/srv/app/a"))).isFalse();
  }

  @Test
  void one_path_is_that_path() {
    PolicyEngine engine = learned(call("r", "{\"p\":\"/srv/app/a\"}"));
    assertThat(allows(engine, "r", arguments("p", "/srv/app/a"))).isTrue();
    assertThat(allows(engine, "r", arguments("p", "/srv/app/b"))).isFalse();
  }

  @Test
  void relative_paths_do_not_lead_out() {
    PolicyEngine engine =
        learned(call("r", "{\"path\":\"src/a.c\"}"), call("r", "{\"path\":\".\"}"));
    assertThat(allows(engine, "r", arguments("path", "docs/b.md"))).isTrue();
    for (String path : List.of("../x", "a/../../x", "/etc", "~/x", "a\\..\\x", "%2e%2e/x")) {
      assertThat(allows(engine, "r", arguments("path", path))).as(path).isFalse();
    }
  }

  @Test
  void addresses_keep_scheme_host_and_port() {
    PolicyEngine engine = learned(call("g", "{\"u\":\"https://a.example/x\"}"));
    assertThat(allows(engine, "g", arguments("u", "https://a.example/y"))).isTrue();
    for (String url :
        List.of("http://a.example/", "https://b.example/", "https://a.example:8443/", "x")) {
      assertThat(allows(engine, "g", arguments("u", url))).as(url).isFalse();
    }
  }

  @Test
  void few_words_that_come_back_become_a_list() {
    String[] lines = new String[6];
    for (int i = 0; i < 6; i++) {
      lines[i] = call("s", "{\"order\":\"" + (i % 2 == 0 ? "asc" : "desc") + "\"}");
    }
    PolicyEngine engine = learned(lines);
    assertThat(allows(engine, "s", arguments("order", "asc"))).isTrue();
    assertThat(allows(engine, "s", arguments("order", "other"))).isFalse();
    PolicyEngine fewer = learned(lines[0], lines[1]);
    assertThat(allows(fewer, "s", arguments("order", "other"))).isTrue();
  }

  @Test
  void what_every_call_had_is_required() {
    PolicyEngine engine = learned(call("s", "{\"q\":\"a\",\"n\":1}"), call("s", "{\"q\":\"b\"}"));
    assertThat(allows(engine, "s", arguments("q", "c"))).isTrue();
    assertThat(allows(engine, "s", Json.object().put("n", 1).build())).isFalse();
  }
}
