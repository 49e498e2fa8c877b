package dev.assay.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaSuiteTest {
  @Test
  void dump() {
    List<String> wrong = new ArrayList<>();
    int cases = 0, handed = 0, refused = 0;
    for (SchemaSuite.Group group : SchemaSuite.required()) {
      switch (Schema.compile(group.schema(), dev.assay.core.json.Json.Obj.EMPTY)) {
        case SchemaReading.Broken b -> {
          refused += group.cases().size();
          wrong.add("REFUSED " + group.name() + " " + b.problems());
        }
        case SchemaReading.Compiled c -> {
          for (SchemaSuite.Case test : group.cases()) {
            cases++;
            if (!c.schema().isCompiled()) handed++;
            if (SchemaSuite.accepts(c.schema(), test.data()) != test.valid()) {
              wrong.add(
                  group.name()
                      + " / "
                      + test.description()
                      + " compiled="
                      + c.schema().isCompiled()
                      + c.schema().check(test.data()));
            }
          }
        }
      }
    }
    System.out.println(cases + " handed " + handed + " refused " + refused);
    wrong.forEach(System.out::println);
    assertThat(wrong).isEmpty();
  }
}
