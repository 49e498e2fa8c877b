package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.approval.CallApprovals;
import dev.assay.app.gateway.Frame;
import dev.assay.app.gateway.GatewayParts;
import dev.assay.app.gateway.GatewaySettings;
import dev.assay.app.gateway.Session;
import dev.assay.app.gateway.SessionObserver;
import dev.assay.app.gateway.ToolApprovals;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.policy.EvidenceMode;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.rule.Site;
import dev.assay.core.policy.scope.FileSystemView;
import dev.assay.core.surface.DecisionLine;
import dev.assay.testkit.Deadline;
import dev.assay.testkit.MemoryEvidence;
import dev.assay.testkit.Pipe;
import dev.assay.testkit.TestGate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stdio session in one process: the real transport and gateway, an agent and an upstream that are
 * queues of lines.
 */
final class StdioHarness implements AutoCloseable {
  private static final String SYNC_ID = "harness-sync-";

  final MemoryEvidence evidence = new MemoryEvidence();
  final List<String> console = new CopyOnWriteArrayList<>();
  final SessionEnd end = new SessionEnd();

  /** How far the gate's clock is ahead of the system's. */
  volatile Duration ahead = Duration.ZERO;

  final Session session;
  final StdioTransport transport;
  private final OutputStream fromAgent;
  private final OutputStream fromUpstream;
  private final LinkedBlockingQueue<String> toAgent = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> toUpstream = new LinkedBlockingQueue<>();
  private int syncs;

  StdioHarness(Json.Obj policy) {
    this(policy, false);
  }

  StdioHarness(Json.Obj policy, boolean dryRun) {
    this(policy, dryRun, new Pipe(), new Pipe());
  }

  /** A session whose calls people approve. */
  StdioHarness(Json.Obj policy, CallApprovals callApprovals) {
    this(policy, false, callApprovals);
  }

  StdioHarness(Json.Obj policy, boolean dryRun, CallApprovals callApprovals) {
    this(policy, dryRun, new Pipe(), new Pipe(), new Session("test", "0"), callApprovals);
  }

  /** A session whose tools are held against what was approved. */
  StdioHarness(Json.Obj policy, ToolApprovals approvals) {
    this(
        policy,
        false,
        new Pipe(),
        new Pipe(),
        new Session("test", "0", approvals),
        CallApprovals.NONE);
  }

  /** A session with both. */
  StdioHarness(Json.Obj policy, ToolApprovals approvals, CallApprovals callApprovals) {
    this(policy, false, new Pipe(), new Pipe(), new Session("test", "0", approvals), callApprovals);
  }

  StdioHarness(Json.Obj policyDocument, boolean dryRun, Pipe agentPipe, Pipe upstreamPipe) {
    this(
        policyDocument,
        dryRun,
        agentPipe,
        upstreamPipe,
        new Session("test", "0"),
        CallApprovals.NONE);
  }

  private StdioHarness(
      Json.Obj policyDocument,
      boolean dryRun,
      Pipe agentPipe,
      Pipe upstreamPipe,
      Session session,
      CallApprovals callApprovals) {
    Policy policy = policy(policyDocument);
    GatewaySettings settings =
        new GatewaySettings("test", dryRun, policy.evidence() == EvidenceMode.BEST_EFFORT);
    this.session = session;
    Pipe agentIn = new Pipe();
    Pipe upstreamOut = new Pipe();
    this.transport =
        new StdioTransport(
            new GatewayParts(
                    new PolicyEngine(policy, new Site(FileSystemView.NONE, TestGate.digests())),
                    TestGate.recorder(evidence),
                    TestGate.digests(),
                    () -> InstantSource.system().instant().plus(ahead),
                    settings,
                    new Watcher(),
                    callApprovals,
                    List.of())
                .gateway(),
            session,
            new StdioTransport.Pipes(
                agentIn.reader(), agentPipe.writer(), upstreamOut.reader(), upstreamPipe.writer()),
            end);
    this.fromAgent = agentIn.writer();
    this.fromUpstream = upstreamOut.writer();
    collect(agentPipe, toAgent);
    collect(upstreamPipe, toUpstream);
    transport.start();
  }

  static Policy policy(Json.Obj document) {
    byte[] text = JsonText.compact(document).getBytes(StandardCharsets.UTF_8);
    return switch (PolicyReader.read(text, "policy.yaml", false)) {
      case PolicyReading.Accepted accepted -> accepted.policy();
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  private final class Watcher implements SessionObserver {
    @Override
    public void decided(DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason) {
      console.add(
          DecisionLine.of(mark, tool, arguments, reason, new DecisionLine.Style(false, true)));
    }

    @Override
    public void warning(String text) {
      console.add("warning: " + text);
    }

    @Override
    public void detail(String text) {
      console.add(text);
    }
  }

  private static void collect(Pipe pipe, LinkedBlockingQueue<String> lines) {
    LineReader reader = new LineReader(pipe.reader(), 64 << 20);
    Thread thread =
        new Thread(
            () -> {
              try {
                while (reader.next() instanceof LineReader.Step.Lines whole) {
                  for (Frame frame : whole.frames()) {
                    lines.add(
                        new String(
                            frame.bytes(), frame.from(), frame.length(), StandardCharsets.UTF_8));
                  }
                }
              } catch (IOException e) {
                lines.add("broken: " + e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  void agent(String line) {
    agent((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void agent(byte[] bytes) {
    write(fromAgent, bytes);
  }

  void upstream(String line) {
    write(fromUpstream, (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void closeAgent() {
    try {
      fromAgent.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything the upstream got since the last time, once all frames of the agent were handled. */
  List<String> upstreamReceived() {
    String mark = SYNC_ID + syncs++;
    agent( // a method that passes whatever the policy says of unknown ones
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\",\"params\":{\"mark\":\""
            + mark
            + "\"}}");
    return upTo(toUpstream, mark);
  }

  /** Everything the agent got since the last time, once all frames of both sides were handled. */
  List<String> agentReceived() {
    String mark = SYNC_ID + syncs++;
    upstream("{\"jsonrpc\":\"2.0\",\"method\":\"" + mark + "\"}");
    return upTo(toAgent, mark);
  }

  /** What is recorded to have become of calls, once it is that of so many. */
  List<String> outcomes(int calls) {
    Deadline.await(
        calls + " outcomes",
        () -> {
          transport.relieve(); // they wait for the next event or for this
          return evidence.data("assay.tool.outcome").size() >= calls;
        });
    return evidence.data("assay.tool.outcome").stream()
        .map(event -> event.string("outcome").orElse(""))
        .toList();
  }

  /** The next line for the agent. */
  String nextForAgent() {
    String line = next(toAgent);
    return line.contains(SYNC_ID) ? nextForAgent() : line;
  }

  /** The next line for the upstream. */
  String nextForUpstream() {
    String line = next(toUpstream);
    return line.contains(SYNC_ID) ? nextForUpstream() : line;
  }

  private static String next(LinkedBlockingQueue<String> lines) {
    try {
      String line = lines.poll(20, TimeUnit.SECONDS);
      assertThat(line).as("a line").isNotNull();
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> upTo(LinkedBlockingQueue<String> lines, String mark) {
    List<String> seen = new CopyOnWriteArrayList<>();
    try {
      while (true) {
        String line = lines.poll(20, TimeUnit.SECONDS);
        assertThat(line).as("the line that marks the end, after " + seen).isNotNull();
        if (line.contains(mark)) {
          return seen;
        }
        if (!line.contains(SYNC_ID)) {
          seen.add(line);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    closeAgent();
    try {
      fromUpstream.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
