package dev.assay.testkit;

import dev.assay.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The gate as a process of its own, with a client's end of its pipes. Every wait has a deadline.
 */
public final class GateProcess implements AutoCloseable {
  /**
   * Long enough for a cold JVM on a machine that does other work; nothing waits this long when all
   * is well.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String END = "\u0000end of output";

  private final Process process;
  private final Path errors;
  private final OutputStream input;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

  private GateProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.input = process.getOutputStream();
    Thread.ofPlatform().daemon().name("gate-output").start(this::readOutput);
  }

  /**
   * Starts a command whose state directory is {@code work/state}; its standard error goes to a file
   * of its own.
   */
  public static GateProcess start(Path work, List<String> command) throws IOException {
    return start(work, command, List.of());
  }

  /** The same with more of the environment set, as {@code NAME=value}. */
  public static GateProcess start(Path work, List<String> command, List<String> environment)
      throws IOException {
    Path errors = Files.createTempFile(work, "stderr-", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("ASSAY_STATE_DIR", state(work).toString());
    for (String setting : environment) {
      int equals = setting.indexOf('=');
      builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new GateProcess(builder.start(), errors);
  }

  /** The state directory that processes started with this directory use. */
  public static Path state(Path work) {
    return work.resolve("state");
  }

  private void readOutput() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        output.add(line);
      }
    } catch (IOException _) {
      // INVARIANT: a killed process ends its output like a closed one
    } finally {
      output.add(END);
    }
  }

  /** Sends bytes as they are; false when the gate no longer reads. */
  public boolean sendBytes(byte[] bytes) {
    try {
      input.write(bytes);
      input.flush();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Sends a line; false when the gate no longer reads. */
  public boolean send(String line) {
    return sendBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Does the handshake of a client. */
  public void initialize() throws InterruptedException {
    send(
        """
        {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
        "clientInfo":{"name":"test","version":"1"}}}""");
    reply("init");
    send(
        """
        {"jsonrpc":"2.0","method":"notifications/initialized"}""");
  }

  /** Sends a call of {@code read_file}. */
  public boolean call(String id, String path) {
    return send(callOf(id, "read_file", path));
  }

  /** A call with one argument {@code path}. */
  public static String callOf(String id, String tool, String path) {
    return "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{\"path\":\"%s\"}}}"
        .formatted(id, tool, path);
  }

  /** The next line, or an error when there is none in time or the output has ended. */
  public String line() throws InterruptedException {
    String line = lineOrEnd();
    if (line.equals(END)) {
      throw new AssertionError("the gate closed its output:\n" + said());
    }
    return line;
  }

  /** The next line; empty when the output has ended. */
  public Optional<String> lineIfAny() throws InterruptedException {
    String line = lineOrEnd();
    return line.equals(END) ? Optional.empty() : Optional.of(line);
  }

  private String lineOrEnd() throws InterruptedException {
    String line = output.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new AssertionError("nothing from the gate within " + PATIENCE + ":\n" + said());
    }
    return line;
  }

  /** All lines until the gate closes its output. */
  public List<String> rest() throws InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String line; !(line = lineOrEnd()).equals(END); ) {
      lines.add(line);
    }
    return lines;
  }

  /** The answer with this id; lines before it are left behind. */
  public Json.Obj reply(String id) throws InterruptedException {
    while (true) {
      Json.Obj message = (Json.Obj) Vectors.parse(line());
      if (message.get("method") == null && new Json.Str(id).equals(message.get("id"))) {
        return message;
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public void closeInput() {
    try {
      input.close();
    } catch (IOException _) {
      // INVARIANT: closing a pipe nobody reads is as good as closed
    }
  }

  /** SIGTERM to the gate alone. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL to the gate alone. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits for the gate to end. */
  public int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the gate did not end within " + PATIENCE + ":\n" + said());
    }
    return process.exitValue();
  }

  /** What the gate wrote to standard error so far. */
  public String said() {
    try {
      return new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
