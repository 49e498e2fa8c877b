package dev.assay.core.evidence;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A complete listing of tools, and how it compares with what was approved: {@code
 * assay.tool.definitions}. Names are the server's; definitions stand in it as digests only. {@code
 * docs/adr/0003-event-payloads.md} lists the members.
 *
 * @param listing what is said of the whole listing
 * @param index which piece of it this is
 * @param count how many pieces there are
 * @param tools the tools of this piece
 */
public record ToolsListed(Listing listing, int index, int count, List<Tool> tools)
    implements EventPayload {
  /** Definitions in one event, far below the line limit. */
  static final int DEFINITIONS_PER_EVENT = 1_000;

  /** Copies the tools. */
  public ToolsListed {
    tools = Collections.unmodifiableList(new ArrayList<>(tools));
  }

  /**
   * A listing.
   *
   * @param label the server's label
   * @param setDigest over all names and the instructions
   * @param instructionsDigest over the instructions
   * @param approved what it was held against, if anything
   */
  public record Listing(
      String label, String setDigest, String instructionsDigest, Optional<Approved> approved) {}

  /**
   * What a listing was held against.
   *
   * @param basis {@code lock} or {@code first_use}
   * @param digest over all that was approved of the server
   */
  public record Approved(String basis, String digest) {
    Json.Obj json() {
      return Json.object().put("basis", basis).put("digest", digest).build();
    }
  }

  /**
   * One tool.
   *
   * @param digests its definition; empty for one that was approved and is not listed
   * @param standing how it compares with what was approved; empty when nothing was
   * @param hiddenText the kinds of hidden text in it
   */
  public record Tool(
      String name, Optional<Digests> digests, Optional<String> standing, List<String> hiddenText) {
    /** Copies the kinds. */
    public Tool {
      hiddenText = Collections.unmodifiableList(new ArrayList<>(hiddenText));
    }

    Json.Obj json() {
      return Json.object()
          .put("name", name)
          .put("definition_digest", digests.map(Digests::definition).orElse(null))
          .put("tool_digest", digests.map(Digests::tool).orElse(null))
          .put("binding_digest", digests.flatMap(Digests::binding).orElse(null))
          .put("standing", standing.orElse(null))
          .put("hidden_text", hiddenText.isEmpty() ? null : Json.Arr.ofStrings(hiddenText))
          .build();
    }
  }

  /** The digests of one definition. */
  public record Digests(String definition, String tool, Optional<String> binding) {}

  /** Cuts a listing into events. */
  public static List<EventPayload> of(Listing listing, List<Tool> tools) {
    List<EventPayload> chunks = new ArrayList<>();
    int count = Math.max(1, Math.ceilDiv(tools.size(), DEFINITIONS_PER_EVENT));
    for (int i = 0; i < count; i++) {
      int from = i * DEFINITIONS_PER_EVENT;
      int to = Math.min(tools.size(), from + DEFINITIONS_PER_EVENT);
      chunks.add(new ToolsListed(listing, i, count, tools.subList(from, to)));
    }
    return chunks;
  }

  @Override
  public String type() {
    return "assay.tool.definitions";
  }

  @Override
  public Optional<String> subject() {
    return Optional.of("server:" + listing.label());
  }

  @Override
  public Json.Obj data() {
    List<Json> items = new ArrayList<>();
    tools.forEach(tool -> items.add(tool.json()));
    return Json.object()
        .put("schema", "assay.tool_definitions.v1")
        .put("server", listing.label())
        .put("source", "mcp.tools/list")
        .put("set_digest", listing.setDigest())
        .put("instructions_digest", listing.instructionsDigest())
        .put("approved", listing.approved().map(Approved::json).orElse(null))
        .put("chunk", index)
        .put("chunks", count)
        .put("tools", new Json.Arr(items))
        .build();
  }
}
