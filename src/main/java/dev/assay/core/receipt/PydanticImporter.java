package dev.assay.core.receipt;

import dev.assay.core.evidence.ReviewerText;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Case results of pydantic-evals. Expected outputs and traces are refused. Source: {@code
 * receipts.md} 6.
 */
final class PydanticImporter implements ReceiptImporter {
  private static final int MAX_TEXT = 160;
  private static final int MAX_REASON = 240;
  private static final int MAX_RESULTS = 32;
  private static final String SHAPE = "E_PYDANTIC_RESULT_SHAPE";

  @Override
  public ReceiptFamily family() {
    return new ReceiptFamily(
        "pydantic-case-result",
        "assay.receipt.pydantic.case_result.v1",
        "urn:assay:external:pydantic-evals:case-result",
        "assay.receipt.pydantic.case_result.v1",
        "pydantic_evals",
        "evaluation_report.cases.case_result",
        "assay-pydantic-case-result@0.1.0",
        "pydantic-case-results.jsonl",
        "case_result_receipts");
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
            "case_name",
            "source_case_name",
            "source_ref",
            "results",
            "timestamp"),
        "");
    row.constant("schema", "pydantic-evals.report-case-result.export.v1");
    row.constant("framework", "pydantic_evals");
    row.constant("surface", "evaluation_report.cases.case_result");
    Json.ObjBuilder result =
        Json.object()
            .put("case_name", row.text("case_name", MAX_TEXT))
            .put("timestamp", SourceTime.ofText(row.object().get("timestamp"), "timestamp"))
            .put("results", results(row.object().get("results")))
            .put("source_case_name", row.present("source_case_name", MAX_TEXT).orElse(null))
            .put("source_ref", row.present("source_ref", MAX_TEXT).orElse(null));
    return List.of(Json.object().put("case_result", result.build()).build());
  }

  private static Json.Arr results(@org.jspecify.annotations.Nullable Json results)
      throws RecordRefused {
    if (!(results instanceof Json.Arr list)) {
      throw new RecordRefused(RecordFields.TYPE, "results must be an array");
    }
    if (list.items().isEmpty()) {
      throw new RecordRefused(RecordFields.EMPTY, "results must not be empty");
    }
    if (list.items().size() > MAX_RESULTS) {
      throw new RecordRefused(
          RecordFields.TOO_LONG, "results must contain at most " + MAX_RESULTS + " entries");
    }
    List<Json> reduced = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      reduced.add(result(list.items().get(i), "results[" + (i + 1) + "] "));
    }
    return new Json.Arr(reduced);
  }

  private static Json.Obj result(Json item, String where) throws RecordRefused {
    if (!(item instanceof Json.Obj object)) {
      throw new RecordRefused(RecordFields.ROW_TYPE, where + "must be a JSON object");
    }
    RecordFields fields = new RecordFields(object, "results[].");
    fields.only(List.of("kind", "evaluator_name", "passed", "score", "reason"), where);
    String kind = ReviewerText.trimmed(object.string("kind").orElse(""));
    Json.ObjBuilder result =
        Json.object()
            .put("kind", kind)
            .put("evaluator_name", fields.text("evaluator_name", MAX_TEXT));
    switch (kind) {
      case "assertion" -> {
        refuse(object, "score", where + "assertion result must not include score");
        result.put("passed", fields.bool("passed", where + "assertion passed must be a boolean"));
      }
      case "score" -> {
        refuse(object, "passed", where + "score result must not include passed");
        result.put("score", fields.number("score", where + "score must be a number"));
      }
      default -> throw new RecordRefused(SHAPE, where + "kind must be \"assertion\" or \"score\"");
    }
    return result.put("reason", fields.present("reason", MAX_REASON).orElse(null)).build();
  }

  private static void refuse(Json.Obj object, String member, String message) throws RecordRefused {
    if (object.get(member) != null) {
      throw new RecordRefused(SHAPE, message);
    }
  }
}
