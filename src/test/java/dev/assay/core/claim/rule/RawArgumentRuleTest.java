package dev.assay.core.claim.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.json.Json;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.RecordedBundles;
import dev.assay.testkit.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawArgumentRuleTest {
  private static Finding find(String type, Json data) {
    ClaimTally tally = new RawArgumentRule().begin();
    tally.see(new ObservedEvent(0, type, "urn:assay:test", "sha256:0", data));
    return tally.conclude(Ground.VERIFIED_ONLY);
  }

  private static void rejects(String type, String data) {
    assertThat(find(type, Vectors.parse(data)))
        .as(data)
        .isInstanceOfSatisfying(
            Finding.Absent.class,
            absent ->
                assertThat(absent.support().reasons())
                    .containsExactly("payload_not_closed:" + type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assay.tool.decision | [{\"path\":\"/etc/shadow\"}]",
        "assay.tool.decision | \"path=/etc/shadow\"",
        "assay.tool.decision | null",
        "assay.tool.decision | {\"arguments\":{}}",
        "assay.tool.decision | {\"tool\":{\"path\":\"/a\"}}",
        "assay.tool.decision | {\"tool_classes\":[{\"path\":\"/a\"}]}",
        "assay.tool.decision | {\"tool_classes\":[[\"/a\"]]}",
        "assay.tool.decision | {\"obligations\":[{\"type\":\"x\",\"args\":1}]}",
        "assay.tool.decision | {\"privileged\":{\"enforcement\":{\"action\":{\"target\":{\"q\":1}}}}}",
        "assay.tool.decision | {\"privileged\":{\"arguments\":{}}}",
        "assay.tool.surface | {\"surface\":{\"arguments\":{\"path\":\"/a\"}}}",
        "assay.tool.surface | {\"surface\":\"path=/a\"}",
        "assay.tool.surface | {\"surface\":{\"observed_tool_decisions\":[{\"arguments\":1}]}}",
        "assay.tool.definitions | {\"tools\":[{\"name\":\"x\",\"inputSchema\":{}}]}",
        "assay.session.started | {\"upstream\":{\"argv\":[\"a\",\"b\"]}}",
        "assay.session.sealed | {\"counts\":{\"arguments\":1}}",
        "assay.mcp.manifest | {\"observed\":{\"tool_digests\":[{\"arguments\":1}]}}",
      })
  void what_the_closed_shape_has_no_place_for_is_rejected(String type, String data) {
    rejects(type, data);
  }

  @TestFactory
  Stream<DynamicTest> what_the_gate_wrote_has_the_closed_shapes() {
    return RecordedBundles.all().stream()
        .map(
            recorded ->
                DynamicTest.dynamicTest(
                    recorded.name(),
                    () -> {
                      CompileTrustBasis.Request request =
                          new CompileTrustBasis.Request(
                              "b",
                              BundleLimits.DEFAULT,
                              Ruleset.HONEST,
                              CompileTrustBasis.Supplied.NOTHING);
                      CompileTrustBasis.Outcome outcome =
                          new CompileTrustBasis(
                                  new FakeBundleFiles().with("b", recorded.archive()), "1")
                              .compile(request);
                      assertThat(outcome)
                          .isInstanceOfSatisfying(
                              CompileTrustBasis.Outcome.Compiled.class,
                              compiled ->
                                  assertThat(
                                          compiled
                                              .compilation()
                                              .claim(ClaimId.RAW_ARGUMENT_ABSENCE_CHECKED)
                                              .level())
                                      .isEqualTo(Level.INFERRED));
                    }));
  }

  @Test
  void foreign_types_are_not_looked_at() {
    assertThat(find("org.example.other", new Json.Str("raw")))
        .isInstanceOfSatisfying(
            Finding.Absent.class, absent -> assertThat(absent.support().candidates()).isZero());
  }
}
