package dev.assay.core.identity;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Listings, tools and locks for tests. */
final class Listings {
  static final String LABEL = "lake-1";

  private Listings() {}

  static Json.Obj tool(String json) {
    return (Json.Obj) Vectors.parse(json);
  }

  static ToolListing of(List<Json> tools) {
    ToolListing listing = new ToolListing(LABEL);
    listing.add(new Json.Arr(tools));
    return listing;
  }

  /** A tool with every member that a digest covers. */
  static Json.Obj any(String name, RandomGenerator random) {
    int n = random.nextInt(1000);
    return tool(
        """
        {"name":"%s","title":"T%d","description":"does %d","inputSchema":{"type":"object",\
        "properties":{"a":{"type":"string"},"n":{"maximum":%d}}},"outputSchema":{"type":"object",\
        "title":"%d"},"annotations":{"readOnlyHint":%b},"execution":{"taskSupport":"e%d"},\
        "icons":[{"src":"https://example.org/%d.png"}]}"""
            .formatted(name, n, n, n, n, random.nextBoolean(), n, n));
  }

  static List<Json> several(RandomGenerator random) {
    List<Json> tools = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      tools.add(any("tool-" + i + (random.nextBoolean() ? "/é" : ""), random));
    }
    return tools;
  }

  /** The same value with the members of every object in another order. */
  static Json shuffled(Json value, RandomGenerator random) {
    if (value instanceof Json.Arr array) {
      return new Json.Arr(array.items().stream().map(i -> shuffled(i, random)).toList());
    }
    if (!(value instanceof Json.Obj object)) {
      return value;
    }
    List<String> names = new ArrayList<>(object.members().keySet());
    Collections.shuffle(names, Random.from(random));
    Json.ObjBuilder other = Json.object();
    names.forEach(name -> other.put(name, shuffled(object.members().get(name), random)));
    return other.build();
  }

  static ToolLock lock(RandomGenerator random) {
    TreeMap<String, LockedServer> servers = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String instructions = LockedServer.instructionsDigest("i" + random.nextInt(3));
      servers.put("server-" + i, of(several(random)).identity(instructions));
    }
    return new ToolLock(servers);
  }
}
