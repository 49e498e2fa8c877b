package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code vectors/policy/wire.json} through the real stdio transport: what the other side receives,
 * byte for byte, and what is answered.
 *
 * <p>Two rules hold for all cases (docs/explanation/differences.md): an answer whose id could not
 * be read has no {@code id} member instead of null, and the text of a denied result names the
 * reason instead of {@code Content blocked by policy}.
 */
class WireVectorsTest {
  private static final String FILE = "policy/wire.json";

  /**
   * Cases whose required answer another rule of ours overrides, each with its line in
   * docs/explanation/differences.md.
   */
  private static final Map<String, String> OVERRIDES =
      new TreeMap<>(
          Map.of(
              "wire-034",
              "{\"jsonrpc\":\"2.0\",\"id\":9007199254740993,\"error\":{\"code\":-32600,\"data\":{\"reason\":\"invalid_id\"}}}",
              "wire-109",
              "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":50202,\"data\":{\"origin\":\"assay-proxy\",\"reason\":\"malformed_upstream_response\"}}}"));

  private static final String CALL_7 =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"ok\",\"arguments\":{}}}";
  private static final String DENIED_7 =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"exec\",\"arguments\":{}}}";
  private static final String LIST_2 = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
  private static final String LIST_3 =
      "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\",\"params\":{\"cursor\":\"n\"}}";

  /** What the agent sent before, where a case needs it. */
  private static final Map<String, List<String>> SENT_BEFORE =
      new TreeMap<>(
          Map.of(
              "wire-101", List.of(LIST_2),
              "wire-102", List.of("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"x/y\"}"),
              "wire-104", List.of(LIST_2),
              "wire-107", List.of(CALL_7),
              "wire-108", List.of(DENIED_7),
              "wire-109", List.of(CALL_7),
              "wire-112", List.of(LIST_2, LIST_3)));

  @TestFactory
  Stream<DynamicTest> every_case_ends_as_required() {
    return Vectors.cases(FILE, "cases").stream()
        .map(
            c ->
                dynamicTest(
                    c.string("id").orElseThrow() + " " + c.string("title").orElseThrow(),
                    () -> check(c)));
  }

  @Test
  void overrides_name_existing_cases() {
    List<String> ids =
        Vectors.cases(FILE, "cases").stream().map(c -> c.string("id").orElseThrow()).toList();
    assertThat(ids).hasSize(65).containsAll(OVERRIDES.keySet()).containsAll(SENT_BEFORE.keySet());
  }

  private static void check(Json.Obj c) {
    Json.Obj policy =
        Vectors.object(FILE)
            .object("policies")
            .orElseThrow()
            .object(c.string("policy").orElseThrow())
            .orElseThrow();
    boolean dryRun =
        c.get("flags") instanceof Json.Arr flags
            && flags.items().contains(new Json.Str("--dry-run"));
    try (StdioHarness harness = new StdioHarness(policy, dryRun)) {
      if (c.string("direction").orElseThrow().equals("client_to_server")) {
        fromAgent(harness, c);
      } else {
        fromUpstream(harness, c);
      }
      checkEvents(harness, c);
    }
  }

  private static void fromAgent(StdioHarness harness, Json.Obj c) {
    Json.Obj required = c.object("required").orElseThrow();
    if (c.string("id").orElseThrow().equals("wire-043")) {
      harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":\"srv-1\",\"method\":\"roots/list\"}");
      assertThat(harness.agentReceived()).hasSize(1);
    }
    List<byte[]> frames = frames(c);
    if (c.get("final_newline") == Json.Bool.FALSE) {
      harness.agent(frames.getFirst());
      harness.closeAgent();
      matchAnswer(c, required, List.of(harness.nextForAgent()));
      return;
    }
    for (byte[] frame : frames) {
      harness.agent(frame);
      harness.agent(new byte[] {'\n'});
    }
    List<String> texts = frames.stream().map(f -> new String(f, StandardCharsets.UTF_8)).toList();
    assertThat(harness.upstreamReceived())
        .isEqualTo(expected(required.get("server_receives"), texts));
    matchAnswer(c, required, harness.agentReceived());
  }

  private static void fromUpstream(StdioHarness harness, Json.Obj c) {
    Json.Obj required = c.object("required").orElseThrow();
    SENT_BEFORE.getOrDefault(c.string("id").orElseThrow(), List.of()).forEach(harness::agent);
    harness.upstreamReceived();
    harness.agentReceived();
    List<String> texts =
        frames(c).stream().map(f -> new String(f, StandardCharsets.UTF_8)).toList();
    texts.forEach(harness::upstream);
    List<String> answers = harness.agentReceived();
    Json receives = required.get("client_receives");
    if (receives instanceof Json.Obj) {
      matchAnswer(c, required, answers);
    } else {
      assertThat(answers).isEqualTo(expected(receives, texts));
    }
    if (required.get("server_receives") instanceof Json.Obj reply) {
      List<String> received = harness.upstreamReceived();
      assertThat(received).hasSize(1);
      assertSubset("$", reply, Vectors.parse(received.getFirst()));
    }
  }

  private static void checkEvents(StdioHarness harness, Json.Obj c) {
    Json.Obj required = c.object("required").orElseThrow();
    required
        .integer("decision_events")
        .ifPresent(
            count ->
                assertThat(harness.evidence.data("assay.tool.decision")).hasSize(count.intValue()));
    c.object("expect_event")
        .ifPresent(
            event ->
                assertSubset("$", event, harness.evidence.data("assay.tool.decision").getFirst()));
    if (c.string("id").orElseThrow().equals("wire-030")) {
      assertThat(harness.evidence.data("assay.tool.decision").getFirst().string("decision"))
          .contains("deny");
    }
  }

  private static List<String> expected(Json receives, List<String> frames) {
    return switch (receives) {
      case Json.Str s when s.value().equals("verbatim") -> frames;
      case Json.Str s when s.value().equals("nothing") -> List.of();
      case Json.Str s when s.value().equals("first frame only") -> frames.subList(0, 1);
      case Json.Arr list when list.items().equals(List.of(new Json.Str("frame 1"))) ->
          frames.subList(0, 1);
      default -> throw new AssertionError("expectation not understood: " + receives);
    };
  }

  private static void matchAnswer(Json.Obj c, Json.Obj required, List<String> answers) {
    String override = OVERRIDES.get(c.string("id").orElseThrow());
    Json expected = override == null ? required.get("client_receives") : Vectors.parse(override);
    if (expected == null) {
      return; // the vector makes no statement
    }
    if (expected == Json.Null.NULL) {
      assertThat(answers).isEmpty();
      return;
    }
    assertThat(answers).hasSize(1);
    assertSubset("$", expected, Vectors.parse(answers.getFirst()));
  }

  private static void assertSubset(String path, Json expected, Json actual) {
    switch (expected) {
      case Json.Obj object -> {
        assertThat(actual).as(path).isInstanceOf(Json.Obj.class);
        object
            .members()
            .forEach(
                (name, value) -> assertMember(path + '.' + name, name, value, (Json.Obj) actual));
      }
      case Json.Arr array -> {
        assertThat(actual).as(path).isInstanceOf(Json.Arr.class);
        List<Json> items = ((Json.Arr) actual).items();
        assertThat(items).as(path).hasSameSizeAs(array.items());
        for (int i = 0; i < items.size(); i++) {
          assertSubset(path + '[' + i + ']', array.items().get(i), items.get(i));
        }
      }
      case Json.Str s when s.value().startsWith("<") ->
          assertThat(actual).as(path).isInstanceOf(Json.Str.class);
      case Json.Str s when s.value().equals("Content blocked by policy") ->
          assertThat(((Json.Str) actual).value()).as(path).startsWith("Blocked by policy: ");
      case Json other -> assertThat(actual).as(path).isEqualTo(other);
    }
  }

  private static void assertMember(String path, String name, Json value, Json.Obj actual) {
    boolean unreadableId = name.equals("id") && value == Json.Null.NULL;
    Optional<Json> member = Optional.ofNullable(actual.get(name));
    if (unreadableId) {
      assertThat(member).as(path).isEmpty();
    } else {
      assertThat(member).as(path + " in " + actual).isPresent();
      assertSubset(path, value, member.orElseThrow());
    }
  }

  private static List<byte[]> frames(Json.Obj c) {
    List<byte[]> frames = new ArrayList<>();
    if (c.get("frames") instanceof Json.Arr list) {
      list.items()
          .forEach(f -> frames.add(((Json.Str) f).value().getBytes(StandardCharsets.UTF_8)));
    } else if (c.get("frames_hex") instanceof Json.Arr list) {
      list.items().forEach(f -> frames.add(HexFormat.of().parseHex(((Json.Str) f).value())));
    } else {
      frames.add(generated(c.object("generate").orElseThrow()).getBytes(StandardCharsets.UTF_8));
    }
    return frames;
  }

  private static String generated(Json.Obj rule) {
    String filling =
        rule.integer("depth")
            .map(
                d ->
                    rule.string("open").orElseThrow().repeat(d.intValue())
                        + rule.string("close").orElseThrow().repeat(d.intValue()))
            .orElseGet(
                () ->
                    rule.string("char")
                        .orElseThrow()
                        .repeat(rule.integer("length").orElseThrow().intValue()));
    return rule.string("template")
        .orElseThrow()
        .replace(rule.string("replace").orElseThrow(), filling);
  }
}
