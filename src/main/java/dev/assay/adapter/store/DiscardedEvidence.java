package dev.assay.adapter.store;

import dev.assay.app.record.Appending;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.Journal;
import dev.assay.app.record.JournalHeader;
import dev.assay.app.record.JournalOpening;
import dev.assay.app.record.PartSeal;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOrder;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A store that keeps nothing: for {@code --no-evidence}, which says so at start, and for warming
 * up.
 */
public final class DiscardedEvidence implements EvidenceStore {
  @Override
  public Optional<Problem> prepare(Instant at) {
    return Optional.empty();
  }

  @Override
  public JournalOpening open(JournalHeader header, Instant at) {
    return new JournalOpening.Opened(new DiscardingJournal());
  }

  @Override
  public List<RecoveryOutcome> recoverAll(Instant at) {
    return List.of();
  }

  private static final class DiscardingJournal implements Journal {
    private long position;

    @Override
    public String name() {
      return "discarded";
    }

    @Override
    public Appending append(List<byte[]> lines) {
      for (byte[] line : lines) {
        position += line.length;
      }
      return new Appending.Written(position);
    }

    @Override
    public Optional<Problem> awaitDurable(long appended) {
      return Optional.empty();
    }

    @Override
    public PartSeal seal(SealOrder order) {
      return new PartSeal.Failed(
          Problem.of("evidence.discarded", "no evidence was kept", Where.NOWHERE), "");
    }
  }
}
