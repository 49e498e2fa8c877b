package dev.assay.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published suite of draft 2020-12 (JSON-Schema-Test-Suite, see its README.md). */
class SchemaSuiteTest {
  private static final String META = "wants the metaschema, which is another document";
  private static final String REMOTE = "wants another document";
  private static final String DIALECT = "names a dialect of its own";

  /** Groups whose schema we refuse, each with its reason; everything else must agree. */
  private static final Map<String, String> REFUSED = refused();

  private static Map<String, String> refused() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("anchor.json: invalid anchors", META);
    all.put("defs.json: validate definition against metaschema", META);
    all.put("optional/ecmascript-regex.json: \\a is not an ECMA 262 control escape", META);
    all.put("id.json: Invalid use of fragments in location-independent $id", META);
    all.put("id.json: Valid use of empty fragments in location-independent $id", META);
    all.put("id.json: Unnormalized $ids are allowed but discouraged", META);
    all.put("ref.json: remote ref, containing refs itself", META);
    all.put("ref.json: URN base URI with f-component", META);
    all.put("dynamicRef.json: strict-tree schema, guards against misspelled properties", REMOTE);
    all.put("dynamicRef.json: tests for implementation dynamic anchor and reference link", REMOTE);
    all.put(
        "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $defs first", REMOTE);
    all.put(
        "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $ref first", REMOTE);
    all.put("refRemote.json: remote ref", REMOTE);
    all.put("refRemote.json: fragment within remote ref", REMOTE);
    all.put("refRemote.json: anchor within remote ref", REMOTE);
    all.put("refRemote.json: ref within remote ref", REMOTE);
    all.put("refRemote.json: base URI change", REMOTE);
    all.put("refRemote.json: base URI change - change folder", REMOTE);
    all.put("refRemote.json: base URI change - change folder in subschema", REMOTE);
    all.put("refRemote.json: root ref in remote ref", REMOTE);
    all.put("refRemote.json: remote ref with ref to defs", REMOTE);
    all.put("refRemote.json: Location-independent identifier in remote ref", REMOTE);
    all.put("refRemote.json: retrieved nested refs resolve relative to their URI not $id", REMOTE);
    all.put("refRemote.json: remote HTTP ref with different $id", REMOTE);
    all.put("refRemote.json: remote HTTP ref with different URN $id", REMOTE);
    all.put("refRemote.json: remote HTTP ref with nested absolute ref", REMOTE);
    all.put(
        "vocabulary.json: schema that uses custom metaschema with with no validation vocabulary",
        DIALECT);
    all.put("vocabulary.json: ignore unrecognized optional vocabulary", DIALECT);
    return all;
  }

  @TestFactory
  Stream<DynamicTest> required_cases_agree_or_are_refused_by_name() {
    return SchemaSuite.required().stream()
        .map(group -> dynamicTest(group.name(), () -> agrees(group)));
  }

  private static void agrees(SchemaSuite.Group group) {
    switch (Schema.compile(group.schema(), Json.Obj.EMPTY)) {
      case SchemaReading.Broken broken -> {
        assertThat(REFUSED).as("%s", broken.problems()).containsKey(group.name());
        String expected =
            REFUSED.get(group.name()).equals(DIALECT)
                ? SchemaProblem.DIALECT.code()
                : SchemaProblem.REMOTE.code();
        assertThat(broken.problems()).extracting(Problem::code).contains(expected);
      }
      case SchemaReading.Compiled compiled -> {
        assertThat(REFUSED).doesNotContainKey(group.name());
        for (SchemaSuite.Case test : group.cases()) {
          assertThat(SchemaSuite.accepts(compiled.schema(), test.data()))
              .as(test.description())
              .isEqualTo(test.valid());
        }
      }
    }
  }

  @Test
  void every_required_case_is_counted() {
    int compiled = 0;
    int handedOver = 0;
    int refused = 0;
    for (SchemaSuite.Group group : SchemaSuite.required()) {
      switch (Schema.compile(group.schema(), Json.Obj.EMPTY)) {
        case SchemaReading.Broken _ -> refused += group.cases().size();
        case SchemaReading.Compiled c when c.schema().isCompiled() ->
            compiled += group.cases().size();
        case SchemaReading.Compiled _ -> handedOver += group.cases().size();
      }
    }

    assertThat(List.of(compiled, handedOver, refused)).containsExactly(855, 255, 66);
  }

  @TestFactory
  Stream<DynamicTest> the_library_agrees_too_where_our_own_rules_judge() {
    return SchemaSuite.required().stream()
        .filter(group -> !REFUSED.containsKey(group.name()))
        .map(group -> dynamicTest(group.name(), () -> libraryAgrees(group)));
  }

  private static void libraryAgrees(SchemaSuite.Group group) {
    List<Problem> problems = new ArrayList<>();
    Schema.Judge judge = LibraryJudge.compile(group.schema(), problems);
    if (group.name().equals("minContains.json: maxContains < minContains")) {
      assertThat(problems).extracting(Problem::code).contains("policy.schema.unsupported");
      return;
    }
    assertThat(problems).isEmpty();
    for (SchemaSuite.Case test : group.cases()) {
      assertThat(judge.check(test.data()) == SchemaCheck.Satisfied.SATISFIED)
          .as(test.description())
          .isEqualTo(test.valid());
    }
  }

  @TestFactory
  Stream<DynamicTest> optional_patterns_and_numbers_agree() {
    return Stream.of("ecmascript-regex", "bignum", "float-overflow", "non-bmp-regex")
        .flatMap(file -> SchemaSuite.groups("optional/" + file + ".json").stream())
        .map(group -> dynamicTest(group.name(), () -> agrees(group)));
  }
}
