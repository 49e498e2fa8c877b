package dev.assay.core.evidence.write;

import dev.assay.core.crypto.MerkleTree;
import dev.assay.core.evidence.ChainHead;
import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up what a seal says about the events before it ({@code evidence.md} 9.3). */
public final class SealBuilder {
  private final MerkleTree tree = new MerkleTree();
  private final Set<String> policyDigests = new LinkedHashSet<>();
  private Seal.Counts counts = Seal.Counts.NONE;
  private @Nullable Instant firstTime;
  private @Nullable Instant lastTime;

  /** Takes the next event. */
  public void add(EvidenceEvent event, EvidenceEvent.Line line) {
    tree.add(line.bytes(), 0, line.bytes().length);
    counts = counts.and(event);
    if (firstTime == null || event.time().isBefore(firstTime)) {
      firstTime = event.time();
    }
    if (lastTime == null || event.time().isAfter(lastTime)) {
      lastTime = event.time();
    }
    if (event.data() instanceof Json.Obj data) {
      data.string("policy_digest").ifPresent(policyDigests::add);
    }
  }

  /** Gives what the seal says about the events so far. */
  public Seal.Covered covered() {
    return new Seal.Covered(
        tree.size(),
        HexFormat.of().formatHex(tree.root()),
        firstTime,
        lastTime,
        counts,
        new ArrayList<>(policyDigests));
  }

  /** Gives the head over all events and the line of their seal; nothing may be added afterwards. */
  public ChainHead headWith(EvidenceEvent.Line seal) {
    tree.add(seal.bytes(), 0, seal.bytes().length);
    return new ChainHead(tree.size(), HexFormat.of().formatHex(tree.root()));
  }
}
