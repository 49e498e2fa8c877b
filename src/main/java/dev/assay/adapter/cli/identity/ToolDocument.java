package dev.assay.adapter.cli.identity;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.json.JsonSources;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A file of tool definitions: one tool, or a whole result of {@code tools/list}.
 *
 * @param document the file
 * @param tools the tools in it, in order
 */
record ToolDocument(Json.Obj document, List<Json.Obj> tools) {
  private static final int MAX_BYTES = 16 << 20;

  /** What became of the file. */
  sealed interface Reading {
    /** It holds tools. */
    record Read(ToolDocument tools) implements Reading {}

    /** It does not. */
    record Refused(Problem problem) implements Reading {}
  }

  ToolDocument {
    tools = List.copyOf(tools);
  }

  static Reading read(String path) {
    return switch (BoundedFile.read(path, MAX_BYTES)) {
      case BoundedFile.Reading.Refused(_, String why) -> refused(why, Where.document(path));
      case BoundedFile.Reading.Read(byte[] bytes) ->
          switch (JsonReader.read(bytes, JsonLimits.MCP)) {
            case JsonReading.Refused(var fault, int offset) ->
                refused(
                    "is not strict JSON: " + fault.sentence(),
                    JsonSources.at(bytes, offset).in(path));
            case JsonReading.Read(Json.Obj document) -> tools(document, path);
            case JsonReading.Read _ -> refused("is no JSON object", Where.document(path));
          };
    };
  }

  private static Reading tools(Json.Obj document, String path) {
    List<Json.Obj> tools = new ArrayList<>();
    if (document.get("tools") instanceof Json.Arr list) {
      for (Json item : list.items()) {
        if (item instanceof Json.Obj tool && tool.string("name").isPresent()) {
          tools.add(tool);
        } else {
          return refused("has an element that is no tool", Where.document(path));
        }
      }
    } else if (document.string("name").isPresent()) {
      tools.add(document);
    }
    return tools.isEmpty()
        ? refused("holds no tool and no list of tools", Where.document(path))
        : new Reading.Read(new ToolDocument(document, tools));
  }

  private static Reading refused(String why, Where where) {
    return new Reading.Refused(Problem.of("tool.file", "the file " + why, where));
  }

  /** Gives the same document with every tool changed. */
  Json.Obj with(UnaryOperator<Json.Obj> change) {
    if (!(document.get("tools") instanceof Json.Arr)) {
      return change.apply(document);
    }
    List<Json> changed = new ArrayList<>();
    tools.forEach(tool -> changed.add(change.apply(tool)));
    Json.ObjBuilder other = Json.object();
    document
        .members()
        .forEach(
            (name, value) -> other.put(name, name.equals("tools") ? new Json.Arr(changed) : value));
    return other.build();
  }
}
