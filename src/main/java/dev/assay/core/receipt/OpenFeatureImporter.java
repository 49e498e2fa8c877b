package dev.assay.core.receipt;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Rows of boolean flag evaluations. Evaluation context, targeting keys, flag metadata and provider
 * data are refused, not dropped: they do not belong into this export. Source: {@code receipts.md}
 * 3.
 */
final class OpenFeatureImporter implements ReceiptImporter {
  private static final int MAX_FLAG_KEY = 200;
  private static final int MAX_TEXT = 120;

  @Override
  public ReceiptFamily family() {
    return new ReceiptFamily(
        "openfeature-details",
        "assay.receipt.openfeature.evaluation_details.v1",
        "urn:assay:external:openfeature:evaluation-details",
        "assay.receipt.openfeature.evaluation_details.v1",
        "openfeature",
        "evaluation_details.boolean",
        "assay-openfeature-evaluation-details@0.1.0",
        "openfeature-details.jsonl",
        "external_decision_receipts");
  }

  @Override
  public Cut cut() {
    return Cut.LINES;
  }

  @Override
  public List<Json.Obj> reduce(Json record, Optional<String> selection) throws RecordRefused {
    RecordFields row = RecordFields.of(record, "must be a JSON object");
    row.only(List.of("schema", "framework", "surface", "target_kind", "flag_key", "result"), "");
    row.constant("schema", "openfeature.evaluation-details.export.v1");
    row.constant("framework", "openfeature");
    row.constant("surface", "evaluation_details");
    row.constant("target_kind", "feature_flag");
    String key = row.text("flag_key", MAX_FLAG_KEY);
    if (!(row.object().get("result") instanceof Json.Obj object)) {
      throw new RecordRefused(RecordFields.TYPE, "missing result object");
    }
    RecordFields result = new RecordFields(object, "result.");
    result.only(List.of("value", "variant", "reason", "error_code"), "");
    if (object.get("value") == null) {
      throw new RecordRefused(RecordFields.MISSING, "missing result.value");
    }
    Json value = result.bool("value", "result.value must be boolean");
    Json.Obj decision =
        Json.object()
            .put("flag_key", key)
            .put("value_type", "boolean")
            .put("value", value)
            .put("variant", result.optional("variant", MAX_TEXT).orElse(null))
            .put("reason", result.optional("reason", MAX_TEXT).orElse(null))
            .put("error_code", result.optional("error_code", MAX_TEXT).orElse(null))
            .build();
    return List.of(Json.object().put("decision", decision).build());
  }
}
