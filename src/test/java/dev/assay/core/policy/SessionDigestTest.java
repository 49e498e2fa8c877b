package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionDigestTest {
  private static final String BASE = "version: \"2.0\"\ntools: { allow: [a, b] }\n";

  private static String digest(String section) {
    return Policies.accepted(BASE + section).digest();
  }

  @Test
  void every_edit_that_changes_a_meaning_moves_the_digest() {
    List<String> sections =
        List.of(
            "",
            "limits: {}",
            "limits: { rate: { calls: 1, per: 1s } }",
            "limits: { rate: { calls: 2, per: 1s } }",
            "limits: { rate: { calls: 1, per: 2s } }",
            "limits: { per_tool: { a: { max_calls: 1 } } }",
            "limits: { per_tool: { b: { max_calls: 1 } } }",
            "limits: { per_tool: { x-b: { max_calls: 1 } } }",
            "limits: { per_tool: { a: { max_calls: 2 } } }",
            "limits: { per_tool: { a: { rate: { calls: 1, per: 1s } } } }",
            "limits: { per_tool: { a: { max_calls: 1, rate: { calls: 1, per: 1s } } } }",
            "evidence: required",
            "evidence: { mode: required }",
            "evidence: { mode: required, kinds: [outcome] }",
            "evidence: { mode: required, kinds: [outcome, decision] }",
            "resources: { allow: [\"a://b/**\"] }",
            "resources: { deny: [\"a://b/**\"] }",
            "prompts: { allow: [a] }",
            "prompts: { deny: [a] }",
            "methods: { unknown: deny }",
            "methods: { unknown: forward }",
            "server_requests: { sampling: deny }",
            "server_requests: { roots: deny }",
            "listing: show",
            "listing: hide",
            "sequences: []",
            "sequences: [{ id: s, before: { first: a, then: b } }]",
            "sequences: [{ id: t, before: { first: a, then: b } }]",
            "sequences: [{ id: s, before: { first: b, then: a } }]",
            "sequences: [{ id: s, never_after: { first: a, then: b } }]",
            "sequences: [{ id: s, max_calls: { tool: a, count: 1 } }]",
            "sequences: [{ id: s, max_calls: { tool: a, count: 2 } }]",
            "sequences: [{ id: s, require: { tool: a } }]",
            "sequences: [{ id: s, after: { first: a, then: b, within_calls: 1 } }]",
            "sequences: [{ id: s, after: { first: a, then: b, within_calls: 2 } }]");
    Set<String> digests = new HashSet<>();
    for (String section : sections) {
      assertThat(digests.add(digest(section))).as(section).isTrue();
    }
  }

  @Test
  void what_belongs_to_the_author_does_not_move_it() {
    assertThat(digest("limits: { per_tool: { a: { max_calls: 1, x-why: cost } } }"))
        .isEqualTo(digest("limits: { per_tool: { a: { max_calls: 1 } } }"));
    assertThat(digest("sequences: [{ id: s, x-why: a, require: { tool: a, x-why: b } }]"))
        .isEqualTo(digest("sequences: [{ id: s, require: { tool: a } }]"));
  }
}
