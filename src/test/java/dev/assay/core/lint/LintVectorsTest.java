package dev.assay.core.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.lint.pack.Severity;
import dev.assay.testkit.Lint;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The published lint vectors: built-in rules, the packs that they name (written anew for these
 * tests, so their digests are recomputed), cutting, fingerprints. Source: {@code
 * vectors/evidence/lint/index.json}.
 */
class LintVectorsTest {
  private static final String DIRECTORY = "evidence/lint/";
  private static final String INDEX = DIRECTORY + "index.json";

  /** What differs on purpose, each with its line in docs/explanation/differences.md. */
  private static final Map<String, String> OVERRIDES =
      new TreeMap<>(
          Map.of(
              "out/run 7.tar.gz",
              "the fingerprint of a line is over the file name, not the path as given"));

  @TestFactory
  Stream<DynamicTest> every_case_has_its_findings_in_their_order() {
    List<Json.Obj> cases = Vectors.cases(INDEX, "cases");
    assertThat(cases).hasSize(40);
    return cases.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.string("bundle").orElse("") + " " + packs(row), () -> check(row)));
  }

  private static List<String> packs(Json.Obj row) {
    return ((Json.Arr) row.members().get("packs"))
        .items().stream().map(item -> ((Json.Str) item).value()).toList();
  }

  private static List<RulePack> read(List<String> names) {
    return names.stream()
        .map(name -> Lint.accepted(Lint.resource("/packs/" + name + ".yaml"), name))
        .toList();
  }

  private static byte[] bundle(Json.Obj row) {
    return Vectors.bytes(DIRECTORY + row.string("bundle").orElseThrow());
  }

  private static void check(Json.Obj row) {
    List<RulePack> packs = read(packs(row));
    int max = row.integer("max_results").orElseThrow().intValue();
    LintReport report = Lint.report(bundle(row), packs, max);
    List<Json.Obj> expected = Vectors.objects(row.get("findings"));
    assertThat(report.findings().stream().map(LintVectorsTest::shown))
        .isEqualTo(expected.stream().map(LintVectorsTest::shown).toList());
    for (int i = 0; i < expected.size(); i++) {
      checkFingerprints(report.findings().get(i), expected.get(i), packs);
    }
    Json.Obj summary = row.object("summary").orElseThrow();
    assertThat(report.findings()).hasSize(summary.integer("total").orElseThrow().intValue());
    assertThat(report.count(Severity.ERROR)).isEqualTo(summary.integer("errors").orElseThrow());
    assertThat(report.count(Severity.WARN)).isEqualTo(summary.integer("warnings").orElseThrow());
    assertThat(report.count(Severity.INFO)).isEqualTo(summary.integer("infos").orElseThrow());
  }

  private static String shown(Finding finding) {
    EventPlace place = finding.place();
    return finding.rule().id()
        + " "
        + finding.severity().wire()
        + (place == null ? "" : " " + place.seq() + " " + place.line());
  }

  private static String shown(Json.Obj finding) {
    return finding.string("rule").orElse("")
        + " "
        + finding.string("severity").orElse("")
        + finding.integer("seq").map(seq -> " " + seq).orElse("")
        + finding.integer("line").map(line -> " " + line).orElse("");
  }

  /** Of built-in rules as published, of packs by the formula with the digest of our file. */
  private static void checkFingerprints(Finding finding, Json.Obj expected, List<RulePack> packs) {
    String id = finding.rule().id();
    if (!id.contains("@")) {
      assertThat(finding.fingerprints().finding())
          .isEqualTo(expected.string("fingerprint").orElseThrow());
      return;
    }
    String name = id.substring(0, id.indexOf('@'));
    String digest =
        packs.stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow()
            .digests()
            .engine();
    EventPlace place = finding.place();
    String where = place == null ? "global" : place.seq() + ":" + place.line();
    String line = place == null ? "bundle.tar.gz:1" : "events.ndjson:" + place.line();
    assertThat(finding.fingerprints())
        .isEqualTo(
            new Fingerprints(
                Sha256.text(bytes(id + ":" + where + ":" + digest)),
                Sha256.hex(bytes(id + ":" + line + ":" + digest))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> fingerprints_are_those_published() {
    return Vectors.cases("trust/sarif/lint_fingerprints.json", "cases").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.string("rule_id").orElse("") + " " + row.string("bundle_path").orElse(""),
                    () -> checkPublished(row)));
  }

  private static void checkPublished(Json.Obj row) {
    String rule = row.string("rule_id").orElseThrow();
    String path = row.string("bundle_path").orElseThrow();
    Optional<EventPlace> place = row.integer("seq").map(seq -> new EventPlace(seq, ""));
    Optional<String> digest = row.string("pack_digest");
    Json.Obj prints = row.object("partialFingerprints").orElseThrow();
    if (digest.isEmpty()) {
      assertThat(Fingerprints.builtIn(rule, place.orElseThrow()).finding())
          .isEqualTo(prints.string("assayLintFingerprint/v1").orElseThrow());
      return;
    }
    String name = LintSarif.Places.fileName(path);
    Fingerprints ours = Fingerprints.ofPack(rule, place.orElse(null), digest.get(), name);
    assertThat(ours.finding()).isEqualTo(prints.string("assayLintFingerprint/v1").orElseThrow());
    String published = prints.string("primaryLocationLineHash").orElseThrow();
    if (OVERRIDES.containsKey(path)) {
      assertThat(ours.line()).isNotEqualTo(published);
      String asGiven = Fingerprints.ofPack(rule, place.orElse(null), digest.get(), path).line();
      assertThat(asGiven).as("only the path differs").isEqualTo(published);
    } else {
      assertThat(ours.line()).isEqualTo(published);
    }
  }

  @Test
  void the_sarif_skeleton_is_the_published_one_where_we_do_not_differ() {
    Json.Obj example = Vectors.object(INDEX).object("sarif_example").orElseThrow();
    List<RulePack> packs = read(packs(example));
    LintReport report = Lint.report(bundle(example), packs, 500);
    LintSarif.Places places =
        new LintSarif.Places("bundle.tar.gz", Optional.of("events.ndjson"), List.of());
    Json.Obj ours = Sarif.valid(LintSarif.log(report, "3.30.0", places).text());
    Json.Obj theirs = example.object("sarif_with_prose_removed").orElseThrow();
    assertThat(rules(ours)).contains("ASSAY-W901 6.5"); // the one rule of our own
    assertThat(rules(ours).stream().filter(rule -> !rule.startsWith("ASSAY-W901")).toList())
        .isEqualTo(rules(theirs));
    assertThat(results(ours)).isEqualTo(results(theirs));
  }

  private static List<String> rules(Json.Obj log) {
    Json.Obj driver =
        Sarif.run(log).object("tool").flatMap(tool -> tool.object("driver")).orElseThrow();
    return Vectors.objects(driver.get("rules")).stream()
        .map(rule -> rule.string("id").orElseThrow() + " " + security(rule))
        .toList();
  }

  private static String security(Json.Obj rule) {
    return rule.object("properties").flatMap(p -> p.string("security-severity")).orElse("");
  }

  private static List<String> results(Json.Obj log) {
    return Sarif.results(log).stream()
        .map(
            result ->
                result.string("ruleId").orElseThrow()
                    + " "
                    + result.string("level").orElseThrow()
                    + " "
                    + logical(result))
        .toList();
  }

  private static String logical(Json.Obj result) {
    Json.Obj location = Vectors.objects(result.members().get("locations")).getFirst();
    Json named = location.get("logicalLocations");
    return named == null ? "" : Vectors.objects(named).getFirst().string("name").orElse("");
  }
}
