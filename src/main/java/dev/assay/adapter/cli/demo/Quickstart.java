package dev.assay.adapter.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The quickstart, for real: prepares {@code /tmp/assay-demo}, starts the installed gate around an
 * MCP server, plays a scripted agent against it, then verifies and shows the bundle the gate left.
 *
 * <p>Everything runs as the separate programs a user would start; nothing is simulated. It does not
 * judge the decision lines, which pass through to standard error untouched.
 */
public final class Quickstart {
  private static final Path DIRECTORY = Path.of("/tmp/assay-demo");
  private static final Path OUTSIDE = Path.of("/tmp/outside-demo.txt");
  private static final int REQUESTS = 6;

  private final Path home;
  private final PrintStream talk;

  /**
   * Makes a quickstart.
   *
   * @param home the directory of the launcher and the examples
   * @param talk where it says what it does
   */
  public Quickstart(Path home, PrintStream talk) {
    this.home = home;
    this.talk = talk;
  }

  /** How it went. */
  public sealed interface Outcome {
    /** The gate ran, and its bundle verified. */
    record Shown(String server) implements Outcome {}

    /** A step failed. */
    record Failed(String reason) implements Outcome {}
  }

  /** Runs it; {@code withNode} allows the official server when Node is installed. */
  public Outcome run(boolean withNode) throws IOException, InterruptedException {
    Path example = home.resolve("examples").resolve("mcp-quickstart");
    Path policy = example.resolve("policy.yaml");
    if (!Files.isReadable(policy)) {
      return new Outcome.Failed("the example `" + policy + "` is missing");
    }
    prepare();
    List<String> script = DemoClient.script(example.resolve("session.ndjson"), "");
    if (withNode && onPath("node") && onPath("npx")) {
      Outcome official = session(policy, script, "the official filesystem server", official());
      if (official instanceof Outcome.Shown) {
        return official;
      }
      talk.println("The official server did not run to its end; using the built-in demo server.");
    } else {
      talk.println("Node.js is not used here; using the built-in demo server.");
    }
    return session(policy, script, "the built-in demo server", builtIn());
  }

  private static void prepare() throws IOException {
    Files.createDirectories(DIRECTORY);
    Files.writeString(DIRECTORY.resolve("safe.txt"), "safe content\n");
    Files.writeString(OUTSIDE, "outside content\n");
  }

  private static List<String> official() {
    return List.of("npx", "-y", "@modelcontextprotocol/server-filesystem", DIRECTORY.toString());
  }

  private List<String> builtIn() {
    return List.of(launcher(), "mcp", "demo-server", DIRECTORY.toString());
  }

  private Outcome session(Path policy, List<String> script, String server, List<String> command)
      throws IOException, InterruptedException {
    List<String> wrap = new ArrayList<>();
    wrap.addAll(List.of(launcher(), "mcp", "wrap", "--policy", policy.toString(), "--"));
    wrap.addAll(command);
    talk.println("Wrapping " + server + ":");
    talk.println("$ " + String.join(" ", wrap));
    switch (new DemoClient(talk).play(script, wrap)) {
      case DemoClient.Outcome.Broken(String reason) -> {
        return new Outcome.Failed(reason);
      }
      case DemoClient.Outcome.Finished(var answers, int exitCode) -> {
        if (answers.size() != REQUESTS || exitCode != 0) {
          return new Outcome.Failed("the gate ended with exit code " + exitCode);
        }
      }
    }
    for (String question : List.of("verify", "show")) {
      List<String> ask = List.of(launcher(), "evidence", question, "--last");
      talk.println();
      talk.println("$ " + String.join(" ", ask));
      talk.flush();
      int exitCode = new ProcessBuilder(ask).inheritIO().start().waitFor();
      if (exitCode != 0) {
        return new Outcome.Failed("`evidence " + question + "` ended with exit code " + exitCode);
      }
    }
    return new Outcome.Shown(server);
  }

  private String launcher() {
    return home.resolve("assay").toString();
  }

  private static boolean onPath(String program) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String directory : path.split(":", -1)) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
