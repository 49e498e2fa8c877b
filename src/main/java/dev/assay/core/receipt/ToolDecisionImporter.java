package dev.assay.core.receipt;

import dev.assay.core.json.Json;
import dev.assay.core.receipt.check.DecisionCarrier;
import dev.assay.core.receipt.check.DecisionRow;
import java.util.List;
import java.util.Optional;

/**
 * One decided call, kept as it was supplied, and a row that binds its verdict to it. No claim comes
 * of it. Source: {@code receipts.md} 8.2.
 */
final class ToolDecisionImporter implements ReceiptImporter {
  @Override
  public ReceiptFamily family() {
    return new ReceiptFamily(
        "tool-decision-truth",
        DecisionCarrier.SCHEMA,
        "urn:assay:external:tool-decision-truth",
        DecisionCarrier.SCHEMA,
        "assay",
        "tool_decision_truth",
        "assay-tool-decision-truth@0.1.0",
        "carrier.json",
        "tool_decision_truth");
  }

  @Override
  public Cut cut() {
    return Cut.DOCUMENT;
  }

  /** Refuses repeated names: two readers of one carrier must not see two decisions. */
  @Override
  public boolean lastWins() {
    return false;
  }

  /** A carrier has no member for the name of its file. */
  @Override
  public boolean namesSource() {
    return false;
  }

  @Override
  public List<Json.Obj> reduce(Json record, Optional<String> selection) throws RecordRefused {
    return switch (DecisionCarrier.read(record)) {
      case DecisionCarrier.Reading.Read(DecisionCarrier carrier) -> List.of(carrier.content());
      case DecisionCarrier.Reading.Refused(String code, String message) ->
          throw new RecordRefused(code, message);
    };
  }

  @Override
  public List<ReceiptEvent> events(ImportContext context, String runId, int seq, Json.Obj own) {
    return List.of(
        new ReceiptEvent(DecisionCarrier.SCHEMA, own),
        new ReceiptEvent(
            DecisionRow.EVENT_TYPE, DecisionRow.payload(new DecisionCarrier(own), runId, seq)));
  }
}
