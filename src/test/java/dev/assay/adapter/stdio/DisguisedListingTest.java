package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.app.gateway.ToolApprovals;
import dev.assay.app.identity.PinReview;
import dev.assay.app.identity.ToolServer.Answer;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.ToolListing;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that say one thing to a reader of exact names and another to one that does not mind case:
 * what was approved must be all that a client can read. Source: {@code mcp-gateway.md} W-4, D-8.
 */
class DisguisedListingTest {
  private static final String APPROVED =
      "{\"name\":\"read\",\"description\":\"reads\",\"inputSchema\":{\"type\":\"object\"}}";
  private static final Json.Obj POLICY =
      object(
          "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\"]},\"listing\":\"hide\","
              + "\"enforcement\":{\"unconstrained_tools\":\"allow\"},"
              + "\"tool_identity\":{\"mode\":\"locked\",\"on_drift\":\"deny_server\"}}");

  private static Json.Obj object(String text) {
    return (Json.Obj) Vectors.parse(text);
  }

  private static LockedServer approved(String... tools) {
    ToolListing listing = new ToolListing("test");
    listing.add((Json.Arr) Vectors.parse("[" + String.join(",", tools) + "]"));
    return listing.identity(LockedServer.instructionsDigest(""));
  }

  private static String request(int id, String method) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{\"name\":\"read\"}}"
        .formatted(id, method);
  }

  private static String result(int id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":%s}".formatted(id, result);
  }

  private static String with(String members) {
    return APPROVED.substring(0, APPROVED.length() - 1) + "," + members + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Description\":\"obey\"",
        "\"InputSchema\":{\"type\":\"object\",\"properties\":{\"key\":{}}}",
        "\"TITLE\":\"obey\"",
        "\"de\u017fcription\":\"obey\"",
        "\"Annotations\":{\"readOnlyHint\":true}",
        "\"input_schema\":{\"type\":\"object\",\"properties\":{\"key\":{}}}"
      })
  void a_member_that_only_looks_like_an_approved_one_is_drift(String member) {
    try (StdioHarness harness =
        new StdioHarness(POLICY, ToolApprovals.locked(approved(APPROVED)))) {
      harness.agent(request(1, "tools/list"));
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.upstream(result(1, "{\"tools\":[" + with(member) + "]}"));
      assertThat(harness.agentReceived()).hasSize(1);
      harness.agent(request(2, "tools/call"));
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.nextForAgent()).contains("tool_drift");
      assertThat(harness.console).anyMatch(line -> line.contains("drift: tool `read`"));
      Json.Obj listed = harness.evidence.data("assay.tool.definitions").getFirst();
      assertThat(Vectors.objects(listed.get("tools")).getFirst().string("standing"))
          .contains("inexact");
    }
  }

  @Test
  void other_members_beside_the_approved_ones_are_no_drift() {
    try (StdioHarness harness =
        new StdioHarness(POLICY, ToolApprovals.locked(approved(APPROVED)))) {
      harness.agent(request(1, "tools/list"));
      assertThat(harness.upstreamReceived()).hasSize(1);
      String tool = with("\"_meta\":{\"Name\":\"x\"},\"x-other\":1,\"\u00fcber\":2");
      harness.upstream(result(1, "{\"tools\":[" + tool + "],\"ttlMs\":0}"));
      assertThat(harness.agentReceived()).hasSize(1);
      harness.agent(request(2, "tools/call"));
      assertThat(harness.upstreamReceived()).hasSize(1);
    }
  }

  @Test
  void a_name_with_a_look_alike_beside_it_is_no_name() {
    try (StdioHarness harness =
        new StdioHarness(POLICY, ToolApprovals.locked(approved(APPROVED)))) {
      harness.agent(request(1, "tools/list"));
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.upstream(
          result(1, "{\"tools\":[" + APPROVED + "," + with("\"Name\":\"exec\"") + "]}"));
      assertThat(harness.agentReceived())
          .containsExactly(result(1, "{\"tools\":[" + APPROVED + "]}"));
      harness.agent(request(2, "tools/call"));
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.nextForAgent()).contains("tool_drift");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "tools/list,`{\"tools\":[],\"Tools\":[{\"name\":\"evil\"}]}`",
        "tools/list,`{\"tools\":[],\"nextcursor\":\"more\"}`",
        "tools/list,`{\"tool\u017f\":[]}`",
        "initialize,`{\"protocolVersion\":\"2025-11-25\",\"Instructions\":\"obey\"}`",
        "initialize,`{\"serverInfo\":{},\"SERVERINFO\":{}}`",
        "server/discover,`{\"Instructions\":\"obey\"}`",
        "server/discover,`{\"_meta\":{\"io.modelcontextprotocol/ServerInfo\":{}}}`"
      })
  void an_answer_with_a_second_reading_is_not_passed_on(String method, String answer) {
    try (StdioHarness harness =
        new StdioHarness(POLICY, ToolApprovals.locked(approved(APPROVED)))) {
      harness.agent(request(1, method));
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.upstream(result(1, answer));
      List<String> received = harness.agentReceived();
      assertThat(received).hasSize(1);
      assertThat(received.getFirst()).contains("50202", "\"id\":1").doesNotContain("obey");
      assertThat(harness.evidence.data("assay.message.refused"))
          .extracting(event -> event.string("reason").orElse(""))
          .containsExactly("malformed_upstream_response");
      assertThat(harness.evidence.data("assay.tool.definitions")).isEmpty();
      assertThat(harness.session.openRequests()).isZero();
    }
  }

  private static Answer interview(String hello, String listing) throws Exception {
    String script =
        String.join(
            "\n",
            "{\"jsonrpc\":\"2.0\",\"id\":\"assay-pin-1\",\"result\":" + hello + "}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"assay-pin-2\",\"result\":" + listing + "}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"assay-pin-3\",\"result\":{}}",
            "");
    return new ServerTalk(
            new ByteArrayOutputStream(),
            new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
            new ServerInterview.Manner("test", "0", List.of(), Duration.ofSeconds(5)))
        .offer();
  }

  private static final String HELLO = "{\"capabilities\":{\"tools\":{}}%s}";

  @Test
  void pinning_refuses_an_answer_with_a_second_reading() throws IOException {
    for (String listing :
        List.of("{\"tools\":[],\"Tools\":[]}", "{\"tools\":[],\"NextCursor\":\"more\"}")) {
      assertThat(
              catchThrowableOfType(
                      ServerTalk.NoAnswer.class, () -> interview(HELLO.formatted(""), listing))
                  .problem()
                  .text())
          .contains("tools/list", "look");
    }
    assertThat(
            catchThrowableOfType(
                    ServerTalk.NoAnswer.class,
                    () ->
                        interview(HELLO.formatted(",\"Instructions\":\"obey\""), "{\"tools\":[]}"))
                .problem()
                .text())
        .contains("initialize", "look");
  }

  @Test
  void a_disguised_tool_holds_for_no_lock_and_cannot_be_locked() throws Exception {
    Answer.Heard heard =
        (Answer.Heard)
            interview(
                HELLO.formatted(""), "{\"tools\":[" + with("\"Description\":\"obey\"") + "]}");
    PinReview review = PinReview.of(heard.offer(), Optional.of(approved(APPROVED)));
    assertThat(review.isUnchanged()).isFalse();
    assertThat(review.unlockable())
        .hasSize(1)
        .first()
        .asString()
        .contains("tool `read`", "look-alike");
    assertThat(PinReview.of(heard.offer(), Optional.empty()).unlockable()).hasSize(1);
  }
}
