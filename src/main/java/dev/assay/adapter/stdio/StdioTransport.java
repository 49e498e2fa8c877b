package dev.assay.adapter.stdio;

import dev.assay.app.gateway.AgentAction;
import dev.assay.app.gateway.ClearedCall;
import dev.assay.app.gateway.Frame;
import dev.assay.app.gateway.GatewaySettings;
import dev.assay.app.gateway.Session;
import dev.assay.app.gateway.ToolCallGateway;
import dev.assay.app.gateway.Upstream;
import dev.assay.app.gateway.UpstreamAction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One session over two pairs of pipes: frames lines, asks the gateway, moves what it says. The same
 * gateway and steps as every other transport.
 *
 * <p>What runs for every read has no lambdas and no switches over types ({@code
 * docs/adr/0005-no-run-time-call-sites-on-the-start-path.md}).
 */
final class StdioTransport {
  private static final long LAST_ANSWERS_MILLIS = 500;

  private final ToolCallGateway gateway;
  private final Session session;
  private final Outlet agentOut;
  private final Outlet upstreamIn;
  private final Upstream upstream;
  private final Pump fromAgent;
  private final Pump fromUpstream;
  private final AgentSide agentSide = new AgentSide();
  private final CountDownLatch upstreamEnded = new CountDownLatch(1);
  private final SessionEnd end;

  /** Writes what became of held calls; null while nothing was. */
  private @Nullable Thread releasing;

  /** The four ends of the pipes. */
  record Pipes(
      InputStream fromAgent,
      OutputStream toAgent,
      InputStream fromUpstream,
      OutputStream toUpstream) {}

  StdioTransport(ToolCallGateway gateway, Session session, Pipes pipes, SessionEnd end) {
    this.gateway = gateway;
    this.session = session;
    this.end = end;
    this.agentOut = new Outlet(pipes.toAgent());
    this.upstreamIn = new Outlet(pipes.toUpstream());
    this.upstream = new PipedUpstream(upstreamIn);
    gateway.attach(session, upstream);
    this.fromAgent =
        new Pump(
            "assay-from-agent",
            new LineReader(pipes.fromAgent(), GatewaySettings.MAX_AGENT_FRAME_BYTES),
            agentSide,
            agentOut,
            upstreamIn);
    this.fromUpstream =
        new Pump(
            "assay-from-upstream",
            new LineReader(pipes.fromUpstream(), GatewaySettings.MAX_UPSTREAM_FRAME_BYTES),
            new UpstreamSide(),
            agentOut,
            upstreamIn);
  }

  void start() {
    fromAgent.start();
    fromUpstream.start();
  }

  /**
   * Lets pumps that are stuck in a write go on reading, outcomes be written, and calls go on that
   * were held; called now and then by one thread.
   */
  void relieve() {
    gateway.settle();
    fromAgent.takeOverIfStuck();
    fromUpstream.takeOverIfStuck();
    releaseHeld();
  }

  /**
   * On a thread of its own: judging may ask the upstream, and a pipe may have no reader. There is
   * one such thread, so that holds up the other calls that are held and nothing else.
   */
  private void releaseHeld() {
    boolean busy = releasing != null && releasing.isAlive();
    if (!busy && gateway.holdsCalls(session)) {
      releasing =
          new Thread(() -> writeAll(agentSide.writes(gateway.releaseDue(session))), "assay-held");
      releasing.setDaemon(true);
      releasing.start();
    }
  }

  private void writeAll(List<Pump.Write> writes) {
    try {
      for (Pump.Write write : writes) {
        write.run();
      }
    } catch (IOException e) {
      end.signal(SessionEnd.Cause.AGENT_CLOSED); // only answers to the agent fail with this
    }
  }

  /** Waits until the agent has no open request, or the time is over. */
  void drain(long millis) throws InterruptedException {
    session.close();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (session.openRequests() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    upstreamIn.awaitIdle(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
  }

  void closeUpstreamInput() {
    upstreamIn.close();
  }

  /** Waits until everything the upstream printed was read, or the time is over. */
  void awaitUpstreamEnd(long millis) throws InterruptedException {
    upstreamEnded.await(millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Answers what still waits, a held call that goes on just now included, and lets it reach an
   * agent that reads; does not wait for others.
   */
  void finish(boolean upstreamExited) throws InterruptedException {
    if (releasing != null) {
      releasing.join(LAST_ANSWERS_MILLIS);
    }
    List<byte[]> answers = gateway.endOpenCalls(session, upstreamExited);
    if (!answers.isEmpty()) {
      Thread sender = new Thread(() -> sendLast(answers), "assay-last-answers");
      sender.setDaemon(true);
      sender.start();
      sender.join(LAST_ANSWERS_MILLIS);
    }
    agentOut.awaitIdle(LAST_ANSWERS_MILLIS);
  }

  private void sendLast(List<byte[]> answers) {
    try {
      agentOut.send(answers.stream().map(Frame::of).toList());
    } catch (IOException e) {
      return; // the agent is gone; what it would have been told is on record
    }
  }

  /** The upstream's end of the pipes. */
  private record PipedUpstream(Outlet outlet) implements Upstream {
    @Override
    public void forward(List<ClearedCall> calls) throws IOException {
      List<Frame> frames = new ArrayList<>(calls.size());
      for (ClearedCall call : calls) {
        frames.add(call.frame());
      }
      outlet.send(frames);
    }

    @Override
    public void relay(Frame message) throws IOException {
      outlet.send(List.of(message));
    }
  }

  /** Lines from the agent. */
  private final class AgentSide implements Pump.Handler {
    @Override
    public List<Pump.Write> handle(LineReader.Step lines) {
      if (lines instanceof LineReader.Step.Oversize oversize) {
        return writes(List.of(gateway.oversizeFromAgent(session, oversize.length())));
      }
      List<Frame> frames = ((LineReader.Step.Lines) lines).frames();
      return gateway.asksUpstream() ? inTurn(frames) : writes(gateway.fromAgent(session, frames));
    }

    /** What the gateway asks the upstream must not overtake what the agent sent before. */
    private List<Pump.Write> inTurn(List<Frame> frames) {
      for (Frame frame : frames.subList(0, Math.max(0, frames.size() - 1))) {
        writeAll(writes(gateway.fromAgent(session, List.of(frame))));
      }
      return frames.isEmpty()
          ? List.of()
          : writes(gateway.fromAgent(session, List.of(frames.getLast())));
    }

    /** One write for calls that follow one another, one for each other message. */
    private List<Pump.Write> writes(List<AgentAction> actions) {
      List<Pump.Write> writes = new ArrayList<>();
      List<ClearedCall> calls = new ArrayList<>();
      for (AgentAction action : actions) {
        if (action instanceof AgentAction.ForwardCall forward) {
          if (calls.isEmpty()) {
            writes.add(new Forwarding(calls));
          }
          calls.add(forward.call());
          continue;
        }
        calls = new ArrayList<>();
        if (action instanceof AgentAction.Relay relay) {
          writes.add(new Relaying(relay.frame()));
        } else if (action instanceof AgentAction.Answer answer) {
          writes.add(new Sending(agentOut, answer.line()));
        }
      }
      return writes;
    }

    @Override
    public void ended() {
      end.signal(SessionEnd.Cause.AGENT_CLOSED);
    }
  }

  /** Lines from the upstream. */
  private final class UpstreamSide implements Pump.Handler {
    @Override
    public List<Pump.Write> handle(LineReader.Step lines) {
      if (lines instanceof LineReader.Step.Oversize oversize) {
        return writes(
            List.of(gateway.oversizeFromUpstream(session, oversize.length(), oversize.seen())));
      }
      List<Frame> frames = ((LineReader.Step.Lines) lines).frames();
      List<UpstreamAction> actions = new ArrayList<>(frames.size());
      for (Frame frame : frames) {
        actions.add(gateway.fromUpstream(session, frame));
      }
      return writes(actions);
    }

    /** One write for messages to the agent that follow one another. */
    private List<Pump.Write> writes(List<UpstreamAction> actions) {
      List<Pump.Write> writes = new ArrayList<>();
      List<UpstreamAction.Deliver> messages = new ArrayList<>();
      for (UpstreamAction action : actions) {
        if (action instanceof UpstreamAction.Deliver deliver) {
          if (messages.isEmpty()) {
            writes.add(new Delivering(messages));
          }
          messages.add(deliver);
        } else if (action instanceof UpstreamAction.Reply reply) {
          messages = new ArrayList<>();
          writes.add(new Sending(upstreamIn, reply.line()));
        }
      }
      return writes;
    }

    @Override
    public void ended() {
      session.upstreamEnded();
      upstreamEnded.countDown();
      end.signal(SessionEnd.Cause.UPSTREAM_CLOSED);
    }
  }

  /** Step 6 for calls that follow one another. */
  private final class Forwarding implements Pump.Write {
    private final List<ClearedCall> calls;

    Forwarding(List<ClearedCall> calls) {
      this.calls = calls;
    }

    /**
     * A broken pipe to the upstream ends nothing here: its exit is noticed, and then what waits is
     * answered.
     */
    @Override
    public void run() {
      try {
        upstream.forward(calls);
      } catch (IOException e) {
        end.signal(SessionEnd.Cause.UPSTREAM_CLOSED);
      }
    }
  }

  /** A message to the upstream that is no call. */
  private final class Relaying implements Pump.Write {
    private final Frame message;

    Relaying(Frame message) {
      this.message = message;
    }

    /** As for {@link Forwarding#run}. */
    @Override
    public void run() {
      try {
        upstream.relay(message);
      } catch (IOException e) {
        end.signal(SessionEnd.Cause.UPSTREAM_CLOSED);
      }
    }
  }

  /** An answer of ours. */
  private record Sending(Outlet outlet, Frame line) implements Pump.Write {
    @Override
    public void run() throws IOException {
      outlet.send(List.of(line));
    }
  }

  /** Messages to the agent that follow one another, and step 7 of each. */
  private final class Delivering implements Pump.Write {
    private final List<UpstreamAction.Deliver> messages;

    Delivering(List<UpstreamAction.Deliver> messages) {
      this.messages = messages;
    }

    @Override
    public void run() {
      List<Frame> frames = new ArrayList<>(messages.size());
      for (UpstreamAction.Deliver message : messages) {
        frames.add(message.frame());
      }
      boolean delivered = true;
      try {
        agentOut.send(frames);
      } catch (IOException e) {
        delivered = false; // the agent is gone; its end of input ends the session
        end.signal(SessionEnd.Cause.AGENT_CLOSED);
      }
      for (UpstreamAction.Deliver message : messages) {
        gateway.delivered(message, delivered);
      }
    }
  }
}
