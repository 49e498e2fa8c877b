package dev.assay.adapter.stdio;

import dev.assay.app.gateway.Frame;
import dev.assay.app.gateway.GatewaySettings;
import dev.assay.app.identity.ToolServer;
import dev.assay.app.identity.ToolServer.Answer;
import dev.assay.core.identity.ToolListing;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.McpMessage;
import dev.assay.core.mcp.McpReader;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.Side;
import dev.assay.core.mcp.TaughtNames;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of one short conversation: {@code initialize}, then every page of {@code
 * tools/list}. A listing during which the server announces other tools is read again. Lines that
 * are no messages are passed over, as the gate does. Owned by one thread.
 */
final class ServerTalk {
  private static final String PROTOCOL = "2025-11-25";
  private static final int MAX_PAGES = 1_000;
  private static final int MAX_LISTINGS = 5;

  private final OutputStream out;
  private final LineReader in;

  /** Read, and not asked for yet. */
  private final Queue<McpMessage> heard = new ArrayDeque<>();

  private final ServerInterview.Manner manner;
  private int requests;
  private boolean toolsChanged;

  ServerTalk(OutputStream out, InputStream in, ServerInterview.Manner manner) {
    this.out = out;
    this.in = new LineReader(in, GatewaySettings.MAX_UPSTREAM_FRAME_BYTES);
    this.manner = manner;
  }

  /** The server answered what no listing can be made of; never leaves this package. */
  static final class NoAnswer extends Exception {
    private final transient Problem problem;

    NoAnswer(String message) {
      super(null, null, false, false);
      this.problem = Problem.of("server.unusable", message, Where.NOWHERE);
    }

    Problem problem() {
      return problem;
    }
  }

  /** Asks everything. */
  Answer offer() throws IOException, NoAnswer {
    Json.Obj hello = answered("initialize", clientHello());
    send(Json.object().put("jsonrpc", "2.0").put("method", "notifications/initialized").build());
    boolean hasTools = hello.object("capabilities").flatMap(c -> c.object("tools")).isPresent();
    TreeMap<String, String> descriptions = new TreeMap<>();
    ToolListing listing = new ToolListing(manner.label());
    if (hasTools) {
      listing = stableListing(descriptions);
    }
    Json.Obj info = hello.object("serverInfo").orElse(Json.Obj.EMPTY);
    return new Answer.Heard(
        new ToolServer.Offer(
            info.string("name").orElse("unnamed"),
            info.string("version").orElse(""),
            hello.string("protocolVersion").orElse(""),
            hello.string("instructions").orElse(""),
            listing,
            descriptions));
  }

  private Json.Obj clientHello() {
    Json.ObjBuilder capabilities = Json.object();
    manner.capabilities().forEach(name -> capabilities.put(name, Json.Obj.EMPTY));
    return Json.object()
        .put("protocolVersion", PROTOCOL)
        .put("capabilities", capabilities.build())
        .put(
            "clientInfo",
            Json.object().put("name", "assay").put("version", manner.clientVersion()).build())
        .build();
  }

  /** A listing counts when nothing was announced from its first page to the answer of a ping. */
  private ToolListing stableListing(Map<String, String> descriptions) throws IOException, NoAnswer {
    for (int i = 0; i < MAX_LISTINGS; i++) {
      toolsChanged = false;
      descriptions.clear();
      ToolListing listing = listing(descriptions);
      ask("ping", null);
      if (!toolsChanged) {
        return listing;
      }
    }
    throw new NoAnswer("the server goes on changing its tools while it lists them");
  }

  private ToolListing listing(Map<String, String> descriptions) throws IOException, NoAnswer {
    ToolListing listing = new ToolListing(manner.label());
    Set<String> cursors = new HashSet<>();
    @Nullable String cursor = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      Json.Obj params = Json.object().put("cursor", cursor).build();
      Json.Obj result = answered("tools/list", params);
      if (!(result.get("tools") instanceof Json.Arr tools)) {
        throw new NoAnswer("the server's answer to tools/list has no list of tools");
      }
      listing.add(tools);
      describe(tools, descriptions);
      Json next = result.get("nextCursor");
      if (next == null || next == Json.Null.NULL) {
        return complete(listing);
      }
      if (!(next instanceof Json.Str text) || text.value().isEmpty()) {
        throw new NoAnswer("the server's `nextCursor` is not a text");
      }
      cursor = text.value();
      if (!cursors.add(cursor)) {
        throw new NoAnswer("the server's pages of tools go round in a circle");
      }
    }
    throw new NoAnswer("the server lists its tools on more than " + MAX_PAGES + " pages");
  }

  private static ToolListing complete(ToolListing listing) throws NoAnswer {
    if (listing.isFull()) {
      throw new NoAnswer("the server lists " + ToolListing.MAX_TOOLS + " tools or more");
    }
    return listing;
  }

  private static void describe(Json.Arr tools, Map<String, String> descriptions) {
    for (Json element : tools.items()) {
      if (element instanceof Json.Obj tool) {
        String description = tool.string("description").orElse("");
        ToolDefinition.name(tool).ifPresent(name -> descriptions.put(name, description));
      }
    }
  }

  private Json.Obj answered(String method, Json.Obj params) throws IOException, NoAnswer {
    Optional<Json> result = ask(method, params);
    if (result.isPresent() && result.get() instanceof Json.Obj object) {
      if (TaughtNames.areDisguisedIn(method, object)) {
        throw new NoAnswer(
            "the server's answer to `" + method + "` has members that only look like known ones");
      }
      return object;
    }
    throw new NoAnswer(
        "the server answered `"
            + method
            + "` with "
            + (result.isEmpty() ? "an error" : "no object"));
  }

  /** Asks and waits; empty when the answer is an error. */
  private Optional<Json> ask(String method, Json.@Nullable Obj params)
      throws IOException, NoAnswer {
    MessageId id = new MessageId("assay-pin-" + ++requests, false);
    send(
        Json.object()
            .put("jsonrpc", "2.0")
            .put("id", id.json())
            .put("method", method)
            .put("params", params)
            .build());
    while (true) {
      McpMessage message = next();
      if (message instanceof McpMessage.Response response && response.id().equals(id)) {
        return Optional.of(response.result());
      }
      if (message instanceof McpMessage.Failure failure
          && failure.id().filter(id::equals).isPresent()) {
        return Optional.empty();
      }
      if (message instanceof McpMessage.Request request) {
        reply(request);
      } else if (message instanceof McpMessage.Notification notification) {
        toolsChanged |= notification.method().equals("notifications/tools/list_changed");
      }
    }
  }

  private McpMessage next() throws IOException, NoAnswer {
    while (heard.isEmpty()) {
      switch (in.next()) {
        case LineReader.Step.Lines(List<Frame> frames) -> {
          for (Frame frame : frames) {
            heard.add(
                McpReader.read(frame.bytes(), frame.from(), frame.to(), Side.UPSTREAM).message());
          }
        }
        case LineReader.Step.Oversize _ ->
            throw new NoAnswer("the server sent a message of more than 16 MiB");
        case LineReader.Step.End _ -> throw new IOException("end of output");
      }
    }
    return heard.remove();
  }

  /** Nobody is here to be asked: a ping is answered, there are no roots, the rest is refused. */
  private void reply(McpMessage.Request request) throws IOException {
    Json.ObjBuilder reply = Json.object().put("jsonrpc", "2.0").put("id", request.id().json());
    switch (request.method()) {
      case "ping" -> reply.put("result", Json.Obj.EMPTY);
      case "roots/list" -> reply.put("result", Json.object().put("roots", Json.Arr.EMPTY).build());
      default ->
          reply.put(
              "error",
              Json.object().put("code", -32601).put("message", "method not found").build());
    }
    send(reply.build());
  }

  private void send(Json.Obj message) throws IOException {
    out.write((JsonText.compact(message) + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
