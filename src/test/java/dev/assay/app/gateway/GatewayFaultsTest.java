package dev.assay.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.approval.CallApprovals;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.surface.DecisionLine;
import dev.assay.testkit.MemoryEvidence;
import dev.assay.testkit.TestGate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A fault of ours in the middle of a call: denied under its id, on record, and the session goes on.
 */
class GatewayFaultsTest {
  private static final String SIMPLE = "";
  private static final String COUNTING =
      "sequences:\n  - {id: once, max_calls: {tool: ok, count: 9}}\n";

  private final MemoryEvidence evidence = new MemoryEvidence();
  private final List<String> warnings = new ArrayList<>();
  private boolean broken;

  @ParameterizedTest
  @ValueSource(strings = {SIMPLE, COUNTING})
  void a_call_that_could_not_be_decided_is_denied_under_its_id_and_on_record(String section) {
    Policy policy =
        policy(
            "version: \"2.0\"\ntools:\n  allow: [ok]\nenforcement:\n"
                + "  unconstrained_tools: allow\n"
                + section);
    ToolCallGateway gateway = gateway(policy);
    Session session = new Session("test", "0");

    broken = true;
    List<AgentAction> actions =
        gateway.fromAgent(
            session, Stream.of(call(1), call(2)).map(GatewayFaultsTest::frame).toList());
    List<AgentAction> later = gateway.fromAgent(session, List.of(frame(call(3))));

    assertThat(actions).hasSize(2);
    assertThat(text(actions.getFirst()))
        .contains("\"id\":1", "\"isError\":true", "S_INTERNAL_ERROR");
    assertThat(actions.get(1)).isInstanceOf(AgentAction.ForwardCall.class);
    assertThat(later).singleElement().isInstanceOf(AgentAction.ForwardCall.class);
    assertThat(evidence.data("assay.tool.decision"))
        .extracting(d -> d.string("decision").orElseThrow())
        .containsExactly("deny", "allow", "allow");
    assertThat(warnings).singleElement().asString().contains("internal error, a call was denied");
    assertThat(session.counters.requests()).isEqualTo(3);
  }

  private ToolCallGateway gateway(Policy policy) {
    return TestGate.of(policy, evidence, this::now, new Warnings(), CallApprovals.NONE);
  }

  /** A clock that fails once when told to. */
  private Instant now() {
    if (broken) {
      broken = false;
      throw new IllegalStateException("no time");
    }
    return Instant.parse("2026-01-01T00:00:00Z");
  }

  private final class Warnings implements SessionObserver {
    @Override
    public void decided(DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason) {}

    @Override
    public void warning(String text) {
      warnings.add(text);
    }

    @Override
    public void detail(String text) {}
  }

  private static Policy policy(String text) {
    return switch (PolicyReader.read(text.getBytes(StandardCharsets.UTF_8), "policy.yaml", false)) {
      case PolicyReading.Accepted accepted -> accepted.policy();
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  private static String call(int id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"ok\"}}"
        .formatted(id);
  }

  private static Frame frame(String line) {
    return Frame.of(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(AgentAction action) {
    assertThat(action).isInstanceOf(AgentAction.Answer.class);
    Frame frame = ((AgentAction.Answer) action).line();
    return new String(frame.bytes(), frame.from(), frame.length(), StandardCharsets.UTF_8);
  }
}
