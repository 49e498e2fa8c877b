package dev.assay.app.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.receipt.OnUnsupported;
import dev.assay.core.receipt.ReceiptCatalog;
import dev.assay.core.receipt.check.DecisionTruthCheck;
import dev.assay.core.receipt.check.DecisionVerdict;
import dev.assay.core.receipt.check.NamedCheck;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.MadeBundles;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code vectors/receipts/tool-decision-truth}: records of decided calls and the rows of them. */
final class ToolDecisionVectorsTest {
  private static final String FILE = "receipts/tool-decision-truth/cases.json";

  private static ImportReceipts.Outcome imported(String carrier) {
    return new ImportReceipts(
            new FakeBundleFiles().with("dir/\u0007.json", carrier.getBytes(StandardCharsets.UTF_8)),
            new EventOrigin.Producer("assay", "0", EventOrigin.UNKNOWN_BUILD),
            InstantSource.system())
        .run(
            new ImportReceipts.Request(
                ReceiptCatalog.named("tool-decision-truth").orElseThrow(),
                "dir/\u0007.json",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OnUnsupported.FAIL));
  }

  private static String code(String carrier) {
    return switch (imported(carrier)) {
      case ImportReceipts.Outcome.Rejected rejected -> rejected.problem().code();
      case ImportReceipts.Outcome.Imported _ -> "";
    };
  }

  @TestFactory
  Stream<DynamicTest> carriers_give_the_published_events() {
    return Vectors.cases(FILE, "import").stream()
        .map(row -> dynamicTest(text(row, "id"), () -> checkImport(row)));
  }

  private static void checkImport(Json.Obj row) {
    Json.Obj expected = row.object("expect").orElseThrow();
    switch (imported(JsonText.compact(row.get("carrier")))) {
      case ImportReceipts.Outcome.Rejected rejected ->
          assertThat(rejected.problem().code())
              .as(rejected.problem().text())
              .isEqualTo(expected.string("error_code").orElse(""));
      case ImportReceipts.Outcome.Imported imported -> {
        List<Json.Obj> events = Vectors.objects(expected.get("events"));
        assertThat(imported.lines()).hasSameSizeAs(events);
        assertThat(imported.plan().runRoot()).isEqualTo(text(expected, "run_root"));
        for (int i = 0; i < events.size(); i++) {
          Json.Obj line = (Json.Obj) Vectors.parse(imported.lines().get(i));
          for (Map.Entry<String, Json> member : events.get(i).members().entrySet()) {
            assertThat(CanonicalJson.canonicalText(line.members().get(member.getKey())))
                .as(member.getKey())
                .isEqualTo(CanonicalJson.canonicalText(member.getValue()));
          }
        }
      }
    }
  }

  private static String carrier() {
    return JsonText.compact(Vectors.cases(FILE, "import").getFirst().get("carrier"));
  }

  @Test
  void a_carrier_that_two_readers_could_read_differently_is_refused() {
    assertThat(code(carrier())).isEmpty();
    String twice = carrier().replace("\"call_id\":", "\"call_id\":\"c1\",\"call_id\":");
    assertThat(code(twice)).isEqualTo("E_INPUT_JSON");
    assertThat(code(carrier().replace("\"order\":0", "\"order\":9007199254740993")))
        .isEqualTo("E_TDT_ORDER");
    assertThat(code(carrier().replace("\"tool_name\":\"deploy\"", "\"tool_name\":7")))
        .isEqualTo("E_TDT_TOOL_NAME");
    assertThat(code("[" + carrier() + "]")).isEqualTo("E_ROW_TYPE");
  }

  private static DecisionTruthCheck.Result checked(List<Json.Obj> events) {
    MadeBundles bundle = new MadeBundles("r");
    events.forEach(event -> bundle.with(text(event, "type"), null, event.get("data")));
    FakeBundleFiles files = new FakeBundleFiles().with("bundle", bundle.archive());
    return switch (new CheckDecisionTruth(files).check("bundle")) {
      case CheckDecisionTruth.Outcome.Checked(DecisionTruthCheck.Result result) -> result;
      case CheckDecisionTruth.Outcome.Refused(VerifyReport report) ->
          throw new AssertionError(report.problems());
    };
  }

  @TestFactory
  Stream<DynamicTest> bundles_are_judged_as_published() {
    return Vectors.cases(FILE, "verify").stream()
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      DecisionTruthCheck.Result result =
                          checked(Vectors.objects(row.get("events")));
                      List<String> failing = failing(result);
                      assertThat(Json.Bool.of(failing.isEmpty())).isEqualTo(row.get("ok"));
                      for (String fragment : words(row.get("failing_check_ids_contain"))) {
                        assertThat(failing).anyMatch(id -> id.contains(fragment));
                      }
                      assertThat(result.runVerdict().isPresent()).isEqualTo(failing.isEmpty());
                    }));
  }

  private static List<String> failing(DecisionTruthCheck.Result result) {
    return result.checks().stream().filter(check -> !check.ok()).map(NamedCheck::id).toList();
  }

  @Test
  void a_carrier_that_no_import_would_take_does_not_verify() {
    List<Json.Obj> events = Vectors.objects(Vectors.cases(FILE, "verify").getFirst().get("events"));
    Json.Obj raw =
        (Json.Obj)
            Vectors.parse(
                JsonText.compact(events.getFirst())
                    .replace("\"call_id\"", "\"arguments\":{\"a\":1},\"call_id\""));
    assertThat(failing(checked(List.of(raw, events.get(1)))))
        .containsExactly("carrier_0_well_formed", "row_0_carrier_present");
  }

  @TestFactory
  Stream<DynamicTest> the_verdict_of_a_run_is_the_worst() {
    return Vectors.cases(FILE, "run_verdict").stream()
        .map(
            row ->
                dynamicTest(
                    row.get("verdicts") + " " + row.get("orders"),
                    () ->
                        assertThat(
                                DecisionVerdict.ofRun(
                                        words(row.get("verdicts")),
                                        ((Json.Arr) row.get("orders"))
                                            .items().stream()
                                                .map(o -> ((Json.Num) o).asLong().orElseThrow())
                                                .toList())
                                    .wire())
                            .isEqualTo(text(row, "expect"))));
  }

  private static List<String> words(Json array) {
    return ((Json.Arr) array).items().stream().map(item -> ((Json.Str) item).value()).toList();
  }

  private static String text(Json.Obj row, String name) {
    return row.string(name).orElseThrow();
  }
}
