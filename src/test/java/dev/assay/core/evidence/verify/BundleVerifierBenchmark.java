package dev.assay.core.evidence.verify;

import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time per event of a session with 20 000 decisions of about 950 bytes each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class BundleVerifierBenchmark {
  private static final int EVENTS = 20_000;
  private byte[] archive = new byte[0];

  @Setup
  public void record() {
    List<Json.Obj> session = new ArrayList<>();
    BundleArchives.verify(
        Vectors.bytes("evidence/bundles/b2-session/bundle.tar.gz"),
        BundleLimits.DEFAULT,
        (_, event, _, _, _) -> session.add(event));
    Json.Obj decision = session.get(5);
    String run = decision.string("assayrunid").orElseThrow();
    List<Json.Obj> events = new ArrayList<>();
    for (int seq = 0; seq < EVENTS; seq++) {
      Json.Obj data = decision.object("data").orElseThrow();
      Json.Obj numbered = BundleArchives.with(decision, "assayseq", Json.Num.of(seq));
      Json.Obj named = BundleArchives.with(numbered, "id", new Json.Str(run + ":" + seq));
      Json call = new Json.Str("tc_" + seq);
      events.add(
          BundleArchives.with(named, "data", BundleArchives.with(data, "tool_call_id", call)));
    }
    Json.Obj producer = Json.object().put("name", "assay").put("version", "1").build();
    archive = BundleArchives.bundle(events, producer);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Verdict verify() {
    return BundleArchives.verify(archive);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Verdict verify_with_a_sink() {
    return BundleArchives.verify(archive, BundleLimits.DEFAULT, (_, _, _, _, _) -> {});
  }
}
