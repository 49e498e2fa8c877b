package dev.assay.adapter.cli.demo;

import dev.assay.adapter.cli.output.ExitCode;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A scripted MCP client over stdio: sends the lines of a script to a server it starts and waits for
 * the answer to each request before it goes on.
 *
 * <p>The server's standard error is ours, so its messages are seen as they come.
 */
public final class DemoClient {
  /** A first {@code npx} run downloads the server. */
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(3);

  private static final Duration NOTICE_EVERY = Duration.ofSeconds(5);

  /** The gate allows a server 8 seconds to end, and a JVM in training writes its cache then. */
  private static final Duration EXIT_WITHIN = Duration.ofMinutes(2);

  private final PrintStream notices;

  /** Makes a client that says on {@code notices} when it has to wait long. */
  public DemoClient(PrintStream notices) {
    this.notices = notices;
  }

  /** How a session ended. */
  public sealed interface Outcome {
    /** Every request was answered; the exit code is the server's. */
    record Finished(List<Json.Obj> answers, int exitCode) implements Outcome {}

    /** The server could not be started, or ended or fell silent too early. */
    record Broken(String reason) implements Outcome {}
  }

  /**
   * {@code assay mcp demo-client --script FILE [--dir DIR] -- COMMAND...}; gives the exit code: 0
   * when every request was answered and the command ended with 0.
   */
  public static int run(List<String> args, PrintStream err) {
    int end = args.indexOf("--");
    String script = null;
    String directory = "";
    for (int i = 0; i + 1 < end; i += 2) {
      switch (args.get(i)) {
        case "--script" -> script = args.get(i + 1);
        case "--dir" -> directory = args.get(i + 1);
        default -> script = null;
      }
    }
    if (script == null || end < 0 || end + 1 == args.size()) {
      err.println("error: usage: assay mcp demo-client --script FILE [--dir DIR] -- COMMAND...");
      return ExitCode.USER_ERROR.number();
    }
    try {
      List<String> lines = script(Path.of(script), directory);
      return switch (new DemoClient(err).play(lines, args.subList(end + 1, args.size()))) {
        case Outcome.Finished(_, int exitCode) -> exitCode;
        case Outcome.Broken(String reason) -> {
          err.println("error: " + reason);
          yield ExitCode.INFRASTRUCTURE.number();
        }
      };
    } catch (IOException e) {
      err.println("error: the script `" + script + "` cannot be read");
      return ExitCode.USER_ERROR.number();
    }
  }

  /**
   * Gives the lines of a script; {@code ${DIR}} in it stands for the directory. Blank lines are
   * left out.
   */
  public static List<String> script(Path file, String directory) throws IOException {
    String quoted = CanonicalJson.quote(directory);
    String inside = quoted.substring(1, quoted.length() - 1);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (!line.isBlank()) {
        lines.add(line.replace("${DIR}", inside));
      }
    }
    return lines;
  }

  /** Plays a script against a server that it starts and ends. */
  public Outcome play(List<String> lines, List<String> command) {
    Process server;
    try {
      server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      return new Outcome.Broken("`" + command.get(0) + "` cannot be started");
    }
    try {
      LinkedBlockingQueue<Optional<Json.Obj>> incoming = new LinkedBlockingQueue<>();
      Thread.ofPlatform().daemon().name("demo-client").start(() -> receive(server, incoming));
      return exchange(lines, server, incoming);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Broken("interrupted");
    } finally {
      server.destroy();
    }
  }

  private Outcome exchange(
      List<String> lines, Process server, LinkedBlockingQueue<Optional<Json.Obj>> incoming)
      throws InterruptedException {
    List<Json.Obj> answers = new ArrayList<>();
    try (OutputStream out = server.getOutputStream()) {
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        Optional<Json> id = requestId(line);
        if (id.isPresent()) {
          Optional<Json.Obj> answer = await(id.get(), incoming);
          if (answer.isEmpty()) {
            return new Outcome.Broken("the server did not answer: " + ended(server));
          }
          answers.add(answer.get());
        }
      }
    } catch (IOException e) {
      return new Outcome.Broken("the server closed its input: " + ended(server));
    }
    if (!server.waitFor(EXIT_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      return new Outcome.Broken("the server did not end when its input ended");
    }
    return new Outcome.Finished(answers, server.exitValue());
  }

  private Optional<Json.Obj> await(Json id, LinkedBlockingQueue<Optional<Json.Obj>> incoming)
      throws InterruptedException {
    long start = System.nanoTime();
    long deadline = start + ANSWER_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Json.Obj> next = incoming.poll(NOTICE_EVERY.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        notices.println(
            "... waiting for the server to answer, "
                + waited
                + " s (a first npx run downloads it)");
      } else if (next.isEmpty()) {
        return Optional.empty();
      } else if (id.equals(next.get().get("id")) && next.get().get("method") == null) {
        return next;
      }
    }
    return Optional.empty();
  }

  private static String ended(Process server) throws InterruptedException {
    return server.waitFor(2, TimeUnit.SECONDS)
        ? "it ended with exit code " + server.exitValue()
        : "it is still running";
  }

  private static Optional<Json> requestId(String line) {
    return switch (JsonReader.read(line.getBytes(StandardCharsets.UTF_8), JsonLimits.MCP)) {
      case JsonReading.Read(Json.Obj message) when message.get("method") != null ->
          Optional.ofNullable(message.get("id"));
      case JsonReading.Read _, JsonReading.Refused _ -> Optional.empty();
    };
  }

  /** Hands over each JSON object the server writes, then an empty value when its output ends. */
  private static void receive(Process server, LinkedBlockingQueue<Optional<Json.Obj>> incoming) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (JsonReader.read(line.getBytes(StandardCharsets.UTF_8), JsonLimits.MCP)
            instanceof JsonReading.Read(Json.Obj message)) {
          incoming.add(Optional.of(message));
        }
      }
    } catch (IOException e) {
      // the server is gone; the empty value below says so
    }
    incoming.add(Optional.empty());
  }
}
