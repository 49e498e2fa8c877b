package dev.assay.core.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.lint.pack.Severity;
import dev.assay.testkit.Lint;
import dev.assay.testkit.LintedBundles;
import dev.assay.testkit.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds for any bundle and any packs. */
class LinterPropertiesTest {
  private static final int ROUNDS = 40;
  private static final List<String> CHECKS =
      List.of(
          "{ type: event_count, min: 7 }",
          "{ type: event_type_exists, pattern: 'b*' }",
          "{ type: for_each, require: [{ path: /data/n, in: [1, 2] }] }",
          "{ type: group_count, by: /data/n, max: 2 }",
          "{ type: paired, by: /data/n, first: { type: a }, second: { type: b } }",
          "{ type: conditional, condition: { all: [{ path: /type, equals: a }] },"
              + " then: { type: json_path_exists, paths: [/data/m] } }");

  private static byte[] bundle(RandomGenerator random) {
    LintedBundles bundle = new LintedBundles();
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      String type = random.nextBoolean() ? "a" : "b";
      String subject = random.nextInt(3) == 0 ? "token=x" : "plain";
      bundle.event(type, "{\"n\":" + random.nextInt(5) + "}", subject);
    }
    return bundle.archive();
  }

  private static List<RulePack> packs(RandomGenerator random) {
    List<RulePack> packs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      StringBuilder rules = new StringBuilder();
      for (int r = 0; r < 3; r++) {
        String severity = List.of("error", "warning", "info").get(random.nextInt(3));
        String check = CHECKS.get(random.nextInt(CHECKS.size()));
        rules.append(
            "  - { id: R%d, severity: %s, description: d, check: %s }\n"
                .formatted(r, severity, check));
      }
      packs.add(Lint.pack("p" + i, rules.toString()));
    }
    return packs;
  }

  @Test
  void the_order_of_packs_changes_the_order_of_findings_only() {
    RandomGenerator random = Seed.random();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] archive = bundle(random);
      List<RulePack> packs = packs(random);
      List<Finding> forward = Lint.report(archive, packs, 5000).findings();
      List<Finding> backward = Lint.report(archive, packs.reversed(), 5000).findings();
      assertThat(backward.stream().map(LinterPropertiesTest::shown))
          .as("seed %d round %d", Seed.value(), round)
          .containsExactlyInAnyOrderElementsOf(
              forward.stream().map(LinterPropertiesTest::shown).toList());
    }
  }

  @Test
  void cutting_keeps_the_most_serious_in_their_order_and_counts_the_rest() {
    RandomGenerator random = Seed.random();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] archive = bundle(random);
      List<RulePack> packs = packs(random);
      LintReport all = Lint.report(archive, packs, 5000);
      int max = random.nextInt(1, 40);
      LintReport cut = Lint.report(archive, packs, max);
      List<Finding> expected = all.findings();
      if (expected.size() > max) {
        expected =
            expected.stream().sorted(Comparator.comparing(Finding::severity)).limit(max).toList();
      }
      assertThat(cut.findings().stream().map(LinterPropertiesTest::shown))
          .as("seed %d round %d", Seed.value(), round)
          .isEqualTo(expected.stream().map(LinterPropertiesTest::shown).toList());
      assertThat(cut.omitted()).isEqualTo(all.findings().size() - cut.findings().size());
      for (Severity severity : Severity.values()) {
        assertThat(cut.reaches(severity)).isEqualTo(all.reaches(severity));
      }
    }
  }

  private static String shown(Finding finding) {
    return finding.rule().id()
        + finding.severity()
        + finding.message()
        + finding.place()
        + finding.fingerprints();
  }
}
