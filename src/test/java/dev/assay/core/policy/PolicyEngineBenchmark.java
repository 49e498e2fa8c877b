package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** One decision under the seed's policy. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyEngineBenchmark {
  private PolicyEngine engine;
  private final PolicyState state = new PolicyState(10, 5);
  private final ToolCall allowed = call("read_file", "{\"path\":\"/app/docs/notes.txt\"}");
  private final ToolCall outside = call("read_file", "{\"path\":\"/etc/passwd\"}");
  private final ToolCall escaping = call("read_file", "{\"path\":\"/app/../etc/passwd\"}");
  private final ToolCall denied = call("exec", "{\"cmd\":\"ls\"}");

  private static ToolCall call(String tool, String arguments) {
    return new ToolCall(tool, (Json.Obj) Vectors.parse(arguments));
  }

  @Setup
  public void read() throws IOException {
    engine =
        Policies.engine(
            Files.readString(
                Path.of("src/test/resources/policies/accepted-seed-example/policy.yaml")));
  }

  @Benchmark
  public Decision allow() {
    return engine.decide(allowed, state);
  }

  @Benchmark
  public Decision deny_by_name() {
    return engine.decide(denied, state);
  }

  @Benchmark
  public Decision deny_by_pattern() {
    return engine.decide(outside, state);
  }

  @Benchmark
  public Decision deny_after_normalisation() {
    return engine.decide(escaping, state);
  }
}
