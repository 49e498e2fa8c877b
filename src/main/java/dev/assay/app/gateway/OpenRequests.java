package dev.assay.app.gateway;

import dev.assay.core.mcp.MessageId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests of one side that wait for an answer of the other, by typed id ({@code mcp-gateway.md}
 * C-1). The id of a cancelled request stays taken until its late answer came, else that answer
 * would be taken for another's; the last thousand of them are known. Thread-safe: one side adds,
 * the other takes.
 */
final class OpenRequests {
  /** {@code policy.md} 3.2: more than any client has open, little enough to hold. */
  static final int MAX_OPEN = 1_024;

  private final Map<MessageId, OpenRequest> open = new ConcurrentHashMap<>();
  private final Map<String, MessageId> byProgressToken = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  /** Ids of requests that are not sent on yet: taken, and nothing answers them. */
  private final Set<MessageId> reserved = ConcurrentHashMap.newKeySet();

  /** Cancelled and not answered since, oldest first; guarded by itself. */
  private final Set<MessageId> cancelled = new LinkedHashSet<>();

  /** Whether there ever was one: only then is it worth the lock to look. */
  private volatile boolean everCancelled;

  /** What became of the wish to open a request. */
  enum Opening {
    OPENED,
    DUPLICATE,
    TOO_MANY
  }

  Opening open(MessageId id, OpenRequest request) {
    if (taken() >= MAX_OPEN) {
      return Opening.TOO_MANY;
    }
    if (reserved.contains(id) || isCancelled(id) || open.putIfAbsent(id, request) != null) {
      return Opening.DUPLICATE;
    }
    size.incrementAndGet();
    if (!request.progressToken().isEmpty()) {
      byProgressToken.put(request.progressToken(), id);
    }
    return Opening.OPENED;
  }

  /** Says whether a request with this id waits, or a late answer to it may come. */
  boolean contains(MessageId id) {
    return open.containsKey(id) || reserved.contains(id) || isCancelled(id);
  }

  /** Takes an id for a request that may be sent on later, or never. */
  void reserve(MessageId id) {
    reserved.add(id);
  }

  /** Gives an id back that was reserved. */
  void release(MessageId id) {
    reserved.remove(id);
  }

  private boolean isCancelled(MessageId id) {
    if (!everCancelled) {
      return false;
    }
    synchronized (cancelled) {
      return cancelled.contains(id);
    }
  }

  /** Closes a request because whoever made it wants no answer any more. */
  Optional<OpenRequest> cancel(MessageId id) {
    synchronized (cancelled) {
      everCancelled = true;
      cancelled.add(id);
      if (cancelled.size() > MAX_OPEN) {
        cancelled.remove(cancelled.iterator().next());
      }
    }
    return close(id);
  }

  /** Gives a waiting request without closing it. */
  Optional<OpenRequest> peek(MessageId id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Closes the request because it is answered; only one caller gets it. */
  Optional<OpenRequest> take(MessageId id) {
    Optional<OpenRequest> request = close(id);
    if (request.isEmpty() && everCancelled) {
      synchronized (cancelled) {
        cancelled.remove(id);
      }
    }
    return request;
  }

  private Optional<OpenRequest> close(MessageId id) {
    OpenRequest request = open.remove(id);
    if (request == null) {
      return Optional.empty();
    }
    size.decrementAndGet();
    if (!request.progressToken().isEmpty()) {
      byProgressToken.remove(request.progressToken(), id);
    }
    return Optional.of(request);
  }

  /** Says whether an open request asked for progress under this token, given as JSON text. */
  boolean expectsProgress(String tokenText) {
    return byProgressToken.containsKey(OpenRequest.tokenKey(tokenText));
  }

  /** Gives how many requests count against the most there may be. */
  int taken() {
    return size.get() + reserved.size();
  }

  int count() {
    return size.get();
  }

  /** Gives the ids that wait now. */
  List<MessageId> ids() {
    return new ArrayList<>(open.keySet());
  }
}
