package dev.assay.app.gateway.listing;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.surface.privileged.RelistOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One listing of an upstream's tools that the gate asks for, page by page, within one budget.
 *
 * <p>Guarantees: its ids are its own name space, so no answer to it reaches the agent and none to
 * the agent is taken for it; who waits never waits longer than the budget, whatever the upstream
 * does or does not do; a sender that is stuck delays nobody else. Thread-safe.
 */
public final class OwnListing {
  /** How ids of ours begin; requests of the agent with such an id are refused. */
  public static final String PREFIX = "assay-establish-";

  /** The upstream's end. */
  public interface Wire {
    /**
     * Sends one message.
     *
     * @throws IOException when the upstream cannot be reached
     */
    void send(byte[] line) throws IOException;
  }

  /** What became of one page. */
  private sealed interface Answer {
    /** It came; its cursor leads to the next, empty for the last. */
    record Page(String nextCursor) implements Answer {}

    /** It will not come. */
    record Failed(RelistOutcome why) implements Answer {}
  }

  /** Set once before the session begins, asked for every answer. */
  private volatile @Nullable Wire wire;

  // guarded by this
  private long count;
  private String awaited = "";
  private int remembered;
  private @Nullable Answer answer;
  private boolean running;
  private boolean closed;

  /** Lets listings be asked for; before the session begins. */
  public void attach(Wire upstream) {
    wire = upstream;
  }

  /** Says whether an id is of this name space, and anybody uses that. */
  public boolean claims(MessageId id) {
    return wire != null && !id.number() && id.text().startsWith(PREFIX);
  }

  /** The upstream is gone or the session ends: nobody waits any more. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /**
   * Asks for a listing and waits for its last page.
   *
   * @param first what the first page is remembered by
   * @param next what later pages are remembered by
   * @return never {@link RelistOutcome#NOT_PERFORMED}
   */
  public RelistOutcome run(Duration budget, int first, int next) {
    Optional<RelistOutcome> refused = begin();
    if (refused.isPresent()) {
      return refused.get();
    }
    try {
      return pages(System.nanoTime() + budget.toNanos(), first, next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RelistOutcome.TRANSPORT_ERROR;
    } finally {
      end();
    }
  }

  private synchronized Optional<RelistOutcome> begin() {
    if (wire == null || closed) {
      return Optional.of(RelistOutcome.TRANSPORT_ERROR);
    }
    if (running) {
      return Optional.of(RelistOutcome.REGISTER_REFUSED);
    }
    running = true;
    return Optional.empty();
  }

  private synchronized void end() {
    running = false;
    awaited = "";
  }

  private RelistOutcome pages(long deadline, int first, int next) throws InterruptedException {
    String cursor = "";
    int seen = 0;
    while (true) {
      Answer page = page(cursor, seen == 0 ? first : next, deadline);
      if (page instanceof Answer.Failed failed) {
        boolean late = failed.why() == RelistOutcome.TIMED_OUT && seen > 0;
        return late ? RelistOutcome.PARTIAL : failed.why();
      }
      cursor = ((Answer.Page) page).nextCursor();
      seen++;
      if (cursor.isEmpty()) {
        return RelistOutcome.COMPLETE;
      }
    }
  }

  private Answer page(String cursor, int rememberedBy, long deadline) throws InterruptedException {
    String id;
    Wire upstream;
    synchronized (this) {
      id = PREFIX + ++count;
      awaited = id;
      remembered = rememberedBy;
      answer = null;
      upstream = wire;
    }
    // a thread of its own: an upstream that does not read must not hold up the agent's side
    Thread sender = new Thread(() -> send(upstream, id, cursor), "assay-own-listing");
    sender.setDaemon(true);
    sender.start();
    return await(deadline);
  }

  private void send(@Nullable Wire upstream, String id, String cursor) {
    Json.ObjBuilder request =
        Json.object().put("jsonrpc", "2.0").put("id", id).put("method", "tools/list");
    if (!cursor.isEmpty()) {
      request.put("params", Json.object().put("cursor", cursor).build());
    }
    try {
      if (upstream != null) {
        upstream.send(JsonText.compact(request.build()).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      settle(id, new Answer.Failed(RelistOutcome.TRANSPORT_ERROR));
    }
  }

  private synchronized Answer await(long deadline) throws InterruptedException {
    while (answer == null && !closed) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return new Answer.Failed(RelistOutcome.TIMED_OUT);
      }
      wait(left);
    }
    return answer == null ? new Answer.Failed(RelistOutcome.TRANSPORT_ERROR) : answer;
  }

  /**
   * Gives what the page with this id is remembered by, if somebody waits for it and it is one: a
   * list of tools, with a cursor that is a text and not empty, or none.
   */
  public synchronized Optional<Integer> remembers(MessageId id, Json.Obj result) {
    boolean page = result.get("tools") instanceof Json.Arr && next(result) != null;
    return page && awaited.equals(id.text()) ? Optional.of(remembered) : Optional.empty();
  }

  /** Takes an answer; one that nobody waits for, or that is no page, changes nothing but that. */
  public void answered(MessageId id, Json.Obj result) {
    String next = result.get("tools") instanceof Json.Arr ? next(result) : null;
    settle(
        id.text(),
        next == null ? new Answer.Failed(RelistOutcome.ERROR_RESPONSE) : new Answer.Page(next));
  }

  /** Takes an answer that is an error, or cannot be read. */
  public void failed(MessageId id) {
    settle(id.text(), new Answer.Failed(RelistOutcome.ERROR_RESPONSE));
  }

  private static @Nullable String next(Json.Obj result) {
    Json cursor = result.get("nextCursor");
    if (cursor == null || cursor instanceof Json.Null) {
      return "";
    }
    return cursor instanceof Json.Str(String text) && !text.isEmpty() ? text : null;
  }

  private synchronized void settle(String id, Answer with) {
    if (awaited.equals(id) && answer == null) {
      answer = with;
      notifyAll();
    }
  }
}
