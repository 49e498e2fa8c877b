package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.IndependentVerifier;
import dev.assay.testkit.OpenedBundle;
import dev.assay.testkit.OpenedBundle.Fit;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Arbitrary bytes as the second line of an events file whose digests fit: the quick way through a
 * line, the full way and the independent verifier say the same.
 */
class EventLineFuzzTest {
  private static final OpenedBundle SESSION =
      OpenedBundle.of("ok", Vectors.bytes("evidence/sealed/ok.tar.gz"));
  private static final IndependentVerifier INDEPENDENT = IndependentVerifier.compiled();

  @FuzzTest(maxDuration = "60s")
  void all_ways_through_a_line_agree(byte[] line) {
    byte[] archive = SESSION.withSecondLine(line);
    Verdict quick = BundleArchives.verify(archive);
    List<Json.Obj> quickEvents = new ArrayList<>();
    List<Json.Obj> fullEvents = new ArrayList<>();
    BundleArchives.verify(
        archive, BundleLimits.DEFAULT, (_, event, _, _, _) -> quickEvents.add(event));
    Verdict full = FullWay.verify(archive, (_, event, _, _, _) -> fullEvents.add(event));
    assertThat(quickEvents).isEqualTo(fullEvents);
    assertThat(full.facts()).isEqualTo(quick.facts());
    assertThat(full.layers()).isEqualTo(quick.layers());
    INDEPENDENT.assertAgrees(
        quick, archive, Map.of(), new String(line, StandardCharsets.ISO_8859_1));
    List<String> lines =
        List.of(SESSION.lines().getFirst(), new String(line, StandardCharsets.UTF_8));
    byte[] fitted = SESSION.fitted(lines, Fit.ALL_BUT_SEAL);
    INDEPENDENT.assertAgrees(BundleArchives.verify(fitted), fitted, Map.of(), lines.get(1));
  }
}
