package dev.assay.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our own rules against the schema library on generated schemas and values. */
class SchemaReferenceTest {
  private static final long SEED = Long.getLong("assay.seed", 7_212_031L);
  private static final int SCHEMAS = 1500;
  private static final int VALUES = 12;

  @Test
  void equals_the_library() {
    SchemaGenerator generator = new SchemaGenerator(SEED);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < SCHEMAS; i++) {
      Json.Obj document = generator.document(3);
      SchemaReading reading = Schema.compile(document, Json.Obj.EMPTY);
      if (reading instanceof SchemaReading.Broken broken) {
        assertThat(broken.problems())
            .as("%s, seed %d", JsonText.compact(document), SEED)
            .extracting(Problem::code)
            .containsOnly(SchemaProblem.LOOP.code());
        continue;
      }
      Schema ours = ((SchemaReading.Compiled) reading).schema();
      List<Problem> problems = new ArrayList<>();
      Schema.Judge theirs = LibraryJudge.compile(document, problems);
      if (theirs == null) {
        // it refuses all values where no array can satisfy `contains`, so we do not hand that over
        assertThat(problems).extracting(Problem::code).containsOnly("policy.schema.unsupported");
        continue;
      }
      for (int n = 0; n < VALUES; n++) {
        Json value = generator.value(3);
        boolean accepts = SchemaSuite.accepts(ours, value);
        assertThat(accepts)
            .as("%s on %s, seed %d", JsonText.compact(document), JsonText.compact(value), SEED)
            .isEqualTo(theirs.check(value) == SchemaCheck.Satisfied.SATISFIED);
        accepted += accepts ? 1 : 0;
        refused += accepts ? 0 : 1;
      }
    }

    assertThat(accepted).isGreaterThan(SCHEMAS);
    assertThat(refused).isGreaterThan(SCHEMAS);
  }
}
