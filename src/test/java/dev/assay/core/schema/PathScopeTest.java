package dev.assay.core.schema;

import static dev.assay.core.schema.SchemaSuite.accepts;
import static dev.assay.core.schema.SchemaSuite.compiled;
import static dev.assay.core.schema.SchemaSuite.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Path-prefix patterns hold after normalisation too ({@code design.md} §3 row 16). */
class PathScopeTest {
  private static final long SEED = Long.getLong("assay.seed", 7_212_032L);

  private static String text(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\0", "\\u0000") + "\"";
  }

  private static List<Violation> at(String pattern, String value) {
    return violations("{\"pattern\": \"" + pattern + "\"}", text(value));
  }

  @Test
  void plain_paths_pass() {
    for (String value :
        List.of(
            "/app/",
            "/app/x",
            "/app/x/./y",
            "/app/x/../y",
            "/app//x",
            "/app/..x",
            "/app/x/",
            "/app/%41")) {
      assertThat(at("^/app/", value)).as(value).isEmpty();
    }
    assertThat(at("^\\\\./src/", "./src/a/../b")).isEmpty();
    assertThat(at("^~/notes/", "~/notes//a")).isEmpty();
  }

  @Test
  void detours_out_of_the_scope_are_told_as_such() {
    for (String value :
        List.of(
            "/app/../etc/passwd",
            "/app/./../etc",
            "/app/x/../../etc",
            "/app//../etc",
            "/app/..",
            "/app/../../app/x",
            "/app/\\..\\x",
            "/app/%2e%2e/x",
            "/app/.%2E/x",
            "/app/%2Fx",
            "/app/a%5cb",
            "/app/x\0")) {
      assertThat(at("^/app/.*", value))
          .as(value)
          .extracting(Violation::keyword, Violation::pathScope)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("pattern", true));
    }
    assertThat(at("^./src/", "./src/../../x"))
        .extracting(Violation::pathScope)
        .containsExactly(true);
    assertThat(at("^~/a/", "~/a/../../bob/a/"))
        .extracting(Violation::pathScope)
        .containsExactly(true);
  }

  @Test
  void a_value_outside_as_written_is_an_ordinary_violation() {
    assertThat(at("^/app/", "/etc/passwd")).extracting(Violation::pathScope).containsExactly(false);
  }

  @Test
  void other_patterns_are_not_concerned() {
    assertThat(at("^https://h/", "https://h/../%2e\\x")).isEmpty();
    assertThat(at("^/a|^b", "/a/../x")).isEmpty();
  }

  @Test
  void the_rule_holds_wherever_the_schema_applies_the_pattern() {
    String bad = "\"/app/../x\"";
    for (String[] each :
        new String[][] {
          {"{\"items\": {\"pattern\": \"^/app/\"}}", "[" + bad + "]"},
          {"{\"anyOf\": [{\"type\": \"number\"}, {\"pattern\": \"^/app/\"}]}", bad},
          {
            "{\"allOf\": [{\"$ref\": \"#/$defs/p\"}], \"$defs\": {\"p\": {\"pattern\": \"^/app/\"}}}",
            bad
          },
          {"{\"contains\": {\"pattern\": \"^/app/\"}}", "[" + bad + "]"},
          {"{\"propertyNames\": {\"pattern\": \"^/app/\"}}", "{" + bad + ": 1}"},
          {
            "{\"patternProperties\": {\"^/app/\": true}, \"additionalProperties\": false}",
            "{" + bad + ": 1}"
          },
          {"{\"if\": true, \"then\": {\"pattern\": \"^/app/\"}}", bad},
          {
            "{\"dependentSchemas\": {\"a\": {\"properties\": {\"a\": {\"pattern\": \"^/app/\"}}}}}",
            "{\"a\": " + bad + "}"
          },
        }) {
      assertThat(violations(each[0], each[1])).as(each[0]).anyMatch(Violation::pathScope);
    }
  }

  @Test
  void no_inversion_accepts_what_normalisation_would_change() {
    String[] schemas = {
      "{\"not\": {\"pattern\": \"^/etc/\"}}",
      "{\"not\": {\"not\": {\"pattern\": \"^/etc/\"}}}",
      "{\"oneOf\": [{\"pattern\": \"^/etc/\"}, {\"pattern\": \"^/\"}]}",
      "{\"oneOf\": [{\"pattern\": \"^/etc/\"}, true]}",
      "{\"if\": {\"pattern\": \"^/etc/\"}, \"then\": false, \"else\": true}",
      "{\"if\": {\"pattern\": \"^/etc/\"}, \"then\": true, \"else\": true}",
      "{\"anyOf\": [{\"not\": {\"pattern\": \"^/etc/\"}}]}",
    };
    for (String schema : schemas) {
      for (String value :
          List.of(
              "/tmp/../etc/passwd",
              "/etc/../tmp/x",
              "/tmp/%2e%2e/etc/x",
              "/tmp\\..\\etc\\x",
              "//etc/x",
              "/../etc/x",
              "/etc/x%2fy")) {
        assertThat(violations(schema, text(value)))
            .as(schema + " on " + value)
            .anyMatch(Violation::pathScope);
      }
    }
    assertThat(accepts(schemas[0], "\"/tmp/x\"")).isTrue();
    assertThat(accepts(schemas[0], "\"/tmp/x/../y%2f\"")).isTrue();
    assertThat(violations(schemas[0], "\"/etc/x\"")).noneMatch(Violation::pathScope);
    assertThat(
            violations(
                "{\"contains\": {\"pattern\": \"^/etc/\"}, \"minContains\": 0, \"maxContains\": 0}",
                "[\"/tmp/../etc/x\"]"))
        .anyMatch(Violation::pathScope);
  }

  @Test
  void an_alternative_that_holds_saves_one_that_does_not() {
    String schema =
        "{\"anyOf\": [{\"pattern\": \"^/app/\"}, {\"pattern\": \"^/app/../data/\"}, {\"const\": \"/app/../x\"}]}";

    assertThat(accepts(schema, "\"/app/../x\"")).isTrue();
  }

  @Test
  void handed_over_schemas_refuse_every_text_that_disagrees() {
    String schema =
        "{\"properties\": {\"p\": {\"pattern\": \"^/app/\"}, \"q\": true}, \"unevaluatedProperties\": false}";

    assertThat(accepts(schema, "{\"p\": \"/app/x\", \"q\": \"/tmp/../x\"}")).isTrue();
    assertThat(violations(schema, "{\"p\": \"/app/../x\"}"))
        .containsExactly(
            new Violation(
                "/p",
                "pattern",
                "must match `^/app/` or not match it in the same way before and after `.` and `..` are resolved",
                true));
    assertThat(violations(schema, "{\"q\": \"/tmp/../app/x\"}")).anyMatch(Violation::pathScope);
  }

  @Test
  void what_is_accepted_stays_below_the_prefix_when_the_file_system_normalises() {
    Random random = new Random(SEED);
    String[] pieces = {
      "/", "//", ".", "..", "app", "ap", "etc", "x", "a b", "...", ".x", "x.", "~", "%2e", "\\",
      "%", "app/", "\u00E9"
    };
    String[] prefixes = {"/app/", "/app", "/app/x/", "/", "./app/", "~/app/"};
    int accepted = 0;
    for (String prefix : prefixes) {
      String literal = prefix.replace(".", "\\\\.");
      List<Schema> schemas =
          List.of(
              compiled("{\"pattern\": \"^" + literal + "\"}"),
              compiled("{\"pattern\": \"^" + literal + ".*$\"}"),
              compiled("{\"pattern\": \"^(?:" + literal + "|/app/x/)(.+)?\"}"),
              compiled(
                  "{\"allOf\": [{\"pattern\": \"^"
                      + literal
                      + "\"}], \"unevaluatedItems\": false}"));
      for (int i = 0; i < 20_000; i++) {
        StringBuilder value = new StringBuilder(random.nextInt(4) > 0 ? prefix : "");
        for (int n = random.nextInt(8); n > 0; n--) {
          value.append(pieces[random.nextInt(pieces.length)]);
        }
        Schema schema = schemas.get(i % schemas.size());
        if (accepts(schema, new Json.Str(value.toString()))) {
          accepted++;
          assertThat(below(prefix, value.toString()) || below("/app/x/", value.toString()))
              .as("%s accepts %s, seed %d", prefix, value, SEED)
              .isTrue();
        }
      }
    }
    assertThat(accepted).isGreaterThan(5000);
  }

  /** The last name of a prefix may go on when it is not closed by a slash. */
  private static boolean below(String prefix, String value) {
    Path normal = Path.of(value).normalize();
    Path scope = Path.of(prefix).normalize();
    return prefix.endsWith("/")
        ? normal.startsWith(scope)
        : normal.toString().startsWith(scope.toString());
  }
}
