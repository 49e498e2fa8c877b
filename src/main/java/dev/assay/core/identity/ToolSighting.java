package dev.assay.core.identity;

import java.util.Optional;

/**
 * What a session knows, at the time of a call, of the tool that is called and of the server that
 * offers it. Facts only; what they mean is for rules to say.
 *
 * @param listing whether and how the tool was listed
 * @param tool the tool as last listed; only when it is {@link Listing#LISTED}
 * @param approval how it compares with what was approved
 * @param server how the rest of the server compares
 * @param baseline what privileged calls of the tool are held against, if it is in their baseline
 */
public record ToolSighting(
    Listing listing,
    Optional<ObservedTool> tool,
    Approval approval,
    ServerStanding server,
    Optional<ToolBaseline.Entry> baseline) {
  /** Makes the sighting of a tool that is in no baseline. */
  public ToolSighting(
      Listing listing, Optional<ObservedTool> tool, Approval approval, ServerStanding server) {
    this(listing, tool, approval, server, Optional.empty());
  }

  /** Nobody looked: for explaining a call outside a session. Rules about identity say nothing. */
  public static final ToolSighting ASSUMED = unlisted(Listing.ASSUMED, ServerStanding.UNKNOWN);

  /** No complete listing was seen. */
  public static final ToolSighting NOT_LISTED =
      unlisted(Listing.NOT_LISTED, ServerStanding.UNKNOWN);

  /** Gives the sighting of a tool whose definition is not known. */
  public static ToolSighting unlisted(Listing listing, ServerStanding server) {
    return new ToolSighting(listing, Optional.empty(), Approval.NONE, server);
  }

  /** Gives the same sighting of a tool that may be in the baseline of privileged calls. */
  public ToolSighting heldAgainst(Optional<ToolBaseline.Entry> entry) {
    return new ToolSighting(listing, tool, approval, server, entry);
  }

  /** Whether and how a tool was listed. */
  public enum Listing {
    /** Nobody asks. */
    ASSUMED,
    /** No listing was complete since the session began or the server announced other tools. */
    NOT_LISTED,
    /** A complete listing does not have it. */
    ABSENT,
    /** A listing has it twice. */
    AMBIGUOUS,
    /** It is listed once. */
    LISTED
  }

  /**
   * A tool held against what was approved.
   *
   * @param standing what came of it
   * @param approved the digests that were approved, if it was
   */
  public record Approval(Standing standing, Optional<LockedTool> approved) {
    /** Nothing was approved that it could be held against. */
    public static final Approval NONE = new Approval(Standing.NO_BASELINE, Optional.empty());
  }

  /** What came of holding a tool against what was approved. */
  public enum Standing {
    /** There is nothing to hold it against. */
    NO_BASELINE,
    /** It is as approved. */
    APPROVED,
    /** It was approved with another definition. */
    CHANGED,
    /** It was not approved. */
    ADDED,
    /** Its digests do not fix a number or a look-alike member in it, so nothing can be said. */
    INEXACT
  }

  /**
   * A server held against what was approved.
   *
   * @param drifted whether any tool, the set of tools or the instructions differ
   * @param otherInstructions whether the instructions it gave differ
   * @param hidesText whether text hides in the instructions it gave
   * @param unkept whether the first use could not be kept, so that no later session could notice
   */
  public record ServerStanding(
      boolean drifted, boolean otherInstructions, boolean hidesText, boolean unkept) {
    /** Nothing is known against it. */
    public static final ServerStanding UNKNOWN = new ServerStanding(false, false, false, false);
  }
}
