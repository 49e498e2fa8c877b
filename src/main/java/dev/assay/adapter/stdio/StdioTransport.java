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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One session over two pairs of pipes: frames lines, asks the gateway, moves what it says. The same
 * gateway and steps as every other transport.
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
  private final CountDownLatch upstreamEnded = new CountDownLatch(1);
  private final SessionEnd end;

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
    this.fromAgent =
        new Pump(
            "assay-from-agent",
            new LineReader(pipes.fromAgent(), GatewaySettings.MAX_AGENT_FRAME_BYTES),
            new AgentSide(),
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
   * Lets pumps that are stuck in a write go on reading, and outcomes be written; called now and
   * then.
   */
  void relieve() {
    gateway.settle();
    fromAgent.takeOverIfStuck();
    fromUpstream.takeOverIfStuck();
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

  /** Answers what still waits, and lets it reach an agent that reads; does not wait for others. */
  void finish(boolean upstreamExited) throws InterruptedException {
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
      for (byte[] line : answers) {
        agentOut.send(Frame.of(line));
      }
    } catch (IOException e) {
      return; // the agent is gone; what it would have been told is on record
    }
  }

  /** The upstream's end of the pipes. */
  private record PipedUpstream(Outlet outlet) implements Upstream {
    @Override
    public void forward(ClearedCall call) throws IOException {
      outlet.send(call.frame());
    }

    @Override
    public void relay(Frame message) throws IOException {
      outlet.send(message);
    }
  }

  /** Lines from the agent. */
  private final class AgentSide implements Pump.Handler {
    @Override
    public void handle(LineReader.Line line, Pump.Sending sending) throws IOException {
      AgentAction action =
          line instanceof LineReader.Line.Oversize oversize
              ? gateway.oversizeFromAgent(session, oversize.length())
              : gateway.fromAgent(session, ((LineReader.Line.Whole) line).frame());
      if (action instanceof AgentAction.ForwardCall forward) {
        toUpstream(sending, () -> upstream.forward(forward.call()));
      } else if (action instanceof AgentAction.Relay relay) {
        toUpstream(sending, () -> upstream.relay(relay.frame()));
      } else if (action instanceof AgentAction.Answer answer) {
        sending.run(() -> agentOut.send(answer.line()));
      }
    }

    /**
     * A broken pipe to the upstream ends nothing here: its exit is noticed, and then what waits is
     * answered.
     */
    private void toUpstream(Pump.Sending sending, Pump.Write write) {
      try {
        sending.run(write);
      } catch (IOException e) {
        end.signal(SessionEnd.Cause.UPSTREAM_CLOSED);
      }
    }

    @Override
    public void ended() {
      end.signal(SessionEnd.Cause.AGENT_CLOSED);
    }
  }

  /** Lines from the upstream. */
  private final class UpstreamSide implements Pump.Handler {
    @Override
    public void handle(LineReader.Line line, Pump.Sending sending) throws IOException {
      UpstreamAction action =
          line instanceof LineReader.Line.Oversize oversize
              ? gateway.oversizeFromUpstream(session, oversize.length(), oversize.id())
              : gateway.fromUpstream(session, ((LineReader.Line.Whole) line).frame());
      if (action instanceof UpstreamAction.Deliver deliver) {
        deliver(deliver, sending);
      } else if (action instanceof UpstreamAction.Reply reply) {
        sending.run(() -> upstreamIn.send(reply.line()));
      }
    }

    private void deliver(UpstreamAction.Deliver deliver, Pump.Sending sending) {
      boolean delivered = true;
      try {
        sending.run(() -> agentOut.send(deliver.frame()));
      } catch (IOException e) {
        delivered = false; // the agent is gone; its end of input ends the session
        end.signal(SessionEnd.Cause.AGENT_CLOSED);
      }
      gateway.delivered(deliver, delivered);
    }

    @Override
    public void ended() {
      upstreamEnded.countDown();
      end.signal(SessionEnd.Cause.UPSTREAM_CLOSED);
    }
  }
}
