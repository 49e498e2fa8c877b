package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Published digests of tool definitions; origin in {@code vectors/policy/README.md}. */
class ToolDigestVectorsTest {
  @TestFactory
  Stream<DynamicTest> digests_equal_the_vectors() {
    List<Json.Obj> cases =
        Vectors.cases("policy/digests.json", "cases").stream()
            .filter(c -> c.string("kind").orElseThrow().equals("tool_definition"))
            .toList();
    assertThat(cases).hasSize(2);
    return cases.stream().map(c -> dynamicTest(c.string("id").orElseThrow(), () -> check(c)));
  }

  private static void check(Json.Obj vector) {
    ObservedTool tool =
        ObservedTool.of(
                vector.get("tool"), vector.string("server_label").orElseThrow(), Optional.empty())
            .orElseThrow();
    Json.Obj expected = vector.object("expect").orElseThrow();
    Json.Obj identity = expected.object("identity_jcs").orElseThrow();
    assertThat(tool.toolDigest()).isEqualTo(expected.string("manifest_tool_digest").orElseThrow());
    assertThat(tool.hashes())
        .isEqualTo(
            new PinHashes(
                identity.string("schema_hash").orElseThrow(),
                expected.string("identity_v3_30_compact_json_schema_hash").orElseThrow(),
                identity.string("meta_hash").orElseThrow()));
    assertThat(tool.definition().bindingDigest())
        .isEqualTo(expected.object("binding").orElseThrow().string("digest"));
  }
}
