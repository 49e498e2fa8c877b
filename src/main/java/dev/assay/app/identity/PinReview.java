package dev.assay.app.identity;

import dev.assay.core.identity.Drift;
import dev.assay.core.identity.HiddenText;
import dev.assay.core.identity.HiddenTextScan;
import dev.assay.core.identity.LockedServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person is shown before they approve a server: what it offers, how that differs from what
 * was approved before, and what hides in it.
 */
public final class PinReview {
  /** Where instructions stand in what a server says. */
  private static final String INSTRUCTIONS = "/instructions";

  /** Shorter names are words of any description. */
  private static final int MIN_MENTIONED_CHARS = 5;

  private final ToolServer.Offer offer;
  private final LockedServer found;
  private final boolean known;
  private final Drift drift;
  private final List<HiddenText> hiddenInstructions;

  private PinReview(ToolServer.Offer offer, Optional<LockedServer> approved) {
    this.offer = offer;
    String digest = LockedServer.instructionsDigest(offer.instructions());
    this.found = offer.listing().identity(digest);
    this.known = approved.isPresent();
    LockedServer before = approved.orElseGet(() -> new LockedServer(digest, new TreeMap<>()));
    this.drift = Drift.between(before, offer.listing(), digest);
    this.hiddenInstructions = HiddenTextScan.ofText(offer.instructions(), INSTRUCTIONS);
  }

  /** Reviews an offer against what was approved; empty for a server nobody approved yet. */
  public static PinReview of(ToolServer.Offer offer, Optional<LockedServer> approved) {
    return new PinReview(offer, approved);
  }

  /** Gives the offer. */
  public ToolServer.Offer offer() {
    return offer;
  }

  /** Gives what approving the offer would put into the lock. */
  public LockedServer found() {
    return found;
  }

  /** Says whether the server was approved before. */
  public boolean isKnown() {
    return known;
  }

  /** Gives how the offer differs; for a server nobody approved, everything is added. */
  public Drift drift() {
    return drift;
  }

  /** Says whether the offer is what was approved. */
  public boolean isUnchanged() {
    return known && drift.isEmpty();
  }

  /** Says whether anything hides in a definition or in the instructions. */
  public boolean hidesText() {
    return !hiddenInstructions.isEmpty()
        || offer.listing().tools().values().stream().anyMatch(t -> !t.hiddenText().isEmpty());
  }

  /** Gives what hides in the instructions. */
  public List<HiddenText> hiddenInstructions() {
    return hiddenInstructions;
  }

  /**
   * Gives why no lock can hold the offer, one sentence each: names listed twice, elements without a
   * name, numbers and look-alike members that no digest fixes.
   */
  public List<String> unlockable() {
    List<String> reasons = new ArrayList<>();
    if (offer.listing().unnamed() > 0) {
      reasons.add(offer.listing().unnamed() + " listed elements have no usable name");
    }
    for (Drift.ToolChange change : drift.tools()) {
      boolean never = change.kind() == Drift.Kind.AMBIGUOUS || change.kind() == Drift.Kind.INEXACT;
      if (never) {
        reasons.add("tool `" + change.name() + "` " + change.kind().words());
      }
    }
    return Collections.unmodifiableList(reasons);
  }

  /**
   * Gives the names of other tools that a tool's description names, which can be advice or an
   * attempt to steer; a note, never a reason to deny.
   */
  public List<String> mentions(String tool) {
    String text = offer.descriptions().getOrDefault(tool, "");
    return offer.listing().tools().keySet().stream()
        .filter(name -> name.length() >= MIN_MENTIONED_CHARS && !name.equals(tool))
        .filter(text::contains)
        .toList();
  }
}
