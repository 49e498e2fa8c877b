package dev.assay.core.policy.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.author.FormatPolicy;
import dev.assay.app.offline.author.MigratePolicy;
import dev.assay.app.offline.author.Rewriting;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Writing a policy anew changes nothing of what it says. */
class RewritingPropertiesTest {
  private static final List<String> TOOLS = List.of("read", "write", "net.get", "a/b", "x~y");
  private static final List<String> PARAMETERS = List.of("path", "q", "a b", "#", "~");
  private static final List<String> PATTERNS =
      List.of("^/data/", "^v", "a|b", "^\\d+$", "^[a-z]{1,3}$", "^https://", "#", "^'\"$");
  private static final List<String> ENTRIES = List.of("read", "*", "net*", "*_x", "exec");

  static Policy accepted(String yaml) {
    return switch (PolicyReader.read(yaml.getBytes(UTF_8), "policy.yaml", false)) {
      case PolicyReading.Accepted(Policy policy) -> policy;
      case PolicyReading.Refused refused -> throw new AssertionError(yaml + refused.problems());
    };
  }

  static Rewriting.Written written(Rewriting rewriting) {
    return switch (rewriting) {
      case Rewriting.Written written -> written;
      case Rewriting.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private static String format(String yaml) {
    return written(FormatPolicy.format(yaml.getBytes(UTF_8), "policy.yaml")).after();
  }

  private static Json.Obj legacy(RandomGenerator random) {
    Map<String, Json> members = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      members.put("name", new Json.Str("n: #" + random.nextInt(9)));
    }
    for (String list : List.of("allow", "deny")) {
      if (random.nextInt(3) == 0) {
        members.put(list, entries(random));
      }
    }
    Json.ObjBuilder tools = Json.object();
    tools.put("allow", random.nextBoolean() ? entries(random) : null);
    members.put("tools", tools.build());
    boolean listed = random.nextBoolean();
    Json.ObjBuilder map = Json.object();
    List<Json> list = new ArrayList<>();
    for (String tool : TOOLS) {
      if (random.nextBoolean()) {
        Json.Obj parameters = parameters(random, !listed);
        map.put(tool, parameters);
        list.add(Json.object().put("tool", tool).put("params", parameters).build());
      }
    }
    members.put("constraints", listed ? new Json.Arr(list) : map.build());
    if (random.nextInt(3) > 0) {
      members.put("version", new Json.Str(random.nextInt(4) == 0 ? "2.0" : "1.0"));
    }
    members.put("x-owner", new Json.Str("team"));
    return new Json.Obj(members);
  }

  private static Json entries(RandomGenerator random) {
    return Json.Arr.ofStrings(ENTRIES.subList(0, random.nextInt(ENTRIES.size())));
  }

  private static Json.Obj parameters(RandomGenerator random, boolean shorthand) {
    Json.ObjBuilder parameters = Json.object();
    for (String name : PARAMETERS) {
      Json.Str pattern = new Json.Str(PATTERNS.get(random.nextInt(PATTERNS.size())));
      switch (random.nextInt(5)) {
        case 0 -> parameters.put(name, Json.Obj.EMPTY);
        case 1 ->
            parameters.put(
                name, shorthand ? pattern : Json.object().put("matches", pattern).build());
        case 2 -> parameters.put(name, Json.object().put("matches", pattern).build());
        default -> {}
      }
    }
    return parameters.build();
  }

  @Test
  void a_migrated_policy_decides_identically() {
    RandomGenerator random = Seed.random();
    Set<ReasonCode> seen = EnumSet.noneOf(ReasonCode.class);
    for (int round = 0; round < 150; round++) {
      String yaml = JsonText.pretty(legacy(random));
      Rewriting.Written migrated =
          written(MigratePolicy.migrate(yaml.getBytes(UTF_8), "policy.yaml", Optional.empty()));
      Policy old = accepted(yaml);
      Policy current = accepted(migrated.after());
      String trace = "assay.seed=" + Seed.value() + "\n" + yaml + "\n" + migrated.after();
      assertThat(migrated.changes()).as(trace).isTrue();
      assertThat(current.isLegacy()).as(trace).isFalse();
      assertThat(migrated.after()).doesNotContain("constraints");
      for (ToolCall call : CallCorpus.of(old, 200)) {
        Decision decision = new PolicyEngine(current).decide(call, new PolicyState(1, 1));
        seen.add(decision.reason());
        assertThat(decision)
            .as(trace)
            .isEqualTo(new PolicyEngine(old).decide(call, new PolicyState(1, 1)));
      }
      Rewriting.Written again =
          written(
              MigratePolicy.migrate(
                  migrated.after().getBytes(UTF_8), "policy.yaml", Optional.empty()));
      assertThat(again.changes()).as(trace).isFalse();
      assertThat(format(migrated.after())).as(trace).isEqualTo(migrated.after());
    }
    assertThat(seen)
        .contains(
            ReasonCode.P_POLICY_ALLOW,
            ReasonCode.E_ARG_SCHEMA,
            ReasonCode.E_PATH_SCOPE,
            ReasonCode.E_TOOL_DENIED,
            ReasonCode.E_TOOL_NOT_ALLOWED,
            ReasonCode.E_TOOL_NAME_INVALID);
  }

  @Test
  void two_policies_that_differ_are_told_apart() {
    Policy one = accepted("version: \"2.0\"\nschemas: {a: {properties: {p: {pattern: ^x}}}}\n");
    Policy other = accepted("version: \"2.0\"\nschemas: {a: {properties: {p: {pattern: ^xy}}}}\n");
    assertThat(difference(one, other).orElseThrow().name()).isEqualTo("a");
    assertThat(difference(one, one)).isEmpty();
    Policy limited = accepted("version: \"2.0\"\nlimits: {max_tool_calls_total: 500}\n");
    assertThat(difference(limited, accepted("version: \"2.0\"\n"))).isPresent();
  }

  private static Optional<ToolCall> difference(Policy one, Policy other) {
    Equivalence equivalence = new Equivalence(one, other);
    equivalence.askGenerated(1_000);
    assertThat(equivalence.calls()).isEqualTo(1_000);
    return equivalence.difference();
  }

  @Test
  void the_same_policy_always_gives_the_same_calls() {
    Policy policy = accepted("version: \"2.0\"\ntools: {allow: [a, \"b*\"]}\n");
    assertThat(CallCorpus.of(policy, 100)).isEqualTo(CallCorpus.of(policy, 100));
    assertThat(CallCorpus.of(policy, 100).stream().map(ToolCall::name)).contains("a", "bx");
  }

  @Test
  void formatting_keeps_digest_and_comments_and_is_settled() throws IOException {
    try (var folders = Files.list(Path.of("src/test/resources/policies"))) {
      List<Path> accepted =
          folders.filter(f -> f.getFileName().toString().startsWith("accepted-")).sorted().toList();
      assertThat(accepted).hasSizeGreaterThan(10);
      for (Path folder : accepted) {
        byte[] yaml = Files.readAllBytes(folder.resolve("policy.yaml"));
        String text = written(FormatPolicy.format(yaml, "policy.yaml")).after();
        assertThat(format(text)).as(folder.toString()).isEqualTo(text);
        assertThat(accepted(text).digest()).isEqualTo(accepted(new String(yaml, UTF_8)).digest());
        long before = new String(yaml, UTF_8).lines().filter(l -> l.contains("# ")).count();
        assertThat(text.lines().filter(l -> l.contains("# ")).count())
            .as(folder + "\n" + text)
            .isEqualTo(before);
      }
    }
  }
}
