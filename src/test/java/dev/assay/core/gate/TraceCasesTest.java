package dev.assay.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.trace.TraceReader;
import dev.assay.core.trace.TraceReading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceCasesTest {
  private static final String POLICY =
      """
      version: "2.0"
      name: test
      tools:
        allow: [read_file, list_files]
        deny: [exec]
      enforcement:
        unconstrained_tools: allow
      """;

  private static List<GateCase> decide(String trace) {
    return decide(POLICY, trace);
  }

  private static List<GateCase> decide(String policy, String trace) {
    byte[] yaml = policy.getBytes(StandardCharsets.UTF_8);
    return switch (PolicyReader.read(yaml, "policy.yaml", false)) {
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems());
      case PolicyReading.Accepted accepted -> {
        TraceCases cases = new TraceCases(new PolicyEngine(accepted.policy()));
        TraceReader reader = new TraceReader("trace.jsonl", cases::see);
        byte[] bytes = trace.getBytes(StandardCharsets.UTF_8);
        reader.feed(bytes, 0, bytes.length);
        assertThat(reader.finish()).isInstanceOf(TraceReading.Read.class);
        yield cases.cases("trace.jsonl");
      }
    };
  }

  private static String call(String tool, String more) {
    return "{\"type\":\"tool_call\",\"tool\":\""
        + tool
        + "\",\"args\":{\"path\":\"/very-secret\"}"
        + more
        + "}\n";
  }

  @Test
  void calls_that_come_out_as_the_trace_says_are_one_case_that_passes() {
    List<GateCase> cases =
        decide(
            call("read_file", "")
                + call("read_file", ",\"decision\":\"allow\"")
                + call("exec", ",\"decision\":\"deny\""));
    assertThat(cases).hasSize(1);
    assertThat(cases.getFirst().status()).isEqualTo(GateCase.Status.PASSED);
    assertThat(cases.getFirst().message()).isEqualTo("3 calls are decided as before");
  }

  @Test
  void a_call_that_comes_out_otherwise_fails_on_its_line_without_its_arguments() {
    List<GateCase> cases =
        decide(
            call("read_file", "")
                + call("exec", "")
                + call("exec", ",\"decision\":\"allow\"")
                + call("read_file", ",\"decision\":\"deny\""));
    assertThat(cases).extracting(GateCase::status).containsOnly(GateCase.Status.FAILED);
    assertThat(cases).extracting(one -> one.details().anchor().line()).containsExactly(2, 3, 4);
    assertThat(cases.get(0).message()).isEqualTo("`exec` would be denied: tool_denied");
    assertThat(cases.get(1).message())
        .isEqualTo("`exec` was allowed and would be denied: tool_denied");
    assertThat(cases.get(2).message()).isEqualTo("`read_file` was denied and would be allowed");
    assertThat(cases.toString()).doesNotContain("very-secret");
    assertThat(cases).extracting(GateSarif::fingerprint).doesNotHaveDuplicates();
  }

  @Test
  void limits_rates_and_sequences_count_over_the_calls_of_a_session() {
    String at = ",\"time\":\"2026-01-01T00:00:0%dZ\"";
    String read = call("read_file", at.formatted(0));
    String again = call("read_file", at.formatted(1));
    String list = call("list_files", at.formatted(2));
    assertThat(reasons("limits:\n  per_tool: { read_file: { max_calls: 1 } }\n", read + again))
        .containsExactly("rate_limit_exceeded");
    assertThat(reasons("limits:\n  rate: { calls: 1, per: 60s }\n", read + again))
        .containsExactly("rate_limit_exceeded");
    String never =
        "sequences:\n  - { id: x, never_after: { first: read_file, then: list_files } }\n";
    assertThat(reasons(never, read + list)).containsExactly("sequence_violation");
    assertThat(reasons(never, list + read)).isEmpty();
    String before = "sequences:\n  - { id: x, before: { first: read_file, then: list_files } }\n";
    assertThat(reasons(before, read + list)).isEmpty();
    assertThat(reasons(before, list)).containsExactly("sequence_violation");
    String other = call("list_files", ",\"session\":\"b\"");
    assertThat(reasons(before, read + other)).containsExactly("sequence_violation");
  }

  private static List<String> reasons(String section, String trace) {
    return decide(POLICY + section, trace).stream()
        .filter(one -> one.status() == GateCase.Status.FAILED)
        .map(GateCase::id)
        .toList();
  }

  @Test
  void a_call_without_its_arguments_is_no_pass() {
    List<GateCase> cases =
        decide("{\"type\":\"tool_call\",\"tool\":\"read_file\",\"args_digest\":\"hmac:x\"}\n");
    assertThat(cases).hasSize(1);
    assertThat(cases.getFirst().status()).isEqualTo(GateCase.Status.FAILED);
    assertThat(cases.getFirst().message()).contains("cannot be decided");
  }

  @Test
  void a_line_that_is_inserted_does_not_rename_the_findings_after_it() {
    List<GateCase> before = decide(call("exec", "") + call("write_file", ""));
    List<GateCase> after =
        decide(call("read_file", "") + call("exec", "") + call("write_file", ""));
    assertThat(after.stream().map(GateSarif::fingerprint))
        .containsExactlyElementsOf(before.stream().map(GateSarif::fingerprint).toList());
  }
}
