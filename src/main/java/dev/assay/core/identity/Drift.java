package dev.assay.core.identity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a complete listing differs from what was approved. Digests tell that something changed, not
 * what; equal digests mean equal definitions.
 *
 * @param tools the tools that differ, by name
 * @param instructions whether the instructions differ
 * @param unnamed whether the listing has elements that no approval can name
 */
public record Drift(List<ToolChange> tools, boolean instructions, boolean unnamed) {
  /** Copies the tools. */
  public Drift {
    tools = Collections.unmodifiableList(new ArrayList<>(tools));
  }

  /** How one tool differs. */
  public enum Kind {
    /** It is listed and was not approved. */
    ADDED("added", "is not in what was approved"),
    /** It was approved and is not listed. */
    REMOVED("removed", "was approved and is no longer offered"),
    /** It is listed with another definition. */
    CHANGED("changed", "has another definition than was approved"),
    /** It is listed twice. */
    AMBIGUOUS("ambiguous", "is listed twice"),
    /** Its definition has a number that digests do not fix, or a member they are not over. */
    INEXACT("inexact", "has a number or a look-alike member that no digest fixes");

    private final String wire;
    private final String words;

    Kind(String wire, String words) {
      this.wire = wire;
      this.words = words;
    }

    /** Gives the spelling in records and JSON output. */
    public String wire() {
      return wire;
    }

    /** Gives the kind in words, to be said after the tool's name. */
    public String words() {
      return words;
    }
  }

  /**
   * One tool that differs.
   *
   * @param approved its approved digests; empty when it was not approved
   * @param listed its digests as listed; empty when it is not listed
   */
  public record ToolChange(
      String name, Kind kind, Optional<LockedTool> approved, Optional<LockedTool> listed) {}

  /** Compares a listing and the instructions beside it with what was approved. */
  public static Drift between(
      LockedServer approved, ToolListing listing, String instructionsDigest) {
    List<ToolChange> changes = new ArrayList<>();
    for (ObservedTool tool : listing.tools().values()) {
      LockedTool locked = approved.tools().get(tool.name());
      kind(locked, tool, listing)
          .ifPresent(
              kind ->
                  changes.add(
                      new ToolChange(
                          tool.name(),
                          kind,
                          Optional.ofNullable(locked),
                          Optional.of(tool.identity()))));
    }
    for (Map.Entry<String, LockedTool> locked : approved.tools().entrySet()) {
      if (!listing.tools().containsKey(locked.getKey())) {
        changes.add(
            new ToolChange(
                locked.getKey(), Kind.REMOVED, Optional.of(locked.getValue()), Optional.empty()));
      }
    }
    changes.sort((a, b) -> a.name().compareTo(b.name()));
    return new Drift(
        changes, !approved.instructionsDigest().equals(instructionsDigest), listing.unnamed() > 0);
  }

  private static Optional<Kind> kind(
      @Nullable LockedTool locked, ObservedTool tool, ToolListing listing) {
    if (listing.isAmbiguous(tool.name())) {
      return Optional.of(Kind.AMBIGUOUS);
    }
    if (!tool.exact()) {
      return Optional.of(Kind.INEXACT);
    }
    if (locked == null) {
      return Optional.of(Kind.ADDED);
    }
    return locked.equals(tool.identity()) ? Optional.empty() : Optional.of(Kind.CHANGED);
  }

  /** Says whether nothing differs. */
  public boolean isEmpty() {
    return tools.isEmpty() && !instructions && !unnamed;
  }
}
