package dev.assay.testkit;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * A server that writes every byte it receives to a file before it does anything else, and
 * misbehaves as told.
 *
 * <p>Options: {@code --log FILE} (required; {@code FILE.pids} gets the ids of this process and its
 * grandchild), {@code --delay-ms N} before each answer, {@code --exit-code N}, {@code --exit-after
 * N} and {@code --kill-after N} lines, {@code --silent-calls} (tool calls are never answered),
 * {@code --ignore-eof}, {@code --ignore-term}, {@code --noise} (prints between messages), {@code
 * --say FILE} (writes the file's lines once initialized), {@code --grandchild} (starts a process
 * that ignores SIGTERM). It never outlives {@link #LIFETIME_SECONDS}.
 */
public final class RecordingServer {
  static final int LIFETIME_SECONDS = 60;

  private final FakeServerOptions options;
  private final OutputStream received;
  private final OutputStream out = new FileOutputStream(java.io.FileDescriptor.out);
  private int lines;

  private RecordingServer(FakeServerOptions options) throws IOException {
    this.options = options;
    this.received = Files.newOutputStream(options.log(), StandardOpenOption.CREATE_NEW);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    FakeServerOptions options = FakeServerOptions.parse(List.of(args));
    Thread bound = new Thread(RecordingServer::endOfLife, "end-of-life");
    bound.setDaemon(true);
    bound.start();
    if (options.ignoreTerm()) {
      Signal.handle(new Signal("TERM"), SignalHandler.SIG_IGN);
    }
    String pids = Long.toString(ProcessHandle.current().pid()) + "\n";
    if (options.grandchild()) {
      Process grandchild =
          new ProcessBuilder("sh", "-c", "trap '' TERM; exec sleep " + LIFETIME_SECONDS)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      pids += grandchild.pid() + "\n";
    }
    Files.writeString(options.pidFile(), pids);
    new RecordingServer(options).serve();
  }

  private static void endOfLife() {
    long end = System.nanoTime() + LIFETIME_SECONDS * 1_000_000_000L;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(99);
  }

  private void serve() throws IOException, InterruptedException {
    byte[] chunk = new byte[1 << 16];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int n; (n = System.in.read(chunk)) >= 0; ) {
      received.write(chunk, 0, n);
      for (int i = 0; i < n; i++) {
        if (chunk[i] == '\n') {
          answer(line.toByteArray());
          line.reset();
        } else {
          line.write(chunk[i]);
        }
      }
    }
    while (options.ignoreEof()) {
      LockSupport.park();
    }
    Runtime.getRuntime().halt(options.exitCode());
  }

  private void answer(byte[] line) throws IOException, InterruptedException {
    lines++;
    if (lines == options.exitAfter()) {
      Runtime.getRuntime().halt(options.exitCode());
    }
    if (lines == options.killAfter()) {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    }
    if (!(JsonReader.read(line, JsonLimits.MCP) instanceof JsonReading.Read(Json.Obj message))
        || !(message.get("method") instanceof Json.Str method)) {
      return;
    }
    if (method.value().equals("notifications/initialized") && options.say() != null) {
      out.write(Files.readAllBytes(options.say()));
    }
    Json id = message.get("id");
    if (id == null || (options.silentCalls() && method.value().equals("tools/call"))) {
      return;
    }
    if (options.delayMillis() > 0) {
      LockSupport.parkNanos(options.delayMillis() * 1_000_000L);
    }
    if (options.noise()) {
      out.write(
          "a banner that is no message\n\u001b[31mred\u001b[0m\n".getBytes(StandardCharsets.UTF_8));
    }
    Json answer =
        Json.object()
            .put("jsonrpc", new Json.Str("2.0"))
            .put("id", id)
            .put("result", result(method.value()))
            .build();
    out.write(
        (dev.assay.core.json.JsonText.compact(answer) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Json result(String method) {
    return Vectors.parse(
        switch (method) {
          case "initialize" ->
              """
              {"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"recording","version":"1"}}""";
          case "tools/list" ->
              """
              {"tools":[{"name":"read_file","inputSchema":{"type":"object"}}]}""";
          case "tools/call" ->
              """
              {"content":[{"type":"text","text":"done"}]}""";
          default -> "{}";
        });
  }
}
