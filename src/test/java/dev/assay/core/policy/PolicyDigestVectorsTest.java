package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Published digest vectors of policies; origin in {@code vectors/policy/README.md}. */
class PolicyDigestVectorsTest {

  @TestFactory
  Stream<DynamicTest> digest_and_canonical_form_equal_the_vectors() {
    List<Json.Obj> cases =
        Vectors.cases("policy/digests.json", "cases").stream()
            .filter(c -> c.string("kind").orElseThrow().equals("policy"))
            .toList();
    assertThat(cases).hasSize(5);
    return cases.stream().map(c -> dynamicTest(c.string("id").orElseThrow(), () -> check(c)));
  }

  private static void check(Json.Obj vector) {
    Policy policy = Policies.accepted(vector.get("policy"));
    Json.Obj expected = vector.object("expect").orElseThrow();
    assertThat(CanonicalJson.canonicalText(policy.canonicalForm()))
        .isEqualTo(expected.string("normalised_jcs").orElseThrow());
    assertThat(policy.digest()).isEqualTo(expected.string("policy_digest").orElseThrow());
  }

  @Test
  void every_edit_that_changes_meaning_moves_the_digest() {
    List<String> edits =
        List.of(
            "tools: { allow: [a] }",
            "tools: { allow: [] }",
            "tools: { deny: [a] }",
            "tools: { allow_classes: [a] }",
            "tools: { deny_classes: [a] }",
            "tool_classes: { a: [x] }",
            "tool_classes: { \"a*\": [x] }",
            "schemas: { a: true }",
            "schemas: { a: false }",
            "schemas: { $defs: { a: true } }",
            "enforcement: { unconstrained_tools: deny }",
            "enforcement: { unconstrained_tools: allow }",
            "enforcement: { unclassified_tools: deny }",
            "enforcement: { unclassified_tools: warn }",
            "enforcement: { open_arguments: deny }",
            "limits: { max_requests_total: 1 }",
            "limits: { max_tool_calls_total: 1 }",
            "evidence: required",
            "evidence: best_effort",
            "tool_identity: { mode: tofu }",
            "tool_identity: { mode: locked }",
            "tool_identity: { mode: locked, lock: other.json }",
            "tool_identity: { mode: locked, on_drift: warn }",
            "tool_identity: { mode: locked, hidden_text: deny }",
            "tool_pins: { a: { tool_digest: \"sha256:" + "0".repeat(64) + "\" } }",
            "tool_pins: { a: { tool_digest: \"sha256:" + "1".repeat(64) + "\" } }",
            "tool_pins: { b: { tool_digest: \"sha256:" + "0".repeat(64) + "\" } }",
            "signatures: { trust_policy: a.yaml }",
            "signatures: { trust_policy: b.yaml }",
            "name: other");
    Map<String, String> digests = new HashMap<>();
    digests.put(Policies.accepted("version: \"2.0\"\n").digest(), "no edit");
    for (String edit : edits) {
      String digest = Policies.accepted("version: \"2.0\"\n" + edit + "\n").digest();
      assertThat(digests.put(digest, edit)).as(edit).isNull();
    }
  }

  @Test
  void what_means_nothing_does_not_move_the_digest() {
    String digest = Policies.accepted("version: \"2.0\"\n").digest();
    List<String> edits =
        List.of(
            "x-owner: team",
            "tools: { x-note: hi }",
            "limits: null",
            "discovery: null",
            "enforcement: { unconstrained_tools: warn }",
            "# a comment");
    for (String edit : edits) {
      assertThat(Policies.accepted("version: \"2.0\"\n" + edit + "\n").digest())
          .as(edit)
          .isEqualTo(digest);
    }
  }
}
