package dev.assay.core.identity;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.json.JsonSources;
import dev.assay.core.json.SourceMap;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.problem.DidYouMean;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a lock document strictly: unknown members, digests of another form and a set digest that is
 * not that of the document's own names are refused, all problems at once with their places.
 *
 * <p>White space and member order do not matter; nothing else is free. Never throws on any bytes.
 * The page is {@code docs/reference/tool-lock.md}.
 */
public final class ToolLockReader {
  /** A lock of {@value ToolListing#MAX_TOOLS} tools with usual names is 5 MiB. */
  public static final int MAX_BYTES = 16 << 20;

  /** A document of a thousand mistakes needs no longer list. */
  static final int MAX_PROBLEMS = 100;

  private static final String CODE = "lock.refused";
  private static final int MAX_LABEL_CHARS = 64;
  private static final JsonLimits LIMITS =
      new JsonLimits(8, ToolListing.MAX_TOOLS, 1, ToolDefinition.MAX_NAME_CHARS, 200_000);
  private static final List<String> ROOT = list("schema", "servers");
  private static final List<String> SERVER = list("set_digest", "instructions_digest", "tools");
  private static final List<String> TOOL = list("tool_digest", "definition_digest");

  private final SourceMap sources;
  private final List<Problem> problems = new ArrayList<>();

  private ToolLockReader(SourceMap sources) {
    this.sources = sources;
  }

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** Reads a file's bytes; more than {@link #MAX_BYTES} are refused. */
  public static ToolLockReading read(byte[] text) {
    if (text.length > MAX_BYTES) {
      return refused("the lock is longer than 16 MiB", Where.NOWHERE);
    }
    return switch (JsonReader.read(text, LIMITS)) {
      case JsonReading.Refused refused ->
          refused(
              "the lock is not strict JSON: " + refused.fault().sentence(),
              JsonSources.at(text, refused.offset()));
      case JsonReading.Read(Json.Obj document) ->
          new ToolLockReader(JsonSources.of(text)).document(document);
      case JsonReading.Read _ ->
          refused("the lock is not a JSON object", new Where(null, "", 1, 1));
    };
  }

  private static ToolLockReading refused(String message, Where where) {
    return new ToolLockReading.Refused(
        List.of(new Problem(CODE, message, where, "make it again with `assay mcp pin`")));
  }

  private ToolLockReading document(Json.Obj document) {
    closed(document, "", ROOT);
    if (document.get("schema") != null
        && !document.string("schema").orElse("").equals(ToolLock.SCHEMA)) {
      refuse("/schema", "`schema` must be `" + ToolLock.SCHEMA + "`", null);
    }
    TreeMap<String, LockedServer> servers = new TreeMap<>();
    for (Map.Entry<String, Json> server : members(document, "", "servers").entrySet()) {
      String at = at("/servers", server.getKey());
      if (server.getKey().isEmpty() || server.getKey().length() > MAX_LABEL_CHARS) {
        refuse(at, "a label has 1 to 64 characters", null);
      }
      if (server.getValue() instanceof Json.Obj object) {
        servers.put(server.getKey(), server(object, at));
      } else {
        refuse(at, "a server is an object", null);
      }
    }
    return problems.isEmpty()
        ? new ToolLockReading.Read(new ToolLock(servers))
        : new ToolLockReading.Refused(problems);
  }

  private LockedServer server(Json.Obj server, String pointer) {
    closed(server, pointer, SERVER);
    int before = problems.size();
    TreeMap<String, LockedTool> tools = new TreeMap<>();
    for (Map.Entry<String, Json> tool : members(server, pointer, "tools").entrySet()) {
      String at = at(pointer + "/tools", tool.getKey());
      if (tool.getKey().isBlank()) {
        refuse(at, "a tool has a name", null);
      }
      if (tool.getValue() instanceof Json.Obj object) {
        closed(object, at, TOOL);
        tools.put(
            tool.getKey(),
            new LockedTool(
                digest(object, at, "tool_digest"), digest(object, at, "definition_digest")));
      } else {
        refuse(at, "a tool is an object", null);
      }
    }
    LockedServer read = new LockedServer(digest(server, pointer, "instructions_digest"), tools);
    String setDigest = digest(server, pointer, "set_digest");
    if (problems.size() == before && !setDigest.equals(read.setDigest())) {
      refuse(
          pointer + "/set_digest",
          "`set_digest` is not that of the names and instructions in the lock",
          "do not edit a lock; make it again with `assay mcp pin`");
    }
    return read;
  }

  private void closed(Json.Obj object, String pointer, List<String> known) {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        add(
            new Problem(
                CODE,
                "unknown member `" + name + "`",
                sources.name(at(pointer, name)),
                DidYouMean.nearest(name, known)
                    .map(n -> "did you mean `" + n + "`?")
                    .orElse(null)));
      }
    }
    for (String name : known) {
      if (object.get(name) == null) {
        refuse(pointer, "`" + name + "` is missing here", null);
      }
    }
  }

  private Map<String, Json> members(Json.Obj object, String pointer, String name) {
    Json value = object.get(name);
    if (value != null && !(value instanceof Json.Obj)) {
      refuse(at(pointer, name), "`" + name + "` must be an object", null);
    }
    return object.object(name).orElse(Json.Obj.EMPTY).members();
  }

  private String digest(Json.Obj object, String pointer, String name) {
    String text = object.string(name).orElse("");
    if (object.get(name) != null && !isDigest(text)) {
      refuse(
          at(pointer, name), "`" + name + "` must be `sha256:` and 64 lower-case hex digits", null);
    }
    return text;
  }

  /** Says whether a text is a digest as documents of ours spell it. */
  public static boolean isDigest(String text) {
    return text.length() == 71
        && text.startsWith("sha256:")
        && text.chars().skip(7).allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static String at(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private void refuse(String pointer, String message, @Nullable String hint) {
    add(new Problem(CODE, message, sources.value(pointer), hint));
  }

  private void add(Problem problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }
}
