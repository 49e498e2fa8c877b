package dev.assay.core.schema;

import static dev.assay.core.schema.SchemaSuite.accepts;
import static dev.assay.core.schema.SchemaSuite.compiled;
import static dev.assay.core.schema.SchemaSuite.json;
import static dev.assay.core.schema.SchemaSuite.problems;
import static dev.assay.core.schema.SchemaSuite.violations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  /** A hang guard, not a measure. */
  private static final Duration NEVER = Duration.ofSeconds(30);

  private static List<String> pointers(List<Problem> problems) {
    return problems.stream().map(p -> p.code() + " " + p.where().pointer()).toList();
  }

  @Test
  void all_problems_are_told_each_with_its_place() {
    String schema =
        """
        {"type": 12, "required": "x", "minLength": -1, "maxItems": 1.5, "multipleOf": 0, "pattern": "(?=a)",
         "enum": {}, "uniqueItems": 1, "allOf": [], "properties": {"a/b": {"type": "strin"}, "c": 5},
         "patternProperties": {"(": true}, "dependentRequired": {"a": ["b", "b"]}, "title": 1,
         "items": {"$ref": "#/$defs/none"}, "not": {"$ref": "https://example.com/s.json"}, "$defs": {"d": {"maximum": "1"}}}
        """;

    assertThat(pointers(problems(schema)))
        .containsExactlyInAnyOrder(
            "policy.schema.invalid /type",
            "policy.schema.invalid /required",
            "policy.schema.invalid /minLength",
            "policy.schema.invalid /maxItems",
            "policy.schema.invalid /multipleOf",
            "policy.schema.pattern /pattern",
            "policy.schema.invalid /enum",
            "policy.schema.invalid /uniqueItems",
            "policy.schema.invalid /allOf",
            "policy.schema.invalid /properties/a~1b/type",
            "policy.schema.invalid /properties/c",
            "policy.schema.pattern /patternProperties/(",
            "policy.schema.invalid /dependentRequired/a",
            "policy.schema.invalid /title",
            "policy.schema.unresolved_ref /items/$ref",
            "policy.schema.remote_ref /not/$ref",
            "policy.schema.invalid /$defs/d/maximum");
  }

  @Test
  void a_problem_with_a_pattern_names_it() {
    assertThat(problems("{\"pattern\": \"a(?!b)\"}"))
        .extracting(Problem::message)
        .containsExactly("pattern `a(?!b)` uses look-around, which a linear-time engine cannot do");
  }

  @Test
  void only_objects_and_booleans_are_schemas() {
    assertThat(pointers(problems("[]"))).containsExactly("policy.schema.invalid ");
    assertThat(pointers(problems("null"))).containsExactly("policy.schema.invalid ");
    assertThat(accepts("true", "5")).isTrue();
    assertThat(violations("false", "{}")).hasSize(1);
  }

  @Test
  void remote_references_are_refused_in_every_form() {
    for (String target :
        List.of(
            "http://example.com/a",
            "https://example.com/a#/b",
            "file:///etc/passwd",
            "other.json",
            "//host/a",
            "urn:x:y",
            "jar:file:/a!/b",
            "/abs")) {
      List<Problem> plain = problems("{\"$ref\": \"" + target + "\"}");
      List<Problem> based =
          problems("{\"$id\": \"https://example.org/root\", \"$ref\": \"" + target + "\"}");
      List<Problem> older =
          problems(
              "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"items\": {\"$ref\": \""
                  + target
                  + "\"}}");

      assertThat(pointers(plain)).containsExactly("policy.schema.remote_ref /$ref");
      assertThat(pointers(based)).containsExactly("policy.schema.remote_ref /$ref");
      assertThat(pointers(older)).containsExactly("policy.schema.remote_ref /items/$ref");
    }
  }

  @Test
  void a_schema_that_applies_itself_to_the_same_value_is_refused() {
    for (String schema :
        List.of(
            "{\"$ref\": \"#\"}",
            "{\"allOf\": [{\"$ref\": \"#\"}]}",
            "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"not\": {\"$ref\": \"#/$defs/b\"}}, \"b\": {\"if\": {\"$ref\": \"#/$defs/a\"}, \"then\": true}}}",
            "{\"dependentSchemas\": {\"a\": {\"$ref\": \"#\"}}}")) {
      assertThat(problems(schema)).extracting(Problem::code).contains("policy.schema.ref_loop");
    }
  }

  @Test
  void recursion_into_parts_is_no_loop() {
    String tree =
        "{\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#\"}}, \"additionalProperties\": false}";

    assertThat(accepts(tree, "{\"next\": {\"next\": {}}}")).isTrue();
    assertThat(violations(tree, "{\"next\": {\"next\": {\"x\": 1}}}"))
        .extracting(Violation::pointer)
        .containsExactly("/next/next/x");
  }

  @Test
  void a_long_chain_of_references_is_followed_or_refused_without_harm() {
    StringBuilder defs = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      defs.append(String.format("\"d%d\": {\"$ref\": \"#/$defs/d%d\"}, ", i, i + 1));
    }
    Schema schema =
        compiled("{\"$ref\": \"#/$defs/d0\", \"$defs\": {" + defs + "\"d20000\": true}}");

    assertThat(violations(schema, Json.Null.NULL))
        .extracting(Violation::keyword)
        .containsExactly("$schema");
  }

  @Test
  void shared_definitions_are_merged_and_collisions_are_problems() {
    Json.Obj shared = (Json.Obj) json("{\"safe\": {\"type\": \"string\"}, \"bad\": {\"type\": 1}}");

    SchemaReading reading =
        Schema.compile(json("{\"$ref\": \"#/$defs/safe\", \"$defs\": {\"safe\": true}}"), shared);

    assertThat(pointers(((SchemaReading.Broken) reading).problems()))
        .containsExactly(
            "policy.defs.collision /$defs/safe", "policy.schema.invalid /$defs/bad/type");
    assertThat(Schema.compile(Json.Bool.TRUE, shared)).isInstanceOf(SchemaReading.Broken.class);
  }

  @Test
  void a_boolean_schema_stays_itself_beside_shared_definitions() {
    Json.Obj shared = (Json.Obj) json("{\"safe\": {\"type\": \"string\"}}");

    Schema nothing = ((SchemaReading.Compiled) Schema.compile(Json.Bool.FALSE, shared)).schema();

    assertThat(accepts(nothing, Json.Obj.EMPTY)).isFalse();
  }

  @Test
  void unknown_keywords_and_format_are_annotations() {
    assertThat(accepts("{\"format\": \"ipv4\", \"minimun\": 5, \"x-y\": {\"type\": 1}}", "\"x\""))
        .isTrue();
  }

  @Test
  void older_dialects_are_handed_over_and_assert_format() {
    String draft7 =
        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"object\", \"properties\": {\"u\": {\"format\": \"ipv4\"}}}";

    assertThat(compiled(draft7).isCompiled()).isFalse();
    assertThat(accepts(draft7, "{\"u\": \"127.0.0.1\"}")).isTrue();
    assertThat(accepts(draft7, "{\"u\": \"x\"}")).isFalse();
    assertThat(problems(draft7.replace("\"object\"", "\"objekt\""))).isNotEmpty();
    assertThat(problems("{\"$schema\": \"https://example.com/mine\"}"))
        .extracting(Problem::code)
        .containsExactly("policy.schema.dialect");
  }

  @Test
  void only_reachable_keywords_of_the_library_hand_over() {
    assertThat(compiled("{\"unevaluatedProperties\": false}").isCompiled()).isFalse();
    assertThat(compiled("{\"$defs\": {\"a\": {\"unevaluatedProperties\": false}}}").isCompiled())
        .isTrue();
  }

  @Test
  void violations_say_what_would_be_accepted_and_never_the_value() {
    String schema =
        """
        {"type": "object", "required": ["a", "k"], "additionalProperties": false,
         "properties": {"a": {"type": "string", "pattern": "^x", "maxLength": 3}, "n": {"maximum": 5}, "e": {"enum": ["on", "off"]},
           "l": {"items": {"type": ["string", "null"]}, "uniqueItems": true}}}
        """;
    String value =
        "{\"a\": \"secret\", \"n\": 777, \"e\": \"secret\", \"l\": [777, 777], \"other/one\": \"secret\"}";

    List<Violation> violations = violations(schema, value);

    assertThat(violations)
        .containsExactlyInAnyOrder(
            new Violation("/a", "maxLength", "must have at most `3` characters", false),
            new Violation("/a", "pattern", "must match `^x`", false),
            new Violation("/n", "maximum", "must be at most `5`", false),
            new Violation("/e", "enum", "must be one of `\"on\"`, `\"off\"`", false),
            new Violation("/l/0", "type", "must be of a type among `string`, `null`", false),
            new Violation("/l/1", "type", "must be of a type among `string`, `null`", false),
            new Violation("/l", "uniqueItems", "must not contain equal items", false),
            new Violation(
                "/other~1one",
                "additionalProperties",
                "is no accepted member; accepted: `a`, `n`, `e`, `l`",
                false),
            new Violation("", "required", "must have the member `k`", false));
    assertThat(violations.toString()).doesNotContain("secret", "777");
  }

  @Test
  void violations_of_the_library_never_quote_the_value() {
    String schema =
        "{\"properties\": {\"a\": {\"type\": \"integer\", \"const\": 1, \"pattern\": \"^x$\"}}, \"unevaluatedProperties\": false}";

    List<Violation> violations = violations(schema, "{\"a\": \"secret\", \"b\": \"secret\"}");

    assertThat(violations).extracting(Violation::pointer).contains("/a");
    assertThat(violations.toString()).doesNotContain("secret");
  }

  @Test
  void at_most_a_hundred_violations_are_told() {
    Json many = new Json.Arr(Collections.nCopies(5000, Json.Null.NULL));

    assertThat(violations(compiled("{\"items\": {\"type\": \"string\"}}"), many)).hasSize(100);
  }

  @Test
  void numbers_are_compared_exactly_whatever_their_size() {
    assertThat(accepts("{\"type\": \"integer\"}", "5.0")).isTrue();
    assertThat(accepts("{\"type\": \"integer\"}", "1e-999999999999")).isFalse();
    assertThat(accepts("{\"maximum\": 9007199254740992}", "9007199254740993")).isFalse();
    assertThat(accepts("{\"exclusiveMinimum\": 0}", "1e-999999999999")).isTrue();
    assertThat(accepts("{\"multipleOf\": 0.01}", "0.07")).isTrue();
    assertThat(accepts("{\"multipleOf\": 0.01}", "0.075")).isFalse();
    assertThat(accepts("{\"multipleOf\": 1e-9}", "1e300")).isTrue();
    assertThat(accepts("{\"multipleOf\": 3}", "1e-999999999999")).isFalse();
    assertThat(accepts("{\"multipleOf\": 7}", "700000000000000000000000000000000000000000000007"))
        .isTrue();
    assertThat(accepts("{\"const\": 100}", "1.00e2")).isTrue();
    assertThat(accepts("{\"uniqueItems\": true}", "[1, 1.0]")).isFalse();
    assertThat(accepts("{\"enum\": [{\"a\": 0, \"b\": -0.0}]}", "{\"b\": 0e5, \"a\": 0.0}"))
        .isTrue();
  }

  @Test
  void handed_over_schemas_refuse_numbers_the_library_cannot_work_with() {
    String schema = "{\"unevaluatedProperties\": false, \"multipleOf\": 0.1}";

    assertThat(accepts(schema, "0.3")).isTrue();
    assertThat(accepts(schema, "1e-999999999")).isFalse();
  }

  /** Two recursive alternatives double the work at each level of the value. */
  @Test
  void recursive_alternatives_end_in_a_refusal_and_not_in_a_hang() {
    String node =
        "{\"anyOf\": [{\"properties\": {\"n\": {\"$ref\": \"#\"}}, \"required\": [\"x\"]}, {\"properties\": {\"n\": {\"$ref\": \"#\"}}, \"required\": [\"y\"]}]%s}";
    Json value = Json.Obj.EMPTY;
    for (int i = 0; i < 60; i++) {
      value = Json.object().put("n", value).build();
    }
    Json deep = value;

    for (String more : List.of("", ", \"unevaluatedProperties\": true")) {
      Schema schema = compiled(String.format(node, more));
      List<Violation> violations = assertTimeoutPreemptively(NEVER, () -> violations(schema, deep));
      assertThat(violations).hasSize(1);
      assertThat(violations.getFirst().message()).contains("more work");
    }
  }

  @Test
  void values_nested_deeper_than_any_reader_allows_are_refused() {
    Json value = Json.Null.NULL;
    for (int i = 0; i < 5000; i++) {
      value = new Json.Arr(List.of(value));
    }

    Json deeper = value;
    for (int i = 0; i < 100_000; i++) {
      deeper = new Json.Arr(List.of(deeper));
    }
    Json same = new Json.Arr(Collections.nCopies(20, deeper));

    assertThat(accepts(compiled("{\"uniqueItems\": true}"), same)).isFalse();
    assertThat(accepts(compiled("{\"items\": {\"$ref\": \"#\"}}"), value)).isFalse();
    assertThat(
            accepts(compiled("{\"items\": {\"$ref\": \"#\"}, \"unevaluatedItems\": false}"), value))
        .isFalse();
  }

  @Test
  void many_items_with_equal_hashes_are_compared_without_pairing_them_all() {
    List<Json> items = new ArrayList<>();
    for (int i = 0; i < 1 << 16; i++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < 16; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      items.add(new Json.Str(text.toString()));
    }
    Json array = new Json.Arr(items);
    Schema ours = compiled("{\"uniqueItems\": true}");
    Schema theirs = compiled("{\"uniqueItems\": true, \"unevaluatedProperties\": false}");

    assertTimeoutPreemptively(NEVER, () -> assertThat(accepts(ours, array)).isTrue());
    assertTimeoutPreemptively(NEVER, () -> assertThat(accepts(theirs, array)).isTrue());
  }

  @Test
  void a_text_too_costly_for_its_pattern_is_refused() {
    Schema schema = compiled("{\"pattern\": \"(?:x[ab]{0,900}y|z){3}\"}");
    Json text = new Json.Str("xa".repeat(500_000));

    List<Violation> violations = assertTimeoutPreemptively(NEVER, () -> violations(schema, text));

    assertThat(violations.getFirst().message()).contains("more work");
  }
}
