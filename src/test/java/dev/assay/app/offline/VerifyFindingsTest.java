package dev.assay.app.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.VerifyBundle.Demands;
import dev.assay.app.offline.VerifyBundle.Request;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.report.JUnitReport;
import dev.assay.core.report.JUnitReport.Outcome;
import dev.assay.core.report.SarifLevel;
import dev.assay.core.report.SarifResult;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.Vectors;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyFindingsTest {
  private final FakeBundleFiles files =
      new FakeBundleFiles()
          .with("ok.tar.gz", Vectors.bytes("evidence/sealed/ok.tar.gz"))
          .with("/abs/unsealed.tar.gz", Vectors.bytes("evidence/sealed/unsealed.tar.gz"))
          .with("./out/forged.tar.gz", Vectors.bytes("evidence/sealed/time-changed.tar.gz"))
          .with("odd\u001b.tar.gz", Vectors.bytes("evidence/tamper/083-pretty.tar.gz"))
          .with("broken.tar.gz", Vectors.bytes("evidence/tamper/100-data-naive.tar.gz"));

  private VerifyReport verify(String path, Demands demands) {
    return new VerifyBundle(files)
        .verify(new Request(path, BundleLimits.DEFAULT, List.of(), demands));
  }

  private static Demands sealed() {
    return new Demands(false, EnumSet.of(Question.SEALED), false);
  }

  private static List<String> sarif(VerifyReport... reports) {
    return VerifyFindings.sarif(List.of(reports), "1.0.0").results().stream()
        .filter(result -> result.level() != SarifLevel.NOTE)
        .map(r -> r.ruleId() + " " + r.level().wire() + " " + r.place().path())
        .toList();
  }

  private static List<String> junit(VerifyReport... reports) {
    return VerifyFindings.junit(List.of(reports)).cases().stream()
        .map(c -> c.name() + " " + c.outcome().getClass().getSimpleName())
        .toList();
  }

  @Test
  void a_bundle_that_passes_has_notes_only() {
    VerifyReport passed = verify("ok.tar.gz", sealed());
    assertThat(sarif(passed)).isEmpty();
    assertThat(VerifyFindings.sarif(List.of(passed), "1.0.0").results())
        .extracting(SarifResult::ruleId)
        .containsExactly("time_regression");
  }

  @Test
  void what_refuses_is_an_error_and_what_only_failed_a_warning() {
    assertThat(sarif(verify("/abs/unsealed.tar.gz", sealed())))
        .containsExactly("sealed error unsealed.tar.gz");
    assertThat(sarif(verify("./out/forged.tar.gz", Demands.STRUCTURE)))
        .containsExactly("sealed warning out/forged.tar.gz");
    assertThat(sarif(verify("./out/forged.tar.gz", sealed())))
        .containsExactly("sealed error out/forged.tar.gz");
    assertThat(sarif(verify("broken.tar.gz", Demands.STRUCTURE)))
        .containsExactly(
            "IntegrityEventHash error broken.tar.gz", "IntegrityManifestHash error broken.tar.gz");
    assertThat(sarif(verify("nowhere", Demands.STRUCTURE)))
        .containsExactly("unreadable error nowhere");
    Demands canonical = new Demands(true, EnumSet.noneOf(Question.class), false);
    assertThat(sarif(verify("odd\u001b.tar.gz", canonical)))
        .containsExactly("ContractNotCanonical error evidence-bundle");
  }

  @Test
  void a_fingerprint_does_not_depend_on_the_directory() {
    files.with("here/broken.tar.gz", Vectors.bytes("evidence/tamper/100-data-naive.tar.gz"));
    assertThat(prints("here/broken.tar.gz")).isEqualTo(prints("broken.tar.gz"));
    assertThat(prints("broken.tar.gz")).doesNotHaveDuplicates();
  }

  private List<String> prints(String path) {
    return VerifyFindings.sarif(List.of(verify(path, Demands.STRUCTURE)), "1.0.0")
        .results()
        .stream()
        .map(SarifResult::fingerprints)
        .map(prints -> prints.firstEntry().getValue())
        .toList();
  }

  @Test
  void every_layer_is_a_case_and_what_was_not_checked_is_skipped() {
    assertThat(junit(verify("ok.tar.gz", sealed())))
        .containsExactly(
            "structure Noted",
            "sealed Noted",
            "expected Skipped",
            "signed Skipped",
            "timestamped Skipped",
            "logged Skipped",
            "observed Skipped");
    assertThat(junit(verify("/abs/unsealed.tar.gz", sealed()))).contains("sealed Failed");
    assertThat(junit(verify("broken.tar.gz", Demands.STRUCTURE)))
        .contains("structure Failed", "sealed Skipped");
    assertThat(junit(verify("nowhere", Demands.STRUCTURE))).containsExactly("structure Errored");
  }

  @Test
  void the_details_of_a_broken_bundle_are_all_its_problems() {
    JUnitReport.Case broken =
        VerifyFindings.junit(List.of(verify("broken.tar.gz", Demands.STRUCTURE)))
            .cases()
            .getFirst();
    assertThat(broken.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.details())
                    .contains("(IntegrityEventHash)\n")
                    .contains("(IntegrityManifestHash)"));
  }
}
