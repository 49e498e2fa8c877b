package dev.assay.core.identity;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A tool as listed, with everything an approval of it can be held against.
 *
 * @param server the label of its server
 * @param definition the tool, with the digests that records hold
 * @param toolDigest see {@link LockedTool}
 * @param hashes the older form of pin
 * @param exact whether its digests fix every number in it and every member that a client may read
 *     as one of it; if not, no pin can hold
 * @param hiddenText what hides in it
 * @param signature what became of looking at its signature
 * @param hints what it says of its own behaviour
 */
public record ObservedTool(
    String server,
    ToolDefinition definition,
    String toolDigest,
    PinHashes hashes,
    boolean exact,
    List<HiddenText> hiddenText,
    ToolTrust.Standing signature,
    ToolHints hints) {
  /** Copies the findings. */
  public ObservedTool {
    hiddenText =
        hiddenText.isEmpty()
            ? Collections.emptyList()
            : Collections.unmodifiableList(new ArrayList<>(hiddenText));
  }

  /**
   * Gives the tool for one element of a listing; empty when it has no usable name.
   *
   * @param trust whose signatures count; empty when nobody asks
   */
  public static Optional<ObservedTool> of(
      Json element, String serverLabel, Optional<ToolTrust> trust) {
    Optional<ToolDefinition> definition = ToolDefinition.of(element, serverLabel);
    if (definition.isEmpty() || !(element instanceof Json.Obj tool)) {
      return Optional.empty();
    }
    return Optional.of(
        new ObservedTool(
            serverLabel,
            definition.get(),
            ToolProjection.digest(tool),
            PinHashes.of(tool),
            CanonicalJson.keepsNumbersOf(tool) && !ToolDefinition.isDisguised(tool),
            HiddenTextScan.ofTool(tool),
            trust.isPresent() ? trust.get().judge(tool) : ToolTrust.Standing.NOT_ASKED,
            ToolHints.of(tool)));
  }

  /** Gives its name. */
  public String name() {
    return definition.name();
  }

  /** Gives the digests by which it can be approved. */
  public LockedTool identity() {
    return new LockedTool(toolDigest, definition.definitionDigest());
  }
}
