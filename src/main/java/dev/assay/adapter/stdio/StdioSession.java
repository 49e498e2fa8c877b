package dev.assay.adapter.stdio;

import dev.assay.app.gateway.Session;
import dev.assay.app.gateway.ToolCallGateway;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One wrapped server from its start to its end: relays until somebody ends the session, then lets
 * open calls finish, closes the server's input, and ends what is left of its process group. At most
 * eight seconds. Source: {@code mcp-gateway.md} S-5, S-6.
 */
public final class StdioSession {
  private static final long TICK_MILLIS = 250;
  private static final int PARENT_CHECK_TICKS = 8;
  private static final long DRAIN_MILLIS = 2_000;
  private static final long EXIT_WAIT_MILLIS = 2_000;
  private static final long LAST_OUTPUT_MILLIS = 500;

  /** A server that ended by itself may have said much that a slow agent still reads. */
  private static final long OWN_END_OUTPUT_MILLIS = 3_000;

  private final Session session;
  private final ChildProcess child;
  private final SessionEnd end = new SessionEnd();
  private final StdioTransport transport;
  private final Optional<ProcessHandle> parent = ProcessHandle.current().parent();

  /** Prepares a session between an agent's two pipes and a started server. */
  public StdioSession(
      ToolCallGateway gateway,
      Session session,
      ChildProcess child,
      InputStream fromAgent,
      OutputStream toAgent) {
    this.session = session;
    this.child = child;
    this.transport =
        new StdioTransport(
            gateway,
            session,
            new StdioTransport.Pipes(fromAgent, toAgent, child.output(), child.input()),
            end);
  }

  /**
   * How a session ended.
   *
   * @param exitCode the server's code, 128 and the signal if one ended it; 0 when the agent closed
   *     first, we were told to stop, or we had to end it
   * @param stoppedByUs whether we had to end it
   * @param openCalls requests that got no answer from the server
   * @param signalled whether we were told to stop
   */
  public record Ending(int exitCode, boolean stoppedByUs, long openCalls, boolean signalled) {}

  /** Begins to relay; returns at once. */
  public void start() {
    child.onExit(() -> end.signal(SessionEnd.Cause.UPSTREAM_EXITED));
    transport.start();
  }

  /** Asks the session to end; safe from a signal handler. */
  public void requestStop() {
    end.signal(SessionEnd.Cause.SIGNAL);
  }

  /** Waits for the end of the session and ends what belongs to it. */
  public Ending awaitEnd() throws InterruptedException {
    SessionEnd.Cause cause = null;
    for (int tick = 1; cause == null; tick++) {
      cause = end.await(TICK_MILLIS);
      transport.relieve();
      if (cause == null && tick % PARENT_CHECK_TICKS == 0 && isOrphan()) {
        end.signal(SessionEnd.Cause.AGENT_CLOSED);
      }
    }
    return shutDown(cause);
  }

  /** A client that died without closing our input leaves us with another parent. */
  private boolean isOrphan() {
    return parent.isPresent() && !parent.equals(ProcessHandle.current().parent());
  }

  private Ending shutDown(SessionEnd.@Nullable Cause cause) throws InterruptedException {
    boolean endedHere = cause == SessionEnd.Cause.AGENT_CLOSED || cause == SessionEnd.Cause.SIGNAL;
    if (endedHere && child.isAlive()) {
      transport.drain(DRAIN_MILLIS);
    }
    transport.closeUpstreamInput();
    if (!child.awaitExit(EXIT_WAIT_MILLIS)) {
      child.stop();
    }
    transport.awaitUpstreamEnd(endedHere ? LAST_OUTPUT_MILLIS : OWN_END_OUTPUT_MILLIS);
    long open = session.openRequests();
    transport.finish(!endedHere);
    child.stopRest();
    boolean stopped = child.wasStoppedByUs();
    int code = endedHere || stopped || child.isAlive() ? 0 : child.exitCode();
    return new Ending(code, stopped, open, cause == SessionEnd.Cause.SIGNAL);
  }
}
