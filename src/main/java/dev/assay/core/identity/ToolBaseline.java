package dev.assay.core.identity;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The definitions of a server's tools that privileged calls are held against, by digest.
 *
 * @param tools by name, sorted
 */
public record ToolBaseline(SortedMap<String, Entry> tools) {
  /** No tool is in it. */
  public static final ToolBaseline EMPTY = new ToolBaseline(new TreeMap<>());

  /**
   * One definition.
   *
   * @param toolDigest see {@link LockedTool}
   * @param definitionDigest see {@link LockedTool}; empty where a baseline has only the other
   */
  public record Entry(String toolDigest, Optional<String> definitionDigest) {
    /** Says whether a tool as listed is this one; what its digests do not fix is not. */
    public boolean holds(ObservedTool tool) {
      return tool.exact()
          && tool.toolDigest().equals(toolDigest)
          && (definitionDigest.isEmpty()
              || definitionDigest.get().equals(tool.definition().definitionDigest()));
    }
  }

  /** Copies the tools. */
  public ToolBaseline {
    tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
  }

  /** Gives what a lock approved of a server. */
  public static ToolBaseline of(LockedServer server) {
    TreeMap<String, Entry> tools = new TreeMap<>();
    server
        .tools()
        .forEach(
            (name, tool) ->
                tools.put(
                    name, new Entry(tool.toolDigest(), Optional.of(tool.definitionDigest()))));
    return new ToolBaseline(tools);
  }

  /** Gives a tool's definition; empty when it is not in the baseline. */
  public Optional<Entry> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }
}
