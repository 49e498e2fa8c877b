package dev.assay.bench;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolListing;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.rule.Site;
import dev.assay.core.policy.scope.FileSystemView;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One decision by a policy that uses every section, with 200 tools and 200 schemas, in the middle
 * of a session: the state that rates and sequences need included. The called tool is governed by
 * lists, classes, schema, paths, urls, scope, limits, sequences and identity at once; the redacted
 * one has an argument hashed as well, and is judged a second time with it.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
public class WholePolicyBenchmark {
  private static final int TOOLS = 200;
  private static final String TOOL = "tool_042";

  private PolicyEngine engine;
  private ToolCall allowed;
  private ToolCall redacted;
  private ToolCall outside;
  private SessionLedger ledger;
  private ToolSighting sighting;
  private Instant now;
  private long calls;

  /** Reads the policy, and makes a session that has made some calls. */
  @Setup
  public void read() throws IOException {
    Policy policy = policy();
    KeyedDigest digests = KeyedDigest.named("bench", SecretBytes.takingOver(new byte[32]));
    engine = new PolicyEngine(policy, new Site(FileSystemView.NONE, digests));
    allowed = call(TOOL, "/srv/app/notes/2026/safe-000042.txt");
    redacted = call("tool_043", "/srv/app/notes/2026/safe-000042.txt");
    outside = call(TOOL, "/srv/app/../outside.txt");
    ledger = new SessionLedger(policy.sessionPlan());
    sighting = sighting();
    now = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < TOOLS; i++) {
      ledger.attempt(name(i), next());
      ledger.forwarded(name(i));
    }
    expect(decide(allowed) instanceof Decision.Allow);
    expect(decide(redacted) instanceof Decision.Allow a && a.duties().arguments().isPresent());
    expect(decide(outside) instanceof Decision.Deny);
  }

  private static Policy policy() throws IOException {
    StringBuilder text = new StringBuilder();
    try (InputStream in =
        WholePolicyBenchmark.class.getResourceAsStream("/bench/every-section.yaml")) {
      text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    text.append("schemas:\n  $defs: { path: { type: string, pattern: \"^/srv/app/\" } }\n");
    for (int i = 0; i < TOOLS; i++) {
      text.append("  ").append(name(i)).append(":\n").append(schema());
    }
    byte[] yaml = text.toString().getBytes(StandardCharsets.UTF_8);
    return switch (PolicyReader.read(yaml, "policy.yaml", false)) {
      case PolicyReading.Accepted(Policy policy) -> policy;
      case PolicyReading.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static String schema() {
    return """
        type: object
        properties:
          path: { $ref: "#/$defs/path" }
          url: { type: string, maxLength: 2048 }
          resource: { type: string }
          user: { type: string }
          limit: { type: integer, minimum: 1, maximum: 1000 }
        required: [path]
        additionalProperties: false
    """
        .indent(0);
  }

  private static String name(int number) {
    return "tool_%03d".formatted(number);
  }

  private static ToolCall call(String tool, String path) {
    return new ToolCall(
        tool,
        (Json.Obj)
            Vectors.parse(
                """
                {"path":"%s","url":"https://api.example.org/v1","resource":"app/blue","user":"ana","limit":20}"""
                    .formatted(path)));
  }

  /** The tool as the server lists it, which is as approved. */
  private static ToolSighting sighting() {
    List<Json> tools = new ArrayList<>();
    for (int i = 0; i < TOOLS; i++) {
      tools.add(Json.object().put("name", name(i)).put("description", "does it").build());
    }
    ToolListing listing = new ToolListing("bench");
    listing.add(new Json.Arr(tools));
    LockedServer approved = listing.identity(LockedServer.instructionsDigest(""));
    ObservedTool tool = listing.tools().get(TOOL);
    return new ToolSighting(
        ToolSighting.Listing.LISTED,
        Optional.of(tool),
        new ToolSighting.Approval(
            ToolSighting.Standing.APPROVED, Optional.ofNullable(approved.tools().get(TOOL))),
        new ToolSighting.ServerStanding(false, false, false, false));
  }

  private static void expect(boolean held) {
    if (!held) {
      throw new IllegalStateException("the benchmark would measure something else");
    }
  }

  private Instant next() {
    now = now.plusSeconds(3600);
    return now;
  }

  private Decision decide(ToolCall call) {
    calls++;
    return engine.decide(
        call, new PolicyState(calls, calls, ledger.attempt(TOOL, next()), List.of(), sighting));
  }

  @Benchmark
  @BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
  public Decision allowed_by_every_section() {
    return decide(allowed);
  }

  @Benchmark
  @BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
  public Decision allowed_and_redacted() {
    return decide(redacted);
  }

  @Benchmark
  @BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
  public Decision denied_by_path() {
    return decide(outside);
  }

  /** Runs all of them. */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(WholePolicyBenchmark.class.getSimpleName()).build())
        .run();
  }
}
