package dev.assay.adapter.cli.demo;

import dev.assay.adapter.cli.output.ExitCode;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code assay mcp demo-server DIR}: an MCP server over stdio with the tools {@code read_file} and
 * {@code list_directory}, confined to one directory.
 *
 * <p>It exists for the quickstart on machines without Node and for the build's training session; it
 * supports what those need and is not offered as a server for other uses.
 */
public final class DemoServer {
  private static final List<String> REVISIONS =
      List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;

  private final DemoFiles files;

  private DemoServer(DemoFiles files) {
    this.files = files;
  }

  /** Serves until input ends; gives the exit code. */
  public static int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
    if (args.size() != 1) {
      err.println("error: usage: assay mcp demo-server DIR");
      return ExitCode.USER_ERROR.number();
    }
    try {
      DemoServer server = new DemoServer(DemoFiles.below(Path.of(args.get(0))));
      err.println("assay demo server: serving files below `" + args.get(0) + "`");
      server.serve(in, out);
      return ExitCode.OK.number();
    } catch (IOException | InvalidPathException e) {
      err.println("error: `" + args.get(0) + "` is not a directory that can be read");
      return ExitCode.USER_ERROR.number();
    }
  }

  private void serve(InputStream in, PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Optional<Json.Obj> answer = answer(line.getBytes(StandardCharsets.UTF_8));
      if (answer.isPresent()) {
        out.write((JsonText.compact(answer.get()) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  /** Gives the answer to one line; nothing for a notification. */
  Optional<Json.Obj> answer(byte[] line) {
    return switch (JsonReader.read(line, JsonLimits.MCP)) {
      case JsonReading.Refused _ -> Optional.of(failure(null, PARSE_ERROR, "parse error"));
      case JsonReading.Read(Json.Obj message) -> answer(message);
      case JsonReading.Read _ ->
          Optional.of(failure(null, INVALID_REQUEST, "one JSON object a line, no batches"));
    };
  }

  private Optional<Json.Obj> answer(Json.Obj message) {
    Json id = message.get("id");
    Optional<String> method = message.string("method");
    if (method.isEmpty()) {
      return id == null
          ? Optional.of(failure(null, INVALID_REQUEST, "no method"))
          : Optional.empty();
    }
    if (id == null) {
      return Optional.empty();
    }
    Json.Obj params = message.object("params").orElse(Json.Obj.EMPTY);
    return Optional.of(
        switch (method.get()) {
          case "initialize" -> success(id, initialized(params));
          case "ping" -> success(id, Json.Obj.EMPTY);
          case "tools/list" -> success(id, tools());
          case "tools/call" -> call(id, params);
          default -> failure(id, METHOD_NOT_FOUND, "method not found");
        });
  }

  private static Json.Obj initialized(Json.Obj params) {
    String asked = params.string("protocolVersion").orElse("");
    return Json.object()
        .put("protocolVersion", REVISIONS.contains(asked) ? asked : REVISIONS.getLast())
        .put("capabilities", Json.object().put("tools", Json.Obj.EMPTY).build())
        .put(
            "serverInfo",
            Json.object().put("name", "assay-demo-server").put("version", "0.1.0").build())
        .build();
  }

  private static Json.Obj tools() {
    return Json.object()
        .put(
            "tools",
            new Json.Arr(
                List.of(
                    tool("read_file", "Read a UTF-8 text file"),
                    tool("list_directory", "List the names in a directory"))))
        .build();
  }

  private static Json.Obj tool(String name, String description) {
    Json.Obj path = Json.object().put("type", "string").build();
    return Json.object()
        .put("name", name)
        .put("description", description)
        .put(
            "inputSchema",
            Json.object()
                .put("type", "object")
                .put("properties", Json.object().put("path", path).build())
                .put("required", Json.Arr.ofStrings(List.of("path")))
                .build())
        .build();
  }

  private Json.Obj call(Json id, Json.Obj params) {
    Optional<String> path =
        params.object("arguments").flatMap(arguments -> arguments.string("path"));
    if (path.isEmpty()) {
      return failure(id, INVALID_PARAMS, "the argument path is missing or not a string");
    }
    return switch (params.string("name").orElse("")) {
      case "read_file" -> success(id, content(files.read(path.get())));
      case "list_directory" -> success(id, content(files.list(path.get())));
      default -> failure(id, INVALID_PARAMS, "unknown tool");
    };
  }

  private static Json.Obj content(DemoFiles.Answer answer) {
    return switch (answer) {
      case DemoFiles.Answer.Text(String text) -> content(text, false);
      case DemoFiles.Answer.Refused(String reason) -> content(reason, true);
    };
  }

  private static Json.Obj content(String text, boolean isError) {
    Json.Obj part = Json.object().put("type", "text").put("text", text).build();
    return Json.object()
        .put("content", new Json.Arr(List.of(part)))
        .put("isError", isError)
        .build();
  }

  private static Json.Obj success(Json id, Json.Obj result) {
    return Json.object().put("jsonrpc", "2.0").put("id", id).put("result", result).build();
  }

  private static Json.Obj failure(@Nullable Json id, int code, String message) {
    return Json.object()
        .put("jsonrpc", "2.0")
        .put("id", id)
        .put("error", Json.object().put("code", code).put("message", message).build())
        .build();
  }
}
