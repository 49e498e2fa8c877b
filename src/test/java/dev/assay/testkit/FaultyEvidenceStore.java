package dev.assay.testkit;

import dev.assay.app.record.Appending;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.Journal;
import dev.assay.app.record.JournalHeader;
import dev.assay.app.record.JournalOpening;
import dev.assay.app.record.PartSeal;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOrder;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.write.SealBuilder;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An evidence store in memory that fails when told to. Thread-safe. */
public final class FaultyEvidenceStore implements EvidenceStore {
  private static final Problem FAILURE = Problem.of("test.disk", "the disk says no", Where.NOWHERE);

  private final List<Json.Obj> events = new ArrayList<>();
  private boolean openingFails;
  private boolean appendingFails;
  private boolean syncingFails;
  private boolean sealingFails;
  private int journals;

  public synchronized void failOpening(boolean fails) {
    openingFails = fails;
  }

  public synchronized void failAppending(boolean fails) {
    appendingFails = fails;
  }

  public synchronized void failSyncing(boolean fails) {
    syncingFails = fails;
  }

  public synchronized void failSealing(boolean fails) {
    sealingFails = fails;
  }

  /** The envelopes appended so far, over all journals, without content hash. */
  public synchronized List<Json.Obj> events() {
    return List.copyOf(events);
  }

  public synchronized int journals() {
    return journals;
  }

  @Override
  public Optional<Problem> prepare(Instant at) {
    return Optional.empty();
  }

  @Override
  public synchronized JournalOpening open(JournalHeader header, Instant at) {
    if (openingFails) {
      return new JournalOpening.Failed(FAILURE);
    }
    journals++;
    return new JournalOpening.Opened(new InMemory(header));
  }

  @Override
  public List<RecoveryOutcome> recoverAll(Instant at) {
    return List.of();
  }

  private final class InMemory implements Journal {
    private final JournalHeader header;
    private final SealBuilder builder = new SealBuilder();
    private long position;

    InMemory(JournalHeader header) {
      this.header = header;
    }

    @Override
    public String name() {
      return header.origin().runId() + ".journal";
    }

    @Override
    public Appending append(List<byte[]> lines) {
      synchronized (FaultyEvidenceStore.this) {
        if (appendingFails) {
          return new Appending.Failed(FAILURE);
        }
        for (byte[] line : lines) {
          Json.Obj envelope = (Json.Obj) Vectors.parse(line);
          events.add(envelope);
          builder.add(Bundles.event(envelope), Bundles.event(envelope).line());
          position += line.length;
        }
        return new Appending.Written(position);
      }
    }

    @Override
    public Optional<Problem> awaitDurable(long upTo) {
      synchronized (FaultyEvidenceStore.this) {
        return syncingFails ? Optional.of(FAILURE) : Optional.empty();
      }
    }

    @Override
    public PartSeal seal(SealOrder order) {
      synchronized (FaultyEvidenceStore.this) {
        if (sealingFails) {
          return new PartSeal.Failed(FAILURE, name());
        }
        var covered = builder.covered();
        return new PartSeal.Sealed(
            new SealedBundle(
                header.origin().runId() + ".tar.gz",
                new BundleIdentity(
                    header.origin(),
                    "sha256:" + "0".repeat(64),
                    "0".repeat(64),
                    covered.events() + 1,
                    order.at(),
                    order.at()),
                covered.counts(),
                header.part(),
                new SealedBundle.Signature.NotAsked()));
      }
    }
  }
}
