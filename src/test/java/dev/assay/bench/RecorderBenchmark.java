package dev.assay.bench;

import dev.assay.adapter.store.DiscardedEvidence;
import dev.assay.adapter.store.Durability;
import dev.assay.adapter.store.FileEvidenceStore;
import dev.assay.adapter.store.StoreSettings;
import dev.assay.app.gateway.AgentAction;
import dev.assay.app.gateway.Session;
import dev.assay.app.gateway.ToolCallGateway;
import dev.assay.app.gateway.UpstreamAction;
import dev.assay.app.record.EvidenceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What recording adds to an allowed call: the call of {@link GatewayBenchmark} with evidence thrown
 * away, in a file at durability {@code os}, and at {@code sync}; by one agent, and by eight at once
 * that share the recorder and so the commits.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1"})
public class RecorderBenchmark {
  /** One gate and its journal; a fresh one for every iteration, so that no disk fills up. */
  @State(Scope.Benchmark)
  public static class Gate {
    /** Where evidence goes. */
    @Param({"discarded", "os", "sync"})
    public String evidence;

    private Path directory;
    private ToolCallGateway gateway;

    /** Opens an empty directory. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
      directory =
          Files.createTempDirectory(
              Path.of(System.getProperty("assay.bench.dir", "target")), "bench");
      gateway = GatewayBenchmark.gateway(store());
    }

    private EvidenceStore store() {
      return evidence.equals("discarded")
          ? new DiscardedEvidence()
          : new FileEvidenceStore(
              new StoreSettings(
                  new StoreSettings.Place.Directory(directory),
                  Durability.valueOf(evidence.toUpperCase(Locale.ROOT)),
                  Optional.empty()));
    }

    /** Deletes what was written. */
    @TearDown(Level.Iteration)
    public void delete() throws IOException {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** One agent. */
  @State(Scope.Thread)
  public static class Agent {
    private final Session session = new Session("bench", "0");
  }

  /** Judge, record, forward and conclude. */
  @Benchmark
  public boolean allowedCall(Gate gate, Agent agent) {
    AgentAction action =
        gate.gateway.fromAgent(agent.session, List.of(GatewayBenchmark.CALL)).getFirst();
    if (!(action instanceof AgentAction.ForwardCall)) {
      throw new IllegalStateException("a call was not recorded");
    }
    UpstreamAction back = gate.gateway.fromUpstream(agent.session, GatewayBenchmark.ANSWER);
    gate.gateway.delivered((UpstreamAction.Deliver) back, true);
    return true;
  }

  /** Runs it alone and by eight, and prints one table. */
  public static void main(String[] args) throws RunnerException {
    StringBuilder table = new StringBuilder("| evidence | agents | mean µs a call | calls/s |\n");
    for (int threads : List.of(1, 8)) {
      for (RunResult run :
          new Runner(
                  new OptionsBuilder()
                      .include(RecorderBenchmark.class.getSimpleName())
                      .threads(threads)
                      .build())
              .run()) {
        double micros = run.getPrimaryResult().getScore();
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.0f |%n",
                run.getParams().getParam("evidence"),
                threads,
                micros,
                threads * 1e6 / micros));
      }
    }
    System.out.println(table);
  }
}
