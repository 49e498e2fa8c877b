package dev.assay.adapter.objects;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Stands between the client under test and the server, notes requests and breaks some of them. */
final class FaultyWire implements AutoCloseable {
  private static final Set<String> NOT_COPIED =
      Set.of("host", "content-length", "connection", "expect", "transfer-encoding", "date");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<Seen, Fate> fate = _ -> new Fate.Pass();

  /** A request. */
  record Seen(String method, String path, String query, Headers headers, int bodyBytes) {
    boolean isPart() {
      return method.equals("PUT") && query.contains("partNumber=");
    }
  }

  /** What becomes of it. */
  sealed interface Fate {
    /** It reaches the server, and its answer comes back. */
    record Pass() implements Fate {}

    /** The connection breaks before the server sees it. */
    record Cut() implements Fate {}

    /** The server does it, and the answer is lost. */
    record Deaf() implements Fate {}

    /** Something else answers. */
    record Answer(int status, String code) implements Fate {}

    /** Half of the answer's body comes back. */
    record Half() implements Fate {}
  }

  FaultyWire(URI target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Seen> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  FaultyWire breaking(Function<Seen, Fate> with) {
    fate = with;
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      URI uri = exchange.getRequestURI();
      Seen request =
          new Seen(
              exchange.getRequestMethod(),
              uri.getPath(),
              String.valueOf(uri.getRawQuery()),
              exchange.getRequestHeaders(),
              body.length);
      seen.add(request);
      switch (fate.apply(request)) {
        case Fate.Cut() -> {
          // closing without an answer breaks the connection
        }
        case Fate.Answer(int status, String code) -> {
          byte[] xml = ("<Error><Code>" + code + "</Code></Error>").getBytes();
          exchange.sendResponseHeaders(status, xml.length);
          exchange.getResponseBody().write(xml);
        }
        case Fate.Deaf() -> forward(exchange, body);
        case Fate.Pass() -> answer(exchange, forward(exchange, body), false);
        case Fate.Half() -> answer(exchange, forward(exchange, body), true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, boolean half)
      throws IOException {
    byte[] body = answer.body();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      answer
          .headers()
          .firstValue("content-length")
          .ifPresent(n -> exchange.getResponseHeaders().set("Content-Length", n));
    }
    exchange.sendResponseHeaders(answer.statusCode(), head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
