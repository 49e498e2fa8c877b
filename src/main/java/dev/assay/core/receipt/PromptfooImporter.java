package dev.assay.core.receipt;

import dev.assay.core.evidence.ReviewerText;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of promptfoo's JSONL output: one receipt for each component of a graded result. Prompts,
 * outputs, expected values and failing reasons, which quote outputs, are dropped. Source: {@code
 * receipts.md} 2.
 */
final class PromptfooImporter implements ReceiptImporter {
  private static final int MAX_REASON = 160;

  @Override
  public ReceiptFamily family() {
    return new ReceiptFamily(
        "promptfoo-jsonl",
        "assay.receipt.promptfoo.assertion_component.v1",
        "urn:assay:external:promptfoo:assertion-component",
        "assay.receipt.promptfoo.assertion-component.v1",
        "promptfoo",
        "cli-jsonl.gradingResult.componentResults",
        "assay-promptfoo-jsonl-component-result@0.1.0",
        "promptfoo-results.jsonl",
        "external_eval_receipts");
  }

  @Override
  public Cut cut() {
    return Cut.LINES;
  }

  @Override
  public List<Json.Obj> reduce(Json record, Optional<String> selection) throws RecordRefused {
    List<Json> components = components(record);
    List<Json.Obj> receipts = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      receipts.add(receipt((Json.Obj) record, components.get(i), i));
    }
    return receipts;
  }

  /** Each component is a part; a row without any is one. */
  @Override
  public List<ImportOutcome> parts(Json record, Optional<String> selection) {
    List<Json> components;
    try {
      components = components(record);
    } catch (RecordRefused _) {
      return List.of(read(record, selection));
    }
    List<ImportOutcome> parts = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      int index = i;
      parts.add(
          ImportOutcome.of(
              () -> List.of(receipt((Json.Obj) record, components.get(index), index))));
    }
    return parts;
  }

  private static List<Json> components(Json record) throws RecordRefused {
    Json components =
        record instanceof Json.Obj row
            ? row.object("gradingResult").map(graded -> graded.get("componentResults")).orElse(null)
            : null;
    if (!(components instanceof Json.Arr list)) {
      throw new RecordRefused(
          "E_PROMPTFOO_COMPONENTS_MISSING", "is missing gradingResult.componentResults");
    }
    if (list.items().isEmpty()) {
      throw new RecordRefused(
          "E_PROMPTFOO_COMPONENTS_EMPTY", "has empty gradingResult.componentResults");
    }
    return list.items();
  }

  private static Json.Obj receipt(Json.Obj row, Json item, int index) throws RecordRefused {
    String where = "component " + index + " ";
    Json.Obj component = item instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    if (!(component.get("pass") instanceof Json.Bool pass)) {
      throw new RecordRefused("E_PROMPTFOO_PASS", where + "missing boolean pass");
    }
    Json score = score(component.get("score"), where);
    String type = type(component, row, index);
    if (type.isEmpty()) {
      throw new RecordRefused(
          "E_PROMPTFOO_ASSERTION_TYPE", where + "does not expose an assertion type");
    }
    if (!type.equals("equals")) {
      throw new RecordRefused(
          "E_PROMPTFOO_ASSERTION_TYPE", where + "has unsupported assertion type \"" + type + "\"");
    }
    Json.Obj result =
        Json.object()
            .put("pass", pass)
            .put("score", score)
            .put("reason", reason(pass, component.get("reason")))
            .build();
    return Json.object().put("assertion_type", type).put("result", result).build();
  }

  private static Json score(@Nullable Json score, String where) throws RecordRefused {
    if (score == null) {
      throw new RecordRefused("E_PROMPTFOO_SCORE", where + "missing integer score");
    }
    if (!(score instanceof Json.Num number)
        || number.text().chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')
        || number.text().equals("-0")) {
      throw new RecordRefused("E_PROMPTFOO_SCORE", where + "score must be integer 0 or 1");
    }
    if (!number.text().equals("0") && !number.text().equals("1")) {
      throw new RecordRefused("E_PROMPTFOO_SCORE", where + "has non-binary score " + number.text());
    }
    return number;
  }

  /**
   * Gives the component's own assertion type, or that of the test case's assertion at its place.
   */
  private static String type(Json.Obj component, Json.Obj row, int index) {
    Optional<String> own = component.object("assertion").flatMap(a -> a.string("type"));
    if (own.isPresent() && !ReviewerText.trimmed(own.get()).isEmpty()) {
      return own.get();
    }
    Json assertions = row.object("testCase").map(test -> test.get("assert")).orElse(null);
    return assertions instanceof Json.Arr list
            && index < list.items().size()
            && list.items().get(index) instanceof Json.Obj assertion
        ? assertion.string("type").orElse("")
        : "";
  }

  private static @Nullable String reason(Json.Bool pass, @Nullable Json reason) {
    if (!pass.value() || !(reason instanceof Json.Str text)) {
      return null;
    }
    String trimmed = ReviewerText.trimmed(text.value());
    return ReviewerText.isForDecisions(trimmed, MAX_REASON) ? trimmed : null;
  }
}
