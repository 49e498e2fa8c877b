package dev.assay.bench;

import dev.assay.adapter.store.DiscardedEvidence;
import dev.assay.app.approval.CallApprovals;
import dev.assay.app.gateway.AgentAction;
import dev.assay.app.gateway.Frame;
import dev.assay.app.gateway.GatewayParts;
import dev.assay.app.gateway.GatewaySettings;
import dev.assay.app.gateway.Session;
import dev.assay.app.gateway.SessionObserver;
import dev.assay.app.gateway.ToolCallGateway;
import dev.assay.app.gateway.UpstreamAction;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.RecorderSettings;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.json.Json;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.surface.DecisionLine;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One allowed call through all seven steps but for the system calls: evidence is encoded and thrown
 * away.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
public class GatewayBenchmark {
  private static final String POLICY =
      """
      version: "2.0"
      name: "bench"
      tools:
        allow: ["read_file"]
        deny: ["exec"]
      schemas:
        read_file:
          type: object
          properties:
            path: { type: string, pattern: "^/srv/.*" }
          required: ["path"]
      """;
  static final Frame CALL =
      frame(
          "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"read_file\",\"arguments\":{\"path\":\"/srv/data/reports/2026/summary.txt\"}}}");
  static final Frame ANSWER =
      frame(
          "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"some text\"}]}}");
  private final Session session = new Session("bench", "0");
  private final ToolCallGateway gateway = gateway(new DiscardedEvidence());

  private static Frame frame(String text) {
    return Frame.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A gate with a small policy that keeps its evidence there; full parts are not sealed. */
  static ToolCallGateway gateway(EvidenceStore store) {
    PolicyReading reading =
        PolicyReader.read(POLICY.getBytes(StandardCharsets.UTF_8), "policy.yaml", false);
    EvidenceRecorder recorder =
        new EvidenceRecorder(
            new RecorderSettings(
                "bench",
                "urn:assay:bench",
                new EventOrigin.Producer("assay", "0", EventOrigin.UNKNOWN_BUILD),
                RecorderSettings.Rotation.DEFAULT),
            store,
            _ -> {});
    return new GatewayParts(
            new PolicyEngine(((PolicyReading.Accepted) reading).policy()),
            recorder,
            KeyedDigest.named("bench", SecretBytes.takingOver(new byte[32])),
            InstantSource.system(),
            new GatewaySettings("bench", false, false),
            Quiet.QUIET,
            CallApprovals.NONE,
            List.of())
        .gateway();
  }

  /** Runs it with the compiler of {@code mcp wrap}, then with the other. */
  public static void main(String[] args) throws RunnerException {
    for (String compiler : List.of("-XX:TieredStopAtLevel=1", "-XX:+TieredCompilation")) {
      new Runner(
              new OptionsBuilder()
                  .include(GatewayBenchmark.class.getSimpleName())
                  .jvmArgsAppend("-XX:+UseSerialGC", "-Xmx256m", compiler)
                  .build())
          .run();
    }
  }

  /** Judge, record, forward and conclude. */
  @Benchmark
  public boolean allowedCall() {
    AgentAction action = gateway.fromAgent(session, List.of(CALL)).getFirst();
    UpstreamAction back = gateway.fromUpstream(session, ANSWER);
    gateway.delivered((UpstreamAction.Deliver) back, true);
    return action instanceof AgentAction.ForwardCall;
  }

  /** Formats lines like the console, and throws them away. */
  private enum Quiet implements SessionObserver {
    QUIET;

    private static final DecisionLine.Style STYLE = new DecisionLine.Style(false, true);

    @Override
    public void decided(DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason) {
      if (DecisionLine.of(mark, tool, arguments, reason, STYLE).isEmpty()) {
        throw new IllegalStateException("a line is never empty");
      }
    }

    @Override
    public void warning(String text) {}

    @Override
    public void detail(String text) {}
  }
}
