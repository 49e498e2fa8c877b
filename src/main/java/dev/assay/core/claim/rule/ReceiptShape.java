package dev.assay.core.claim.rule;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.ReviewerText;
import dev.assay.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The bounded shape of one family of receipts.
 *
 * @param family word for people
 * @param eventType type of the events
 * @param schema value of {@code schema}
 * @param system value of {@code source_system}
 * @param surface value of {@code source_surface}
 * @param reducer what {@code reducer_version} begins with
 * @param own members beside the common seven
 * @param content the check of those
 */
record ReceiptShape(
    String family,
    String eventType,
    String schema,
    String system,
    String surface,
    String reducer,
    List<String> own,
    Content content) {
  private static final int MAX_REF = 240;
  private static final int MAX_FLAG_KEY = 200;
  private static final int MAX_DECISION_TEXT = 120;
  private static final int MAX_REASON = 160;
  private static final int MAX_REFS = 32;
  private static final int DIGEST_HEX = 64;
  private static final String DIGEST = "sha256:";
  private static final List<String> COMMON =
      List.of(
          "schema",
          "source_system",
          "source_surface",
          "source_artifact_ref",
          "source_artifact_digest",
          "reducer_version",
          "imported_at");

  /** The check of a family's own members: the name of the first that does not fit. */
  interface Content {
    /** Gives the name, or nothing. */
    Optional<String> refused(Json.Obj receipt);
  }

  static final ReceiptShape EVAL =
      new ReceiptShape(
          "evaluation",
          "assay.receipt.promptfoo.assertion_component.v1",
          "assay.receipt.promptfoo.assertion-component.v1",
          "promptfoo",
          "cli-jsonl.gradingResult.componentResults",
          "assay-promptfoo-jsonl-component-result@",
          List.of("assertion_type", "result"),
          ReceiptShape::refusedEval);

  static final ReceiptShape DECISION =
      new ReceiptShape(
          "decision",
          "assay.receipt.openfeature.evaluation_details.v1",
          "assay.receipt.openfeature.evaluation_details.v1",
          "openfeature",
          "evaluation_details.boolean",
          "assay-openfeature-evaluation-details@",
          List.of("decision"),
          ReceiptShape::refusedDecision);

  static final ReceiptShape INVENTORY =
      new ReceiptShape(
          "inventory",
          "assay.receipt.cyclonedx.mlbom_model_component.v1",
          "assay.receipt.cyclonedx.mlbom-model-component.v1",
          "cyclonedx",
          "bom.components[type=machine-learning-model]",
          "assay-cyclonedx-mlbom-model-component@",
          List.of("model_component"),
          ReceiptShape::refusedComponent);

  /** Gives why a payload is not a receipt of the family, as a reason code, or nothing. */
  Optional<String> refusal(Json data) {
    if (!(data instanceof Json.Obj receipt)) {
      return refusedField("data");
    }
    for (String name : receipt.members().keySet()) {
      if (!COMMON.contains(name) && !own.contains(name)) {
        return Optional.of(LevelReason.RECEIPT_EXTRA_KEY.about(name));
      }
    }
    return refusedCommon(receipt)
        .or(() -> content.refused(receipt))
        .flatMap(ReceiptShape::refusedField);
  }

  private Optional<String> refusedCommon(Json.Obj receipt) {
    Map<String, Predicate<String>> checks = new LinkedHashMap<>();
    checks.put("schema", schema::equals);
    checks.put("source_system", system::equals);
    checks.put("source_surface", surface::equals);
    checks.put("source_artifact_ref", text -> ReviewerText.isForReviewers(text, MAX_REF));
    checks.put("source_artifact_digest", ReceiptShape::isDigest);
    checks.put("reducer_version", text -> text.startsWith(reducer));
    checks.put("imported_at", ReceiptShape::isUtc);
    for (Map.Entry<String, Predicate<String>> check : checks.entrySet()) {
      if (receipt.string(check.getKey()).filter(check.getValue()).isEmpty()) {
        return Optional.of(check.getKey());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refusedField(String name) {
    return Optional.of(LevelReason.RECEIPT_FIELD_REFUSED.about(name));
  }

  private static boolean is(Json.Obj receipt, String name, String value) {
    return receipt.string(name).filter(value::equals).isPresent();
  }

  private static boolean isDigest(String text) {
    return text.length() == DIGEST.length() + DIGEST_HEX
        && text.startsWith(DIGEST)
        && text.substring(DIGEST.length()).chars().allMatch(ReceiptShape::isHex);
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isUtc(String text) {
    boolean zero = text.endsWith("Z") || text.endsWith("+00:00") || text.endsWith("-00:00");
    return zero && EventTime.read(text).isPresent();
  }

  private static Optional<String> refusedEval(Json.Obj receipt) {
    if (!is(receipt, "assertion_type", "equals")) {
      return Optional.of("assertion_type");
    }
    if (!(receipt.get("result") instanceof Json.Obj result)
        || !List.of("pass", "score", "reason").containsAll(result.members().keySet())) {
      return Optional.of("result");
    }
    if (!(result.get("pass") instanceof Json.Bool)) {
      return Optional.of("result.pass");
    }
    boolean score =
        result.get("score") instanceof Json.Num number
            && (number.text().equals("0") || number.text().equals("1"));
    if (!score) {
      return Optional.of("result.score");
    }
    Json reason = result.get("reason");
    boolean fits =
        reason == null
            || (reason instanceof Json.Str text
                && ReviewerText.isForDecisions(ReviewerText.trimmed(text.value()), MAX_REASON));
    return fits ? Optional.empty() : Optional.of("result.reason");
  }

  private static Optional<String> refusedDecision(Json.Obj receipt) {
    List<String> names =
        List.of("flag_key", "value_type", "value", "variant", "reason", "error_code");
    if (!(receipt.get("decision") instanceof Json.Obj decision)
        || !names.containsAll(decision.members().keySet())) {
      return Optional.of("decision");
    }
    if (!ReviewerText.isForDecisions(decision.string("flag_key").orElse(""), MAX_FLAG_KEY)) {
      return Optional.of("decision.flag_key");
    }
    if (!is(decision, "value_type", "boolean") || !(decision.get("value") instanceof Json.Bool)) {
      return Optional.of("decision.value");
    }
    for (String name : List.of("variant", "reason", "error_code")) {
      Json value = decision.get(name);
      boolean fits =
          value == null
              || (value instanceof Json.Str text
                  && ReviewerText.isForDecisions(text.value(), MAX_DECISION_TEXT));
      if (!fits) {
        return Optional.of("decision." + name);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refusedComponent(Json.Obj receipt) {
    List<String> refs = List.of("dataset_refs", "model_card_refs");
    List<String> texts = List.of("bom_ref", "name", "version", "publisher", "purl");
    if (!(receipt.get("model_component") instanceof Json.Obj component)
        || component.get("bom_ref") == null
        || component.get("name") == null) {
      return Optional.of("model_component");
    }
    for (Map.Entry<String, Json> member : component.members().entrySet()) {
      boolean fits =
          texts.contains(member.getKey())
              ? isRef(member.getValue())
              : refs.contains(member.getKey()) && areRefs(member.getValue());
      if (!fits) {
        return Optional.of("model_component." + member.getKey());
      }
    }
    return Optional.empty();
  }

  private static boolean isRef(Json value) {
    return value instanceof Json.Str text && ReviewerText.isForReviewers(text.value(), MAX_REF);
  }

  private static boolean areRefs(Json value) {
    return value instanceof Json.Arr items
        && items.items().size() <= MAX_REFS
        && items.items().stream().allMatch(ReceiptShape::isRef);
  }
}
