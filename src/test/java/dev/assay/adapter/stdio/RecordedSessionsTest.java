package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions recorded between real peers, replayed through the transport under a policy that allows
 * everything: each side receives what the other sent, byte for byte and in order.
 */
class RecordedSessionsTest {
  private static final Json.Obj ALLOW_ALL =
      (Json.Obj)
          Vectors.parse(
              "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"*\"]},\"enforcement\":{\"unconstrained_tools\":\"allow\"}}");

  /**
   * Progress that server-everything sends for a call that was cancelled; rule C-5 drops it
   * (docs/explanation/differences.md).
   */
  private static final Map<String, Integer> LATE_PROGRESS =
      new TreeMap<>(Map.of("stdio-everything-2025-11-25", 10));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stdio-everything-2025-11-25",
        "stdio-filesystem-2025-11-25",
        "stdio-modern-2026-07-28",
        "stdio-dual-client-vs-legacy-server"
      })
  void each_side_receives_what_the_other_sent(String name) {
    List<String> dropped = new ArrayList<>();
    int passed = 0;
    try (StdioHarness harness = new StdioHarness(ALLOW_ALL)) {
      for (Json.Obj row : Vectors.lines("mcp/" + name + ".ndjson")) {
        String line = row.string("line").orElse("");
        List<String> received;
        switch (row.string("dir").orElseThrow()) {
          case "c2s" -> {
            harness.agent(line);
            received = harness.upstreamReceived();
          }
          case "s2c" -> {
            harness.upstream(line);
            received = harness.agentReceived();
          }
          default -> {
            continue; // standard error, ends and exits are not messages
          }
        }
        if (received.isEmpty()) {
          dropped.add(line);
        } else {
          assertThat(received).as("row %s", row.get("seq")).containsExactly(line);
          passed++;
        }
      }
    }
    assertThat(dropped).hasSize(LATE_PROGRESS.getOrDefault(name, 0));
    assertThat(dropped).allMatch(line -> line.contains("notifications/progress"));
    assertThat(passed).isGreaterThan(10);
  }
}
