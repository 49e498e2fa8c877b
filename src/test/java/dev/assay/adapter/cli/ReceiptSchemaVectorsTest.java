package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.ValidateDocument;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.receipt.ReceiptCatalog;
import dev.assay.core.receipt.ReceiptSchema;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code vectors/receipts/schema}: the registry and what its schemas accept. */
class ReceiptSchemaVectorsTest {
  private static final String FILE = "receipts/schema/validate_cases.json";

  @TempDir private Path directory;

  private CliRun validate(String schema, String text, boolean lines) throws IOException {
    Path input = Files.writeString(directory.resolve("input.json"), text);
    List<Object> words =
        new ArrayList<>(
            List.of(
                "evidence",
                "schema",
                "validate",
                "--schema=" + schema,
                "--input",
                input,
                "--json"));
    if (lines) {
      words.add("--jsonl");
    }
    return CliRun.of(words.toArray());
  }

  @TestFactory
  Stream<DynamicTest> documents_are_judged_as_published() {
    return Vectors.cases(FILE, "cases").stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.string("schema").orElseThrow(),
                    () -> {
                      String text = JsonText.compact(one.members().get("instance"));
                      CliRun run = validate(one.string("schema").orElseThrow(), text, false);
                      run.endsWith(Math.toIntExact(one.integer("exit").orElseThrow()));
                      Json.Obj document = run.document();
                      assertThat(document.get("valid")).isEqualTo(one.get("valid"));
                      assertThat(Vectors.objects(document.get("errors")).isEmpty())
                          .isEqualTo(one.get("valid") == Json.Bool.TRUE);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> what_cannot_be_judged_ends_with_2() {
    return Vectors.cases(FILE, "input_error_cases").stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.toString().substring(0, 60),
                    () -> {
                      CliRun run =
                          validate(
                              one.string("schema").orElseThrow(),
                              one.string("input_text").orElseThrow(),
                              one.get("jsonl") == Json.Bool.TRUE);
                      run.endsWith(2);
                      if (one.integer("documents").isPresent()) {
                        assertThat(run.document().integer("documents"))
                            .isEqualTo(one.integer("documents"));
                      }
                    }));
  }

  @Test
  void the_registry_is_the_published_one() {
    Json.Obj list = CliRun.of("evidence", "schema", "list", "--json").endsWith(0).document();
    List<Json.Obj> rows = Vectors.objects(list.get("schemas"));
    List<Json.Obj> published = Vectors.cases(FILE, "registry");
    assertThat(rows).hasSameSizeAs(published);
    for (int i = 0; i < rows.size(); i++) {
      for (String member : List.of("name", "kind", "status", "claim")) {
        assertThat(rows.get(i).get(member)).as(member).isEqualTo(published.get(i).get(member));
      }
    }
  }

  @Test
  void every_name_of_a_schema_leads_to_it() throws IOException {
    for (ReceiptSchema schema : ReceiptSchema.values()) {
      String raw =
          CliRun.of("evidence", "schema", "show", "--raw", schema.wire()).endsWith(0).out();
      assertThat(raw).isEqualTo(new String(file(schema), StandardCharsets.UTF_8));
      assertThat(CliRun.read(raw).string("$id")).contains(schema.id());
      for (String alias : schema.aliases()) {
        assertThat(CliRun.of("evidence", "schema", "show", "--raw", alias).out()).isEqualTo(raw);
      }
    }
    assertThat(CliRun.of("evidence", "schema", "show", "mastra.score-events.v1").endsWith(2).err())
        .contains("did you mean `mastra.score-event.v1`?");
  }

  @TestFactory
  Stream<DynamicTest> what_an_importer_writes_satisfies_its_schema() {
    return ReceiptCatalog.importers().stream()
        .map(
            importer ->
                DynamicTest.dynamicTest(
                    importer.family().importer(),
                    () -> {
                      ReceiptSchema schema =
                          ReceiptSchema.of(importer.family().schema()).orElseThrow();
                      String vectors = "receipts/" + importer.family().importer() + "/cases.json";
                      int seen = 0;
                      for (Json.Obj one : Vectors.cases(vectors, "cases")) {
                        Json events = one.object("expect").orElseThrow().get("events");
                        if (events == null) {
                          continue;
                        }
                        for (Json.Obj event : Vectors.objects(events)) {
                          Json.Obj data = event.object("data").orElseThrow();
                          int ref = data.string("source_artifact_ref").orElse("").length();
                          seen++;
                          assertThat(
                                  ValidateDocument.validate(
                                          file(schema),
                                          JsonText.compact(data).getBytes(StandardCharsets.UTF_8),
                                          false)
                                      .valid())
                              .as("%s", data)
                              .isEqualTo(ref <= 512);
                        }
                      }
                      assertThat(seen).isPositive();
                    }));
  }

  @Test
  void a_flood_of_errors_is_counted_and_no_value_is_repeated() throws IOException {
    CliRun run =
        validate("mastra-score-event-export.v1", "{\"secret\":\"hunter2\"}\n".repeat(500), true)
            .endsWith(1);
    assertThat(Vectors.objects(run.document().get("errors"))).hasSize(100);
    assertThat(run.document().integer("errors_omitted").orElse(0L)).isPositive();
    assertThat(run.out()).doesNotContain("hunter2");
  }

  private static byte[] file(ReceiptSchema schema) throws IOException {
    try (InputStream in = ReceiptSchemaVectorsTest.class.getResourceAsStream("/" + schema.path())) {
      assertThat(in).as(schema.path()).isNotNull();
      return in.readAllBytes();
    }
  }
}
