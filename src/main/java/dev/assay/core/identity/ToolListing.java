package dev.assay.core.identity;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One listing of a server's tools, filled page by page. How it is cut into pages and in which order
 * tools come makes no difference. A name that occurs twice stands for nothing.
 *
 * <p>Holds at most {@value #MAX_TOOLS} tools; a listing that goes on is {@link #isFull} and never
 * complete. Not thread-safe.
 */
public final class ToolListing {
  /** More tools than any client could show. */
  public static final int MAX_TOOLS = 20_000;

  private final String label;
  private final Optional<ToolTrust> trust;
  private final TreeMap<String, ObservedTool> tools = new TreeMap<>();
  private final TreeSet<String> ambiguous = new TreeSet<>();
  private int unnamed;

  /** Begins a listing of a server; nobody asks for signatures. */
  public ToolListing(String label) {
    this(label, Optional.empty());
  }

  /** Begins a listing of a server whose signatures are held against a trust policy. */
  public ToolListing(String label, Optional<ToolTrust> trust) {
    this.label = label;
    this.trust = trust;
  }

  /** Adds a page and gives the tools on it that have a usable name. */
  public List<ObservedTool> add(Json.Arr page) {
    List<ObservedTool> added = new ArrayList<>();
    for (Json element : page.items()) {
      Optional<ObservedTool> tool = ObservedTool.of(element, label, trust);
      if (tool.isEmpty()) {
        unnamed++;
      } else if (tools.size() < MAX_TOOLS) {
        added.add(tool.get());
        if (tools.put(tool.get().name(), tool.get()) != null) {
          ambiguous.add(tool.get().name());
        }
      }
    }
    return added;
  }

  /** Says whether no more tools are taken. */
  public boolean isFull() {
    return tools.size() >= MAX_TOOLS;
  }

  /** Gives the tools by name, sorted; of several with one name the last. Live. */
  public SortedMap<String, ObservedTool> tools() {
    return Collections.unmodifiableSortedMap(tools);
  }

  /** Says whether a name occurs twice. */
  public boolean isAmbiguous(String name) {
    return ambiguous.contains(name);
  }

  /** Gives how many elements had no usable name: nobody can call them, a model reads them. */
  public int unnamed() {
    return unnamed;
  }

  /** Gives all of this listing by digest; of several tools with one name the last. */
  public LockedServer identity(String instructionsDigest) {
    TreeMap<String, LockedTool> identities = new TreeMap<>();
    tools.forEach((name, tool) -> identities.put(name, tool.identity()));
    return new LockedServer(instructionsDigest, identities);
  }

  /** Gives what of this listing can be approved: tools that digests fix, under names of one. */
  public LockedServer approvable(String instructionsDigest) {
    TreeMap<String, LockedTool> identities = new TreeMap<>();
    for (ObservedTool tool : tools.values()) {
      if (tool.exact() && !ambiguous.contains(tool.name())) {
        identities.put(tool.name(), tool.identity());
      }
    }
    return new LockedServer(instructionsDigest, identities);
  }
}
