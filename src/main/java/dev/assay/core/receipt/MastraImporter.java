package dev.assay.core.receipt;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Score events of Mastra. Raw metadata and correlation contexts are refused. Source: {@code
 * receipts.md} 5.
 */
final class MastraImporter implements ReceiptImporter {
  private static final int MAX_TEXT = 160;
  private static final int MAX_REASON = 240;
  private static final List<String> IDENTITY =
      List.of("score_id_ref", "scorer_id", "scorer_name", "scorer_version");
  private static final List<String> OTHERS =
      List.of(
          "score_source",
          "trace_id_ref",
          "span_id_ref",
          "score_trace_id_ref",
          "target_entity_type",
          "metadata_ref");

  @Override
  public ReceiptFamily family() {
    return new ReceiptFamily(
        "mastra-score-event",
        "assay.receipt.mastra.score_event.v1",
        "urn:assay:external:mastra:score-event",
        "assay.receipt.mastra.score_event.v1",
        "mastra",
        "observability.score_event",
        "assay-mastra-score-event@0.1.0",
        "mastra-score-events.jsonl",
        "score_receipts");
  }

  @Override
  public Cut cut() {
    return Cut.LINES;
  }

  @Override
  public List<Json.Obj> reduce(Json record, Optional<String> selection) throws RecordRefused {
    RecordFields row = RecordFields.of(record, "must be a JSON object");
    row.only(
        List.of(
            "schema",
            "framework",
            "surface",
            "timestamp",
            "score",
            "target_ref",
            "score_id_ref",
            "scorer_id",
            "scorer_name",
            "scorer_version",
            "score_source",
            "reason",
            "trace_id_ref",
            "span_id_ref",
            "score_trace_id_ref",
            "target_entity_type",
            "metadata_ref"),
        "");
    row.constant("schema", "mastra.score-event.export.v1");
    row.constant("framework", "mastra");
    row.constant("surface", "observability.score_event");
    Json.ObjBuilder event =
        Json.object()
            .put("timestamp", SourceTime.ofText(row.object().get("timestamp"), "timestamp"))
            .put("target_ref", row.text("target_ref", MAX_TEXT))
            .put("score", row.number("score", "score must be a number"));
    put(event, row, IDENTITY);
    Json.Obj identified = event.build();
    if (identified.get("scorer_id") == null && identified.get("scorer_name") == null) {
      throw new RecordRefused(
          "E_MASTRA_SCORER_IDENTITY", "missing scorer identity: scorer_id or scorer_name");
    }
    put(event, row, OTHERS);
    event.put("reason", row.optional("reason", MAX_REASON).orElse(null));
    return List.of(Json.object().put("score_event", event.build()).build());
  }

  private static void put(Json.ObjBuilder event, RecordFields row, List<String> names)
      throws RecordRefused {
    for (String name : names) {
      event.put(name, row.optional(name, MAX_TEXT).orElse(null));
    }
  }
}
