package dev.assay.testkit;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server whose tools stand in a file that is read again for every listing, so that a test can
 * change them while a session goes on.
 *
 * <p>Members of the file: {@code pages} (a list of lists of tools), {@code instructions}, {@code
 * announce} (how many of the first listings are preceded by news of other tools), {@code circle}
 * (every page has the same next cursor), {@code cursor} (any value as next cursor), {@code silent},
 * {@code exit} (before answering {@code initialize}).
 */
public final class ListingServer {
  private final Path file;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private int listings;

  private ListingServer(Path file) {
    this.file = file;
  }

  /** The command of a server with this file. */
  public static List<String> server(Path file) {
    return AssayProcess.testMain(ListingServer.class, file.toString());
  }

  public static void main(String[] args) throws IOException {
    new ListingServer(Path.of(args[0])).serve();
  }

  private void serve() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      Json.Obj message = (Json.Obj) Vectors.parse(line);
      Json.Obj script = (Json.Obj) Vectors.parse(Files.readAllBytes(file));
      Json id = message.get("id");
      if (id == null || message.get("method") == null || script.get("silent") != null) {
        continue;
      }
      if (script.get("exit") != null) {
        return;
      }
      Json result =
          switch (message.string("method").orElseThrow()) {
            case "initialize" -> hello(script);
            case "tools/list" -> page(script, message.object("params").orElse(Json.Obj.EMPTY));
            case "tools/call" ->
                Vectors.parse("{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}");
            default -> Json.Obj.EMPTY;
          };
      say(Json.object().put("jsonrpc", "2.0").put("id", id).put("result", result).build());
    }
  }

  private void say(Json message) {
    out.print(JsonText.compact(message) + "\n");
    out.flush();
  }

  private static Json hello(Json.Obj script) {
    return Json.object()
        .put("protocolVersion", "2025-11-25")
        .put("capabilities", Vectors.parse("{\"tools\":{\"listChanged\":true}}"))
        .put("serverInfo", Vectors.parse("{\"name\":\"listing\",\"version\":\"1\"}"))
        .put("instructions", script.get("instructions"))
        .build();
  }

  private Json page(Json.Obj script, Json.Obj params) {
    if (listings++ < script.integer("announce").orElse(0L)) {
      say(Vectors.parse("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}"));
      // a client that is asked something meanwhile has to answer
      say(Vectors.parse("{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":\"roots/list\"}"));
    }
    List<Json> pages = ((Json.Arr) script.get("pages")).items();
    int index = Integer.parseInt(params.string("cursor").orElse("0"));
    Json next = index + 1 < pages.size() ? new Json.Str(Integer.toString(index + 1)) : null;
    next = script.get("circle") != null ? new Json.Str("0") : next;
    next = script.get("cursor") != null ? script.get("cursor") : next;
    return Json.object().put("tools", pages.get(index)).put("nextCursor", next).build();
  }
}
