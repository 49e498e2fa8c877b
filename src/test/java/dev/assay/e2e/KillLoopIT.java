package dev.assay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.AssayProcess;
import dev.assay.testkit.Deadline;
import dev.assay.testkit.FakeServerOptions;
import dev.assay.testkit.GateProcess;
import dev.assay.testkit.Processes;
import dev.assay.testkit.RecordedEvidence;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL to the gate at random instants under load, again and again over one state directory; then
 * one ordinary session.
 *
 * <p>Seed and number are set by {@code -Dassay.seed} and {@code -Dassay.kills}. Source: {@code
 * design.md} section 3 row 8, {@code evidence.md} 9.4.
 */
class KillLoopIT {
  private static final long SEED = Long.getLong("assay.seed", System.nanoTime());
  private static final int KILLS = Integer.getInteger("assay.kills", 200);
  private static final int IN_FLIGHT = 8;
  private static final String POLICY =
      """
      version: "2.0"
      name: "kills"
      tools:
        allow: ["read_file"]
      schemas:
        read_file:
          type: object
          properties:
            path: { type: string, pattern: "^/tmp/assay-demo/.*" }
          required: ["path"]
      """;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @TempDir Path work;

  @Test
  void every_call_the_server_saw_is_in_a_bundle_after_recovery_and_every_bundle_verifies()
      throws Exception {
    Path policy = Files.writeString(work.resolve("policy.yaml"), POLICY);
    List<Path> logs = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      Path log = work.resolve("received-" + i + ".log");
      killUnderLoad(policy, log, i);
      logs.add(log);
    }
    recover(policy, work.resolve("received-last.log"));

    Set<Json> recorded = new HashSet<>();
    RecordedEvidence evidence = RecordedEvidence.below(GateProcess.state(work));
    evidence.allows().forEach(d -> recorded.add(d.get("request_id")));
    int calls = 0;
    for (Path log : logs) {
      for (Json id : callsSeen(log)) {
        calls++;
        assertThat(recorded).as("%s, seed %d", log.getFileName(), SEED).contains(id);
      }
    }
    assertThat(calls).as("the load was a load, seed %d", SEED).isGreaterThan(KILLS);
    evidence.verifyAll();
    System.out.printf(
        "killed %d times, %d calls seen, %d bundles, seed %d%n",
        KILLS, calls, evidence.bundles().size(), SEED);
  }

  private void killUnderLoad(Path policy, Path log, int round) throws Exception {
    try (GateProcess gate =
        GateProcess.start(
            work, AssayProcess.wrap(policy, List.of("--quiet"), FakeServerOptions.server(log)))) {
      if (random.nextInt(5) == 0) {
        // INVARIANT: some die while they start, before anything was said
        killIn(gate, random.nextInt(150_000)).join();
        awaitServerEnd(log);
        return;
      }
      gate.initialize();
      Thread killer = killIn(gate, random.nextInt(60_000));
      load(gate, round);
      killer.join();
    }
    awaitServerEnd(log);
  }

  private static Thread killIn(GateProcess gate, int micros) {
    long at = System.nanoTime() + micros * 1000L;
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (System.nanoTime() < at) {
                LockSupport.parkNanos(at - System.nanoTime());
              }
              gate.kill();
            });
  }

  /** Calls until the gate is gone: some in one write, then one for every answer. */
  private static void load(GateProcess gate, int round) throws InterruptedException {
    int sent = 0;
    StringBuilder burst = new StringBuilder();
    while (sent < IN_FLIGHT) {
      String id = "k%d-%d".formatted(round, sent++);
      burst.append(GateProcess.callOf(id, "read_file", "/tmp/assay-demo/safe.txt")).append('\n');
    }
    boolean alive = gate.sendBytes(burst.toString().getBytes(StandardCharsets.UTF_8));
    while (alive && gate.lineIfAny().isPresent()) {
      alive = gate.call("k%d-%d".formatted(round, sent++), "/tmp/assay-demo/safe.txt");
    }
  }

  /** A killed gate's server sees the end of its input and leaves; only then is its log whole. */
  private static void awaitServerEnd(Path log) throws IOException {
    Path pids = FakeServerOptions.pidFile(log);
    Deadline deadline = Deadline.in(Duration.ofSeconds(10));
    while (Files.exists(pids)
        && !Files.readString(pids).isBlank()
        && anyAlive(Files.readAllLines(pids))) {
      deadline.awaitMore("the server of " + log.getFileName() + " to leave");
    }
  }

  private static boolean anyAlive(List<String> pids) {
    return pids.stream().anyMatch(p -> Processes.run(Long.parseLong(p)));
  }

  /** One more start and an ordinary session; recovery needs no command. */
  private void recover(Path policy, Path log) throws Exception {
    try (GateProcess gate =
        GateProcess.start(
            work, AssayProcess.wrap(policy, List.of("--quiet"), FakeServerOptions.server(log)))) {
      gate.initialize();
      gate.call("last", "/tmp/assay-demo/safe.txt");
      gate.reply("last");
      Deadline deadline = Deadline.in(Duration.ofSeconds(60));
      while (RecordedEvidence.openJournals(GateProcess.state(work)) > 1) {
        deadline.awaitMore("recovery of what the killed ones left");
      }
      gate.closeInput();
      assertThat(gate.exit()).isZero();
    }
    assertThat(RecordedEvidence.openJournals(GateProcess.state(work))).isZero();
  }

  private static List<Json> callsSeen(Path log) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    List<Json> ids = new ArrayList<>();
    String received = Files.readString(log);
    for (String line : received.substring(0, received.lastIndexOf('\n') + 1).lines().toList()) {
      Json.Obj message = (Json.Obj) Vectors.parse(line);
      if (new Json.Str("tools/call").equals(message.get("method"))) {
        ids.add(message.get("id"));
      }
    }
    return ids;
  }
}
