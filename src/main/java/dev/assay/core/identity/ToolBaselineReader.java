package dev.assay.core.identity;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.json.JsonSources;
import dev.assay.core.json.SourceMap;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the baseline of privileged calls: a lock ({@link ToolLockReader}), or a document of schema
 * {@value #DECLARED_SCHEMA}. Of the latter only names and digests are read; what else stands in it
 * is another program's.
 *
 * <p>Never throws on any bytes. Names are unique, digests have their form, and a baseline has a
 * tool; else it is refused.
 */
public final class ToolBaselineReader {
  /** The schema of the other document. */
  public static final String DECLARED_SCHEMA = "assay.declared_mcp_manifest.v0";

  /** See {@link ToolLockReader#MAX_BYTES}. */
  public static final int MAX_BYTES = ToolLockReader.MAX_BYTES;

  private static final String CODE = "baseline.refused";
  private static final JsonLimits LIMITS =
      new JsonLimits(16, ToolListing.MAX_TOOLS, ToolListing.MAX_TOOLS, 65_536, 1_000_000);

  private final SourceMap sources;
  private final List<Problem> problems = new ArrayList<>();

  private ToolBaselineReader(SourceMap sources) {
    this.sources = sources;
  }

  /** What became of a baseline. */
  public sealed interface Reading {
    /** It can be used. */
    record Read(ToolBaseline baseline) implements Reading {}

    /** A lock that has nothing of this server. */
    record Unlocked() implements Reading {}

    /** It is refused whole. */
    record Refused(List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param label the server whose tools a lock is asked for
   */
  public static Reading read(byte[] text, String label) {
    if (text.length <= MAX_BYTES
        && JsonReader.read(text, LIMITS) instanceof JsonReading.Read(Json.Obj document)
        && document.string("schema").equals(Optional.of(DECLARED_SCHEMA))) {
      return new ToolBaselineReader(JsonSources.of(text)).document(document);
    }
    return locked(text, label);
  }

  private static Reading locked(byte[] text, String label) {
    return switch (ToolLockReader.read(text)) {
      case ToolLockReading.Refused refused -> new Reading.Refused(refused.problems());
      case ToolLockReading.Read read -> {
        Optional<LockedServer> server = read.lock().server(label);
        yield server.isPresent()
            ? new Reading.Read(ToolBaseline.of(server.get()))
            : new Reading.Unlocked();
      }
    };
  }

  private Reading document(Json.Obj document) {
    TreeMap<String, ToolBaseline.Entry> tools = new TreeMap<>();
    if (!(document.get("tools") instanceof Json.Arr list) || list.items().isEmpty()) {
      refuse("", "`tools` is a list of at least one tool");
    } else {
      for (int i = 0; i < list.items().size(); i++) {
        tool(list.items().get(i), "/tools/" + i, tools);
      }
    }
    return problems.isEmpty()
        ? new Reading.Read(new ToolBaseline(tools))
        : new Reading.Refused(problems);
  }

  private void tool(Json item, String at, SortedMap<String, ToolBaseline.Entry> tools) {
    if (!(item instanceof Json.Obj tool)) {
      refuse(at, "a tool is an object");
      return;
    }
    String name = tool.string("name").orElse("");
    String digest = tool.string("tool_digest").orElse("");
    if (name.isBlank() || name.length() > ToolDefinition.MAX_NAME_CHARS) {
      refuse(at, "a tool has a `name` of 1 to " + ToolDefinition.MAX_NAME_CHARS + " characters");
    } else if (!ToolLockReader.isDigest(digest)) {
      refuse(at, "a tool has a `tool_digest`: `sha256:` and 64 lower-case hex digits");
    } else if (tools.put(name, new ToolBaseline.Entry(digest, Optional.empty())) != null) {
      refuse(at, "a tool stands here twice");
    }
  }

  private void refuse(String pointer, String message) {
    if (problems.size() < ToolLockReader.MAX_PROBLEMS) {
      Where where = sources.value(pointer);
      problems.add(new Problem(CODE, message, where, null));
    }
  }
}
