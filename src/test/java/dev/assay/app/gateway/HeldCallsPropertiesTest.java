package dev.assay.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.approval.CallApprovals;
import dev.assay.core.json.Json;
import dev.assay.core.surface.DecisionLine;
import dev.assay.testkit.MemoryEvidence;
import dev.assay.testkit.Seed;
import dev.assay.testkit.TestGate;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever order answers, cancellations, time and the end of the session come in. */
class HeldCallsPropertiesTest {
  private static final int RUNS = 60;
  private static final int STEPS = 40;
  private static final String SIMPLE = "";
  private static final String COUNTING = "limits: { per_tool: { ship: { max_calls: 6 } } }\n";

  private final RandomGenerator random = Seed.random();

  /** One session with everything that was sent and decided in it. */
  private static final class Run {
    final MemoryEvidence evidence = new MemoryEvidence();
    final Session session = new Session("test", "0");
    final AtomicLong seconds = new AtomicLong();
    final ToolCallGateway gateway;
    final List<String> questions = new ArrayList<>();
    final List<String> called = new ArrayList<>();
    final List<String> forwarded = new ArrayList<>();
    final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Run(String section) {
      gateway = gateway(this, section);
      frame(
          "{\"jsonrpc\":\"2.0\",\"id\":\"i\",\"method\":\"initialize\",\"params\":{\"capabilities\":"
              + "{\"elicitation\":{}}}}");
    }

    void frame(String line) {
      done(gateway.fromAgent(session, List.of(Frame.of(line.getBytes(StandardCharsets.UTF_8)))));
    }

    /** Every call that is forwarded has its decision on record by then, and only that call. */
    synchronized void done(List<AgentAction> actions) {
      for (AgentAction action : actions) {
        if (action instanceof AgentAction.ForwardCall forward) {
          String id = object(forward.call().frame()).string("id").orElseThrow();
          assertThat(forwarded).doesNotContain(id);
          forwarded.add(id);
          assertThat(decided(id)).containsExactly("allow");
        } else if (action instanceof AgentAction.Answer answer) {
          Json.Obj line = object(answer.line());
          if (line.string("method").equals(Optional.of("elicitation/create"))) {
            questions.add(line.string("id").orElseThrow());
          }
        }
      }
    }

    List<String> decided(String id) {
      return evidence.data("assay.tool.decision").stream()
          .filter(d -> d.string("request_id").equals(Optional.of(id)))
          .map(d -> d.string("decision").orElseThrow())
          .toList();
    }

    private static Json.Obj object(Frame frame) {
      return (Json.Obj)
          Vectors.parse(
              new String(frame.bytes(), frame.from(), frame.length(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SIMPLE, COUNTING})
  void a_held_call_is_decided_once_and_forwarded_once_at_most(String section)
      throws InterruptedException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < RUNS; i++) {
      Run run = new Run(section);
      boolean together = random.nextBoolean();
      AtomicBoolean over = new AtomicBoolean();
      Thread ticks = new Thread(() -> tick(run, over), "ticks");
      if (together) {
        ticks.start();
      }
      for (int step = 0; step < STEPS; step++) {
        step(run);
      }
      over.set(true);
      ticks.join();
      assertThat(run.failure.get()).as("seed %d, run %d", Seed.value(), i).isNull();
      run.session.close();
      if (random.nextBoolean()) {
        answer(run, "accept");
      }
      run.gateway.endOpenCalls(run.session, false);
      assertThat(run.session.held.isEmpty()).isTrue();
      for (String id : run.called) {
        List<String> decided = run.decided(id);
        assertThat(decided).as("%s, seed %d, run %d", id, Seed.value(), i).hasSize(1);
        assertThat(run.forwarded.contains(id)).isEqualTo(decided.getFirst().equals("allow"));
        seen.addAll(decided);
      }
    }
    assertThat(seen).as("both ends were reached").containsExactlyInAnyOrder("allow", "deny");
  }

  private static void tick(Run run, AtomicBoolean over) {
    try {
      while (!over.get()) {
        run.seconds.addAndGet(5);
        run.done(run.gateway.releaseDue(run.session));
        Thread.onSpinWait();
      }
    } catch (AssertionError | RuntimeException e) {
      run.failure.set(e);
    }
  }

  private void step(Run run) {
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        String id = "c" + run.called.size();
        run.called.add(id);
        run.frame(
            "{\"jsonrpc\":\"2.0\",\"id\":\""
                + id
                + "\",\"method\":\"tools/call\",\"params\":{\"name\":\"ship\"}}");
      }
      case 2 -> answer(run, "accept");
      case 3 -> answer(run, "decline");
      case 4 ->
          run.frame(
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"c"
                  + random.nextInt(1 + run.called.size())
                  + "\"}}");
      default -> {
        run.seconds.addAndGet(random.nextInt(30));
        run.done(run.gateway.releaseDue(run.session));
      }
    }
  }

  /** Answers one of the questions asked so far, perhaps again or too late. */
  private void answer(Run run, String action) {
    String question;
    synchronized (run) {
      if (run.questions.isEmpty()) {
        return;
      }
      question = run.questions.get(random.nextInt(run.questions.size()));
    }
    run.frame(
        "{\"jsonrpc\":\"2.0\",\"id\":\""
            + question
            + "\",\"result\":{\"action\":\""
            + action
            + "\",\"content\":{\"approve\":true}}}");
  }

  private static ToolCallGateway gateway(Run run, String section) {
    String text =
        "version: \"2.0\"\ntools: { allow: [ship], approval_required: [ship] }\n"
            + "enforcement: { unconstrained_tools: allow }\n"
            + "approvals: { via: [elicitation] }\n"
            + section;
    return TestGate.of(
        TestGate.policy(text),
        run.evidence,
        () -> Instant.EPOCH.plusSeconds(run.seconds.get()),
        new Nobody(),
        CallApprovals.NONE);
  }

  /** Watches nothing. */
  private static final class Nobody implements SessionObserver {
    @Override
    public void decided(DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason) {}

    @Override
    public void warning(String text) {}

    @Override
    public void detail(String text) {}
  }
}
