package dev.assay.peers;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines that crossed one pair of pipes, in order, per direction. */
record Conversation(List<String> toServer, List<String> toClient) {
  /** What legitimately differs from run to run, and what it is replaced by. */
  private enum Volatile {
    CLOCK("created at [^\"]*?[AP]M", "created at TIME"),
    INSTANT("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "INSTANT"),
    UUID("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"),
    TASK("\"taskId\":\"[0-9a-f]{32}\"", "\"taskId\":\"TASK\""),
    RANDOM_LOG(
        "\"level\":\"\\w+\",\"data\":\"\\w+[- ]level[- ]message\"",
        "\"level\":\"L\",\"data\":\"D\"");

    private final Pattern pattern;
    private final String replacement;

    Volatile(String pattern, String replacement) {
      this.pattern = Pattern.compile(pattern);
      this.replacement = replacement;
    }

    static String replaceAll(String line) {
      String stable = line;
      for (Volatile one : values()) {
        stable = one.pattern.matcher(stable).replaceAll(one.replacement);
      }
      return stable;
    }
  }

  /**
   * The conversations one side had, oldest first; usually one, two when the client probed before.
   */
  static List<Conversation> read(Path directory, String side) throws IOException {
    List<Path> logs;
    try (Stream<Path> files = Files.list(directory)) {
      logs = files.filter(f -> f.getFileName().toString().startsWith(side + "-")).sorted().toList();
    }
    List<Conversation> conversations = new ArrayList<>();
    for (Path log : logs) {
      Conversation one = new Conversation(new ArrayList<>(), new ArrayList<>());
      for (String entry : Files.readAllLines(log)) {
        Json.Obj row = (Json.Obj) Vectors.parse(entry);
        String line = ((Json.Str) row.get("line")).value();
        switch (((Json.Str) row.get("dir")).value()) {
          case "c2s" -> one.toServer.add(line);
          case "s2c" -> one.toClient.add(line);
          default -> {}
        }
      }
      conversations.add(one);
    }
    return conversations;
  }

  /** The ids of the calls that the gate answered itself. */
  Set<Json> refusedIds() {
    Set<Json> ids = new HashSet<>();
    for (String line : toClient) {
      if (Vectors.parse(line) instanceof Json.Obj message
          && message.get("result") instanceof Json.Obj result
          && result.get("_meta") instanceof Json.Obj meta
          && meta.get("dev.assay/decision") != null) {
        ids.add(message.get("id"));
      }
    }
    return ids;
  }

  /**
   * The progress tokens of calls that the client cancelled: what a server still says about them is
   * dropped (C-5).
   */
  Set<Json> cancelledTokens() {
    Set<Json> cancelled = new HashSet<>();
    for (String line : toServer) {
      if (isNotification(line, "notifications/cancelled")) {
        cancelled.add(params(line).get("requestId"));
      }
    }
    Set<Json> tokens = new HashSet<>();
    for (String line : toServer) {
      Json.Obj message = (Json.Obj) Vectors.parse(line);
      if (cancelled.contains(message.get("id"))
          && params(line).get("_meta") instanceof Json.Obj meta
          && meta.get("progressToken") != null) {
        tokens.add(meta.get("progressToken"));
      }
    }
    return tokens;
  }

  /** Without the calls (and their answers) that have one of these ids. */
  Conversation withoutCalls(Set<Json> ids) {
    return new Conversation(
        toServer.stream().filter(l -> !hasMethod(l) || !ids.contains(id(l))).toList(),
        toClient.stream().filter(l -> hasMethod(l) || !ids.contains(id(l))).toList());
  }

  /** Without progress reports for these tokens. */
  Conversation withoutProgress(Set<Json> tokens) {
    return new Conversation(toServer, toClient.stream().filter(l -> !reports(l, tokens)).toList());
  }

  /** Only the progress reports for these tokens. */
  List<String> progress(Set<Json> tokens) {
    return toClient.stream().filter(l -> reports(l, tokens)).toList();
  }

  /** With everything replaced that differs from run to run. */
  Conversation normalised() {
    UnaryOperator<String> stable = Volatile::replaceAll;
    return new Conversation(
        toServer.stream().map(stable).toList(), toClient.stream().map(stable).toList());
  }

  static String normalised(String line) {
    return Volatile.replaceAll(line);
  }

  private static boolean reports(String line, Set<Json> tokens) {
    return isNotification(line, "notifications/progress")
        && tokens.contains(params(line).get("progressToken"));
  }

  private static boolean isNotification(String line, String method) {
    return line.contains(method)
        && Vectors.parse(line) instanceof Json.Obj message
        && new Json.Str(method).equals(message.get("method"));
  }

  private static Json.Obj params(String line) {
    return ((Json.Obj) Vectors.parse(line)).get("params") instanceof Json.Obj params
        ? params
        : Json.Obj.EMPTY;
  }

  private static boolean hasMethod(String line) {
    return ((Json.Obj) Vectors.parse(line)).get("method") != null;
  }

  private static Json id(String line) {
    Json id = ((Json.Obj) Vectors.parse(line)).get("id");
    return id == null ? Json.Null.NULL : id;
  }
}
