package dev.assay.core.lint.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.lint.Finding;
import dev.assay.core.lint.LintReport;
import dev.assay.testkit.Lint;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Published packs, good and bad. Source: {@code vectors/evidence/lint/pack-cases.json}. */
class PackVectorsTest {
  private static final byte[] BUNDLE = Vectors.bytes("evidence/bundles/b2-session/bundle.tar.gz");

  /** Cases we refuse on purpose, each with its line in docs/explanation/differences.md. */
  private static final Map<String, String> REFUSED =
      new TreeMap<>(Map.of("odd-unknown-rule-member.yaml", "unknown key `note`"));

  @TestFactory
  Stream<DynamicTest> every_case_ends_as_published() {
    List<Json.Obj> cases = Vectors.cases("evidence/lint/pack-cases.json", "cases");
    assertThat(cases).hasSize(26);
    return cases.stream()
        .map(row -> DynamicTest.dynamicTest(files(row).toString(), () -> check(row)));
  }

  private static List<String> files(Json.Obj row) {
    return strings(row.get("packs"));
  }

  private static List<String> strings(Json array) {
    return ((Json.Arr) array).items().stream().map(item -> ((Json.Str) item).value()).toList();
  }

  private static PackReading read(String file) {
    return PackReader.read(Vectors.bytes("evidence/lint/packs/" + file), file);
  }

  private static void check(Json.Obj row) {
    List<String> files = files(row);
    if (row.get("load_error") != null) {
      assertThat(isRefused(files)).isTrue();
      return;
    }
    if (REFUSED.containsKey(files.getFirst())) {
      PackReading.Refused refused = (PackReading.Refused) read(files.getFirst());
      assertThat(refused.problems().getFirst().message()).isEqualTo(REFUSED.get(files.getFirst()));
      return;
    }
    List<RulePack> packs =
        files.stream()
            .map(f -> Lint.accepted(Vectors.bytes("evidence/lint/packs/" + f), f))
            .toList();
    assertThat(packs.stream().map(pack -> pack.digests().engine()))
        .isEqualTo(strings(row.get("pack_digests")));
    LintReport report = Lint.report(BUNDLE, packs, 5000);
    List<String> found =
        report.findings().stream()
            .filter(finding -> finding.rule() instanceof Finding.RuleRef.OfPack)
            .map(PackVectorsTest::shown)
            .toList();
    assertThat(found)
        .isEqualTo(
            Vectors.objects(row.get("findings")).stream().map(PackVectorsTest::row).toList());
  }

  private static boolean isRefused(List<String> files) {
    List<RulePack> packs = new ArrayList<>();
    for (String file : files) {
      switch (read(file)) {
        case PackReading.Refused refused -> {
          assertThat(refused.problems())
              .isNotEmpty()
              .allSatisfy(
                  problem -> {
                    assertThat(problem.where().document()).isEqualTo(file);
                    assertThat(problem.where().line()).isPositive();
                  });
          return true;
        }
        case PackReading.Accepted(RulePack pack) -> packs.add(pack);
      }
    }
    return PackSelection.of(packs) instanceof PackSelection.Colliding;
  }

  private static String shown(Finding finding) {
    return String.join(
        " ",
        finding.rule().id(),
        finding.severity().wire(),
        finding.place() == null ? "-" : finding.place().seq() + "/" + finding.place().line(),
        finding.fingerprints().finding(),
        finding.fingerprints().line());
  }

  private static String row(Json.Obj finding) {
    return String.join(
        " ",
        finding.string("rule").orElseThrow(),
        finding.string("severity").orElseThrow(),
        finding
            .integer("seq")
            .map(seq -> seq + "/" + finding.integer("line").orElseThrow())
            .orElse("-"),
        finding.string("fingerprint").orElseThrow(),
        finding.string("line_hash").orElseThrow());
  }
}
