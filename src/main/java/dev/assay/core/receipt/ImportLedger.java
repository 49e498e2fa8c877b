package dev.assay.core.receipt;

import dev.assay.core.json.Json;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of all records of a source: how many were imported, and each that was not. The same
 * source and importer give the same ledger. Source: {@code receipts.md} 11.1 and 11.6.
 *
 * @param rows records of the source
 * @param imported receipts made
 * @param drops in the order of the source
 */
public record ImportLedger(int rows, int imported, List<DroppedRecord> drops) {
  /** Type of the events that hold a ledger. */
  public static final String EVENT_TYPE = "assay.receipt.import_summary.v1";

  /** Drops of one event, so that its line stays far below what a verifier accepts. */
  private static final int MAX_DROPS = 2_000;

  /** Copies the drops. */
  public ImportLedger {
    drops = List.copyOf(drops);
  }

  /** Says whether nothing was dropped; then there are no events. */
  public boolean isComplete() {
    return drops.isEmpty();
  }

  /** Gives how many were dropped for each reason. */
  public SortedMap<String, Integer> byCode() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    drops.forEach(drop -> counts.merge(drop.code(), 1, Integer::sum));
    return counts;
  }

  /** Gives the counts as they stand in documents. */
  public Json.Obj skipped() {
    Json.ObjBuilder json = Json.object();
    byCode().forEach((code, count) -> json.put(code, count));
    return json.build();
  }

  /** Gives how many events hold the ledger. */
  public int events() {
    return (drops.size() + MAX_DROPS - 1) / MAX_DROPS;
  }

  /** Gives the payloads of the events; each has the counts of all and some of the drops. */
  public List<Json.Obj> payloads(ReceiptFamily family, ImportContext context) {
    List<Json.Obj> payloads = new ArrayList<>();
    for (int from = 0; from < drops.size(); from += MAX_DROPS) {
      List<DroppedRecord> some = drops.subList(from, Math.min(from + MAX_DROPS, drops.size()));
      payloads.add(
          Json.object()
              .put("schema", EVENT_TYPE)
              .put("importer", family.importer())
              .put("receipt_type", family.eventType())
              .put("source_artifact_ref", context.sourceRef())
              .put("source_artifact_digest", context.sourceDigest())
              .put("reducer_version", family.reducer())
              .put("imported_at", context.importTime().truncatedTo(ChronoUnit.SECONDS).toString())
              .put("rows", rows)
              .put("components", imported + drops.size())
              .put("imported", imported)
              .put("skipped", skipped())
              .put("part", payloads.size() + 1)
              .put("parts", events())
              .put("drops", new Json.Arr(some.stream().<Json>map(DroppedRecord::json).toList()))
              .build());
    }
    return payloads;
  }
}
