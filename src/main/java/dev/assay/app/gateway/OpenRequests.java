package dev.assay.app.gateway;

import dev.assay.core.mcp.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests of one side that wait for an answer of the other, by typed id ({@code mcp-gateway.md}
 * C-1). Thread-safe: one side adds, the other takes.
 */
final class OpenRequests {
  /** {@code policy.md} 3.2: more than any client has open, little enough to hold. */
  static final int MAX_OPEN = 1_024;

  private final Map<MessageId, OpenRequest> open = new ConcurrentHashMap<>();
  private final Map<String, MessageId> byProgressToken = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  /** What became of the wish to open a request. */
  enum Opening {
    OPENED,
    DUPLICATE,
    TOO_MANY
  }

  Opening open(MessageId id, OpenRequest request) {
    if (size.get() >= MAX_OPEN) {
      return Opening.TOO_MANY;
    }
    if (open.putIfAbsent(id, request) != null) {
      return Opening.DUPLICATE;
    }
    size.incrementAndGet();
    if (!request.progressToken().isEmpty()) {
      byProgressToken.put(request.progressToken(), id);
    }
    return Opening.OPENED;
  }

  /** Says whether a request with this id waits. */
  boolean contains(MessageId id) {
    return open.containsKey(id);
  }

  /** Gives a waiting request without closing it. */
  Optional<OpenRequest> peek(MessageId id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Closes the request; only one caller gets it. */
  Optional<OpenRequest> take(MessageId id) {
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

  int count() {
    return size.get();
  }

  /** Gives the ids that wait now. */
  List<MessageId> ids() {
    return new ArrayList<>(open.keySet());
  }
}
