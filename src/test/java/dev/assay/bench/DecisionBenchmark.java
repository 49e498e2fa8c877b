package dev.assay.bench;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.MessageScanner;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One decision by a policy of the seed's shape, and the routing of messages that are no calls.
 *
 * <p>Sample time gives percentiles of decisions; routing is far below the clock's resolution, so it
 * is an average. Both with the wrap path's collector, and with the first compiler only: what the
 * calls of a short session run.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
public class DecisionBenchmark {
  private PolicyEngine engine;
  private ToolCall allowed;
  private ToolCall outside;
  private ToolCall denied;
  private PolicyState state;
  private MessageScanner scanner;
  private byte[] notification;
  private byte[] listRequest;
  private byte[] answer;

  /** Reads the policy and the messages. */
  @Setup
  public void read() throws IOException {
    engine = new PolicyEngine(policy());
    allowed = call("read_file", "{\"path\":\"/tmp/assay-demo/notes/2026/safe-000042.txt\"}");
    outside = call("read_file", "{\"path\":\"/tmp/outside-demo.txt\"}");
    denied = call("exec", "{\"cmd\":\"ls\"}");
    state = new PolicyState(1, 1);
    scanner = new MessageScanner();
    notification = bytes("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    listRequest = bytes("{\"jsonrpc\":\"2.0\",\"id\":17,\"method\":\"tools/list\",\"params\":{}}");
    answer =
        bytes(
            "{\"jsonrpc\":\"2.0\",\"id\":17,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"safe content\"}]}}");
    expect(engine.decide(allowed, state) instanceof Decision.Allow);
    expect(engine.decide(outside, state) instanceof Decision.Deny);
    expect(engine.decide(denied, state) instanceof Decision.Deny);
    expect(scanner.scan(listRequest, 0, listRequest.length) == MessageScanner.Shape.REQUEST);
    expect(scanner.scan(answer, 0, answer.length) == MessageScanner.Shape.RESPONSE);
    expect(scanner.scan(notification, 0, notification.length) == MessageScanner.Shape.NOTIFICATION);
  }

  private static Policy policy() throws IOException {
    try (InputStream in = DecisionBenchmark.class.getResourceAsStream("/bench/policy.yaml")) {
      return switch (PolicyReader.read(in.readAllBytes(), "policy.yaml", false)) {
        case PolicyReading.Accepted(Policy policy) -> policy;
        case PolicyReading.Refused refused -> throw new IllegalStateException(refused.toString());
      };
    }
  }

  private static ToolCall call(String tool, String arguments) {
    return new ToolCall(tool, (Json.Obj) Vectors.parse(arguments));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void expect(boolean held) {
    if (!held) {
      throw new IllegalStateException("the benchmark would measure something else");
    }
  }

  @Benchmark
  @BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
  public Decision allowed_by_list_and_schema() {
    return engine.decide(allowed, state);
  }

  @Benchmark
  @BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
  public Decision denied_by_path() {
    return engine.decide(outside, state);
  }

  @Benchmark
  @BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
  public Decision denied_by_name() {
    return engine.decide(denied, state);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public MessageScanner.Shape routed_notification() {
    return scanner.scan(notification, 0, notification.length);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public MessageScanner.Shape routed_list_request() {
    return scanner.scan(listRequest, 0, listRequest.length);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public MessageScanner.Shape routed_answer() {
    return scanner.scan(answer, 0, answer.length);
  }

  /** Runs all of them, allocation included. */
  public static void main(String[] args) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(DecisionBenchmark.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
