package dev.assay.app.gateway;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.SessionEvents;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tool definitions of a session as last listed, learned from answers to {@code tools/list} on
 * their way back.
 *
 * <p>A listing is complete when a chain that began without a cursor reached a page without a next
 * cursor. A name that occurs twice in a listing is bound to nothing. Thread-safe: asked by the
 * agent's side, taught by the upstream's.
 */
final class ToolBindings {
  /**
   * More tools than any client could show; a listing that goes on is cut here and never complete.
   */
  private static final int MAX_TOOLS = 20_000;

  /** Remembers a request with a cursor. */
  static final int CONTINUES = -1;

  private final String label;
  private final Map<String, ToolDefinition> bound = new ConcurrentHashMap<>();

  /** Definition digests by name; replaced as a whole by one side, read by the other. */
  private volatile Map<String, String> onRecord = Collections.emptyMap();

  // guarded by this
  private Map<String, ToolDefinition> chain = new TreeMap<>();
  private Set<String> ambiguous = new HashSet<>();
  private boolean chainFromStart;
  private int generation;
  private String instructions = "";

  ToolBindings(String label) {
    this.label = label;
  }

  /**
   * Gives the definition a name is bound to; empty when it was never listed, is ambiguous or
   * outdated.
   */
  Optional<ToolDefinition> definition(String tool) {
    return Optional.ofNullable(bound.get(tool));
  }

  /** Notes that a complete listing is in the evidence. */
  void recorded(Complete listing) {
    Map<String, String> digests = new HashMap<>();
    for (SessionEvents.ListedTool tool : listing.tools()) {
      digests.put(tool.name(), tool.definitionDigest());
    }
    onRecord = Collections.unmodifiableMap(digests);
  }

  /**
   * Says whether the latest complete listing in the evidence has a tool as it is bound now, in a
   * form that decisions can name.
   */
  boolean isOnRecord(ToolDefinition tool) {
    return tool.bindingDigest().isPresent()
        && tool.definitionDigest().equals(onRecord.get(tool.name()));
  }

  /** Notes the server's instructions, part of the set digest. */
  synchronized void instructions(String text) {
    instructions = text;
  }

  /**
   * Notes that the upstream announced other tools: nothing is known until they are listed again.
   */
  synchronized void invalidate() {
    bound.clear();
    generation++;
    chainFromStart = false;
  }

  /**
   * Gives what a listing's request is remembered by until its answer: one with a cursor goes on
   * with the listing that is being read, one without begins another, which the upstream's news of
   * other tools outdates.
   */
  synchronized int requested(boolean cursor) {
    return cursor ? CONTINUES : generation;
  }

  /** What one answer added: the names on this page, and the whole listing when it completed one. */
  record Page(List<String> names, Optional<Complete> complete) {}

  /** A complete listing. */
  record Complete(String setDigest, List<SessionEvents.ListedTool> tools) {}

  /** Learns one page of a listing, the answer to what {@link #requested} gave this for. */
  synchronized Page answered(Json.Obj result, int request) {
    if (request != CONTINUES) {
      chain = new TreeMap<>();
      ambiguous = new HashSet<>();
      chainFromStart = request == generation;
    }
    List<String> names = new ArrayList<>();
    if (!(result.get("tools") instanceof Json.Arr tools)) {
      return new Page(names, Optional.empty());
    }
    for (Json element : tools.items()) {
      ToolDefinition.of(element, label).ifPresent(tool -> learn(tool, names));
    }
    boolean last = !(result.get("nextCursor") instanceof Json.Str);
    if (!last || !chainFromStart || chain.size() >= MAX_TOOLS) {
      return new Page(names, Optional.empty());
    }
    chainFromStart = false;
    bound.keySet().retainAll(chain.keySet());
    return new Page(names, Optional.of(new Complete(setDigest(), listed())));
  }

  private void learn(ToolDefinition tool, List<String> names) {
    names.add(tool.name());
    if (chain.size() >= MAX_TOOLS) {
      return;
    }
    if (chain.put(tool.name(), tool) != null) {
      ambiguous.add(tool.name());
    }
    if (ambiguous.contains(tool.name())) {
      bound.remove(tool.name());
    } else if (bound.size() < MAX_TOOLS || bound.containsKey(tool.name())) {
      bound.put(tool.name(), tool);
    }
  }

  private String setDigest() {
    Json.Obj preimage =
        Json.object()
            .put("instructions_sha256", Sha256.text(instructions.getBytes(StandardCharsets.UTF_8)))
            .put("names", Json.Arr.ofStrings(chain.keySet()))
            .build();
    return Sha256.text(CanonicalJson.canonicalBytes(preimage));
  }

  private List<SessionEvents.ListedTool> listed() {
    List<SessionEvents.ListedTool> tools = new ArrayList<>();
    for (ToolDefinition tool : chain.values()) {
      tools.add(
          new SessionEvents.ListedTool(tool.name(), tool.definitionDigest(), tool.bindingDigest()));
    }
    return tools;
  }
}
