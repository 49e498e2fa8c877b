package dev.assay.adapter.stdio;

import dev.assay.app.identity.ToolServer;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts a server, asks it what it offers and ends it again. No tool is called.
 *
 * <p>Bounded in time by the patience given and in memory by the frame limits of the gate. Who the
 * server is shown as a client, and with which capabilities, can change what it offers.
 */
public final class ServerInterview implements ToolServer {
  private static final long EXIT_WAIT_MILLIS = 2_000;

  private final ChildProcess.Command command;
  private final String searchPath;
  private final Manner manner;

  /**
   * How a server is asked.
   *
   * @param label its name in locks and records
   * @param clientVersion our version, told to the server
   * @param capabilities client capabilities we claim, of {@code roots}, {@code sampling} and {@code
   *     elicitation}; some servers offer other tools to clients that have them
   * @param patience how long all of it may take
   */
  public record Manner(
      String label, String clientVersion, List<String> capabilities, Duration patience) {
    /** Copies the capabilities. */
    public Manner {
      capabilities = List.copyOf(capabilities);
    }
  }

  /** Prepares an interview with a server that is not started yet. */
  public ServerInterview(ChildProcess.Command command, String searchPath, Manner manner) {
    this.command = command;
    this.searchPath = searchPath;
    this.manner = manner;
  }

  @Override
  public Answer ask() {
    ChildProcess child;
    try {
      child = ChildProcess.start(command, searchPath);
    } catch (IOException e) {
      return unusable("the server could not be started: " + e.getMessage(), null);
    }
    CountDownLatch done = new CountDownLatch(1);
    Thread watch = new Thread(() -> stopLate(child, done), "assay-patience");
    watch.setDaemon(true);
    watch.start();
    try {
      return new ServerTalk(child.input(), child.output(), manner).offer();
    } catch (ServerTalk.NoAnswer no) {
      return new Answer.Unusable(no.problem());
    } catch (IOException e) {
      return child.wasStoppedByUs()
          ? unusable(
              "the server did not say what it offers within "
                  + manner.patience().toSeconds()
                  + " seconds",
              "give it more with --timeout")
          : unusable("the server ended before it said what it offers", "see what it printed above");
    } finally {
      done.countDown();
      end(child);
    }
  }

  static Answer unusable(String message, @Nullable String hint) {
    return new Answer.Unusable(new Problem("server.unusable", message, Where.NOWHERE, hint));
  }

  /** A server that is silent or reads nothing is ended, which ends every wait for it. */
  private void stopLate(ChildProcess child, CountDownLatch done) {
    try {
      if (!done.await(manner.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        child.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(ChildProcess child) {
    try {
      child.input().close();
    } catch (IOException e) {
      // INVARIANT: a pipe that cannot be closed is broken, which the server notices as well
    }
    try {
      if (!child.awaitExit(EXIT_WAIT_MILLIS)) {
        child.stop();
      }
      child.stopRest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
