package dev.assay.testkit;

import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Recorded lines of real MCP peers. */
public final class Traffic {
  private Traffic() {}

  /** Lines of one direction, {@code c2s} or {@code s2c}, of all recorded stdio sessions. */
  public static List<byte[]> recorded(String direction) {
    return Stream.of(
            "stdio-everything-2025-11-25",
            "stdio-filesystem-2025-11-25",
            "stdio-modern-2026-07-28",
            "stdio-dual-client-vs-legacy-server")
        .flatMap(name -> Vectors.lines("mcp/" + name + ".ndjson").stream())
        .filter(row -> row.string("dir").equals(java.util.Optional.of(direction)))
        .map(row -> line(row))
        .filter(line -> line.length > 0)
        .toList();
  }

  private static byte[] line(Json.Obj row) {
    return row.string("line").orElse("").getBytes(StandardCharsets.UTF_8);
  }
}
