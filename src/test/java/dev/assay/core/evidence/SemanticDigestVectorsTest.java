package dev.assay.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vectors/evidence/semantic-digest.json}, and that no verdict depends on such a digest. */
class SemanticDigestVectorsTest {
  @TestFactory
  Stream<DynamicTest> every_row_is_met() {
    return Vectors.cases("evidence/semantic-digest.json", "cases").stream()
        .map(c -> DynamicTest.dynamicTest(c.string("id").orElseThrow(), () -> check(c)));
  }

  private static void check(Json.Obj row) {
    SemanticDigest.Outcome outcome =
        SemanticDigest.of(row.get("record"), paths(row), row.string("profile").orElseThrow());
    switch (outcome) {
      case SemanticDigest.Outcome.Computed computed -> {
        assertThat(row.string("digest")).contains(computed.digest());
        assertThat(row.string("preimage")).contains(computed.preimage());
      }
      case SemanticDigest.Outcome.Refused(SemanticDigest.Fault fault) ->
          assertThat(row.string("error")).contains(fault.wire());
    }
  }

  private static List<List<String>> paths(Json.Obj row) {
    List<List<String>> paths = new ArrayList<>();
    for (Json path : ((Json.Arr) row.get("set_paths")).items()) {
      paths.add(((Json.Arr) path).items().stream().map(name -> ((Json.Str) name).value()).toList());
    }
    return paths;
  }

  @ParameterizedTest
  @ValueSource(strings = {"166-soft-digest-wrong", "167-soft-digest-alone"})
  void a_wrong_or_lone_digest_changes_no_verdict(String id) {
    Verdict.Intact changed =
        BundleArchives.intact(Vectors.bytes("evidence/tamper/" + id + ".tar.gz"));
    Verdict.Intact original =
        BundleArchives.intact(Vectors.bytes("evidence/bundles/b2-session/bundle.tar.gz"));
    assertThat(changed.bundle().manifest().bundleId())
        .isEqualTo(original.bundle().manifest().bundleId());
    assertThat(changed.layers()).isEqualTo(original.layers());
  }

  @Test
  void the_content_hash_does_not_see_it() {
    Json.Obj event = Vectors.lines("evidence/bundles/b2-session/events.ndjson").getFirst();
    Json.Obj marked =
        BundleArchives.with(event, "assaysemanticdigest", new Json.Str("sha256:" + "0".repeat(64)));
    assertThat(ContentHash.of(marked)).isEqualTo(ContentHash.of(event));
  }
}
