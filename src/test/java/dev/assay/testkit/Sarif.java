package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.schema.Schema;
import dev.assay.core.schema.SchemaCheck;
import dev.assay.core.schema.SchemaReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** SARIF logs in tests: checked against the OASIS schema, and taken apart. */
public final class Sarif {
  private static final Schema SCHEMA = schema();

  private Sarif() {}

  /** Parses the text of a log, demanding that it is valid and that results have places. */
  public static Json.Obj valid(String text) {
    Json.Obj log = (Json.Obj) Vectors.parse(text);
    assertThat(SCHEMA.check(log)).isEqualTo(SchemaCheck.Satisfied.SATISFIED);
    assertThat(results(log))
        .allSatisfy(
            result -> assertThat(Vectors.objects(result.members().get("locations"))).isNotEmpty());
    return log;
  }

  /** Gives the one run. */
  public static Json.Obj run(Json.Obj log) {
    return Vectors.objects(log.members().get("runs")).getFirst();
  }

  /** Gives the results of the one run. */
  public static List<Json.Obj> results(Json.Obj log) {
    return Vectors.objects(run(log).members().get("results"));
  }

  private static Schema schema() {
    try (InputStream in = Sarif.class.getResourceAsStream("/report/sarif-2.1.0.schema.json")) {
      Json document = Vectors.parse(in.readAllBytes());
      return switch (Schema.compile(document, Json.Obj.EMPTY)) {
        case SchemaReading.Compiled compiled -> compiled.schema();
        case SchemaReading.Broken broken ->
            throw new IllegalStateException(broken.problems().toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
