package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The odd lines that real servers were probed with ({@code vectors/mcp/probes-stdio-*.ndjson}),
 * sent through the gate: what rule 3 refuses is refused with the stated reason and not one byte of
 * it reaches the upstream; the rest arrives unchanged.
 */
class StdioProbesTest {
  private static final Json.Obj ALLOW_ALL =
      (Json.Obj)
          Vectors.parse(
              "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"*\"]},\"enforcement\":{\"unconstrained_tools\":\"allow\"}}");

  /**
   * Reasons the gate gives, in order, for the lines of a probe that it refuses. Probes not named
   * here pass whole.
   */
  private static final Map<String, List<String>> REFUSED =
      new TreeMap<>(
          Map.of(
              "parse error then valid", List.of("parse_error"),
              "batch line", List.of("batch_unsupported"),
              "pretty printed (embedded newline)", List.of("parse_error"),
              "two messages one line", List.of("parse_error"),
              "BOM", List.of("parse_error"),
              "invalid utf8", List.of(),
              "duplicate id in flight", List.of("duplicate_request_id"),
              "duplicate key name", List.of("duplicate_member"),
              "content-length framing", List.of("parse_error"),
              "NUL byte in string", List.of("parse_error")));

  @TestFactory
  Stream<DynamicTest> sdk1_probes() {
    return probes("probes-stdio-sdk1-legacy");
  }

  @TestFactory
  Stream<DynamicTest> sdk2_probes() {
    return probes("probes-stdio-sdk2-dual-era");
  }

  private static Stream<DynamicTest> probes(String file) {
    List<Json.Obj> rows = Vectors.lines("mcp/" + file + ".ndjson");
    assertThat(rows).hasSize(22);
    return rows.stream()
        .map(row -> dynamicTest(row.string("probe").orElseThrow(), () -> check(row)));
  }

  private static void check(Json.Obj row) {
    String probe = row.string("probe").orElseThrow();
    StringBuilder sent = new StringBuilder();
    ((Json.Arr) row.get("stdin")).items().forEach(part -> sent.append(((Json.Str) part).value()));
    String text = sent.toString();
    try (StdioHarness harness = new StdioHarness(ALLOW_ALL)) {
      harness.agent(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      if (!text.endsWith("\n")) {
        harness.agent(
            new byte[] {
              '\n'
            }); // the end of input is tested elsewhere; here the line is what matters
      }
      List<String> received = harness.upstreamReceived();
      List<String> reasons = reasons(harness.agentReceived());
      List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
      assertThat(received.size() + reasons.size())
          .as("every line passes or is answered")
          .isEqualTo(lines.size());
      assertThat(lines).containsAll(received.stream().map(String::stripTrailing).toList());
      if (text.contains("…(")) {
        return; // the vector shortened this line; the size limits have tests of their own
      }
      List<String> expected = REFUSED.getOrDefault(probe, surrogates(probe));
      assertThat(reasons.stream().distinct().toList()).as(text).isEqualTo(expected);
    }
  }

  private static List<String> surrogates(String probe) {
    return probe.equals("lone surrogate escape") ? List.of("parse_error") : List.of();
  }

  private static List<String> reasons(List<String> answers) {
    return answers.stream()
        .map(answer -> (Json.Obj) Vectors.parse(answer))
        .map(
            answer ->
                answer
                    .object("error")
                    .flatMap(e -> e.object("data"))
                    .flatMap(d -> d.string("reason"))
                    .orElseThrow())
        .toList();
  }
}
