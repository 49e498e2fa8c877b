package dev.assay.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The published packages under {@code target/peers}, installed once from a lock file, and a way to
 * run a session.
 */
final class Workshop {
  private static final Path HOME = Path.of("target", "peers").toAbsolutePath();
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "session.mjs", "tap.mjs", "modern-server.mjs");

  /** Why the peers cannot be had here; empty when they can. */
  static String prepare() throws IOException, InterruptedException {
    for (String tool : List.of("node", "npm")) {
      if (!answers(tool)) {
        return "`"
            + tool
            + "` is missing: install Node 20 or newer to run the sessions with published MCP packages";
      }
    }
    Files.createDirectories(HOME);
    boolean current = sameLock();
    for (String file : FILES) {
      try (InputStream in = Workshop.class.getResourceAsStream("/peers/" + file)) {
        Files.copy(in, HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!current) {
      Path log = HOME.resolve("install.log");
      Process install =
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
              .directory(HOME.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!install.waitFor(300, TimeUnit.SECONDS) || install.exitValue() != 0) {
        install.destroy();
        Files.deleteIfExists(HOME.resolve("package-lock.json"));
        return "`npm ci` could not install the published MCP packages: "
            + Files.readString(log).strip();
      }
    }
    return "";
  }

  private static boolean sameLock() throws IOException {
    Path installed = HOME.resolve("package-lock.json");
    try (InputStream in = Workshop.class.getResourceAsStream("/peers/package-lock.json")) {
      return Files.exists(installed)
          && Files.exists(HOME.resolve("node_modules/.package-lock.json"))
          && Files.readString(installed)
              .equals(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static boolean answers(String tool) throws InterruptedException {
    try {
      Process version = new ProcessBuilder(tool, "--version").redirectErrorStream(true).start();
      version.getInputStream().readAllBytes();
      return version.waitFor(30, TimeUnit.SECONDS) && version.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  static Path root() {
    return HOME.resolve("root");
  }

  /** The served directory as it is before every session. */
  static void resetRoot() throws IOException {
    Files.createDirectories(root().resolve("sub"));
    Files.writeString(root().resolve("safe.txt"), "safe content\n");
    Files.writeString(HOME.resolve("outside.txt"), "outside\n");
    Files.deleteIfExists(root().resolve("new.txt"));
    Files.deleteIfExists(root().resolve("link-out"));
    Files.createSymbolicLink(root().resolve("link-out"), Path.of("..", "outside.txt"));
  }

  static List<String> serverCommand(String script) {
    Path packages = HOME.resolve("node_modules/@modelcontextprotocol");
    return switch (script) {
      case "everything" ->
          List.of("node", packages.resolve("server-everything/dist/index.js").toString(), "stdio");
      case "filesystem" ->
          List.of(
              "node",
              packages.resolve("server-filesystem/dist/index.js").toString(),
              root().toString());
      case "modern" -> List.of("node", HOME.resolve("modern-server.mjs").toString());
      default -> throw new IllegalArgumentException(script);
    };
  }

  /** {@code tap.mjs} in front of a command, writing what passes into the directory. */
  static List<String> tapped(Path logs, String side, List<String> command) {
    List<String> tap = new ArrayList<>();
    tap.addAll(List.of("node", HOME.resolve("tap.mjs").toString(), logs.toString(), side, "--"));
    tap.addAll(command);
    return tap;
  }

  /** Runs a session; gives what the caller of the SDK saw, a JSON line a step. */
  static List<String> session(
      String client, String script, Path logs, List<String> command, Path state)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>();
    whole.addAll(
        List.of(
            "node",
            HOME.resolve("session.mjs").toString(),
            client,
            script,
            root().toString(),
            "--"));
    whole.addAll(tapped(logs, "client", command));
    Path out = logs.resolve("steps.ndjson");
    Path errors = logs.resolve("stderr.txt");
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(HOME.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("ASSAY_STATE_DIR", state.toString());
    Process session = builder.start();
    session.getOutputStream().close();
    if (!session.waitFor(120, TimeUnit.SECONDS) || session.exitValue() != 0) {
      List<ProcessHandle> below = session.descendants().toList();
      session.destroyForcibly();
      below.forEach(ProcessHandle::destroyForcibly);
      throw new IllegalStateException(
          client
              + " and "
              + script
              + " did not finish:\n"
              + Files.readString(out)
              + Files.readString(errors));
    }
    return Files.readAllLines(out);
  }

  private Workshop() {}
}
