package dev.assay.testkit;

import dev.assay.app.record.Appending;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.Journal;
import dev.assay.app.record.JournalHeader;
import dev.assay.app.record.JournalOpening;
import dev.assay.app.record.PartSeal;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOrder;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An evidence store that keeps envelope lines in memory and can be told to fail. */
public final class MemoryEvidence implements EvidenceStore {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtomicInteger appends = new AtomicInteger();

  /** While true, every append fails without effect. */
  public volatile boolean failing;

  /** How many appends brought them here. */
  public int appends() {
    return appends.get();
  }

  /** Every recorded event so far. */
  public List<Json.Obj> events() {
    return lines.stream().map(line -> (Json.Obj) Vectors.parse(line)).toList();
  }

  /** Payloads of the events of one type. */
  public List<Json.Obj> data(String type) {
    return events().stream()
        .filter(event -> event.string("type").equals(Optional.of(type)))
        .map(event -> event.object("data").orElseThrow())
        .toList();
  }

  @Override
  public Optional<Problem> prepare(Instant at) {
    return Optional.empty();
  }

  @Override
  public JournalOpening open(JournalHeader header, Instant at) {
    return new JournalOpening.Opened(new MemoryJournal());
  }

  @Override
  public List<RecoveryOutcome> recoverAll(Instant at) {
    return List.of();
  }

  private final class MemoryJournal implements Journal {
    @Override
    public String name() {
      return "memory";
    }

    @Override
    public Appending append(List<byte[]> appended) {
      if (failing) {
        return new Appending.Failed(
            Problem.of("test.disk_full", "the disk is full", Where.NOWHERE));
      }
      appends.incrementAndGet();
      appended.forEach(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
      return new Appending.Written(lines.size());
    }

    @Override
    public Optional<Problem> awaitDurable(long position) {
      return Optional.empty();
    }

    @Override
    public PartSeal seal(SealOrder order) {
      return new PartSeal.Failed(
          Problem.of("test.no_seal", "memory evidence makes no bundles", Where.NOWHERE), "memory");
    }
  }
}
