package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BundleCodeTest {
  /** Codes that no archive can cause by itself; VerifyBundleTest has their cases. */
  private static final EnumSet<BundleCode> CAUSED_OTHERWISE =
      EnumSet.of(BundleCode.INTEGRITY_IO, BundleCode.CONTRACT_NOT_CANONICAL);

  @Test
  void every_code_has_a_mutated_bundle_that_gets_it() {
    String targets =
        Vectors.cases("evidence/tamper/index.json", "cases").stream()
            .map(c -> c.string("target").orElseThrow())
            .collect(Collectors.joining(" "));
    List<BundleCode> missing =
        EnumSet.complementOf(CAUSED_OTHERWISE).stream()
            .filter(code -> !targets.contains("/" + code.wire()))
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void the_reference_page_lists_every_code_with_its_class_and_reason() throws IOException {
    List<String> rows =
        Files.readString(Path.of("docs/reference/evidence-bundle.md")).lines().toList();
    for (BundleCode code : BundleCode.values()) {
      assertThat(rows)
          .as(code.wire())
          .anyMatch(
              row ->
                  row.startsWith("| " + code.kind().wire() + " |")
                      && row.contains("`" + code.wire() + "`")
                      && row.contains("`" + code.reason().wire() + "`"));
    }
  }

  @Test
  void the_reference_page_lists_every_limit() throws IOException {
    String page = Files.readString(Path.of("docs/reference/evidence-bundle.md"));
    Json.ObjBuilder overrides = Json.object();
    page.lines()
        .filter(row -> row.startsWith("| `max_"))
        .forEach(row -> overrides.put(row.substring(3, row.indexOf('`', 3)), 7));
    assertThat(BundleLimits.DEFAULT.with(overrides.build()))
        .isEqualTo(new BundleLimits.Reading.Read(new BundleLimits(7, 7, 7, 7, 7, 7, 7, 7)));
  }

  @Test
  void a_limit_that_is_unknown_or_no_number_is_refused_with_all_others() {
    Json.Obj overrides =
        (Json.Obj)
            Vectors.parse(
                "{\"max_evnts\":1,\"max_events\":-1,\"max_line_bytes\":\"9\",\"max_json_depth\":10000}");
    assertThat(((BundleLimits.Reading.Refused) BundleLimits.DEFAULT.with(overrides)).problems())
        .hasSize(4);
  }

  @Test
  void wire_names_are_unique() {
    assertThat(Arrays.stream(BundleCode.values()).map(BundleCode::wire)).doesNotHaveDuplicates();
  }
}
