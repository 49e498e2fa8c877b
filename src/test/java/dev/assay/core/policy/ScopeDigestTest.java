package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeDigestTest {
  private static final String BASE = "version: \"2.0\"\n";
  private static final String TOOLS = "tools: { allow: [t] }\n";

  private static String digest(String section) {
    String tools = section.startsWith("tools:") ? "" : TOOLS;
    return Policies.accepted(BASE + tools + section).digest();
  }

  @Test
  void every_edit_of_a_scope_that_changes_its_meaning_moves_the_digest() {
    List<String> sections =
        List.of(
            "",
            "paths: {}",
            "paths: { t: { args: [p], allow: [\"/a/**\"] } }",
            "paths: { \"t*\": { args: [p], allow: [\"/a/**\"] } }",
            "paths: { t: { args: [q], allow: [\"/a/**\"] } }",
            "paths: { t: { args: [p], allow: [\"/a/**\"], root: /a } }",
            "paths: { t: { args: [p], allow: [\"/a/**\"], deny: [\"/a/b\"] } }",
            "paths: { t: { args: [p], allow: [\"/a/**\"], follow_symlinks: true } }",
            "urls: { t: { args: [p] } }",
            "urls: { t: { args: [p], hosts: [a.example] } }",
            "urls: { t: { args: [p], ports: [443] } }",
            "urls: { t: { args: [p], schemes: [http] } }",
            "urls: { t: { args: [p], private_addresses: allow } }",
            "commands: { t: { args: [p], allow: [[git, status]] } }",
            "commands: { t: { args: [p], allow: [[status, git]] } }",
            "commands: { t: { args: [p], literal: [\"git status\"] } }",
            "tools: { redact_args: [t] }",
            "tools: { redact_args: [u] }",
            "tools: { redact_args_classes: [c] }",
            "tools: { redact_args: [t], redact_args_contract: " + redaction("mask") + " }",
            "tools: { redact_args: { t: [" + redaction("mask") + "] } }",
            "tools: { redact_args: { t: [" + redaction("hash") + "] } }",
            "tools: { redact_args: { u: [" + redaction("hash") + "] } }",
            "tools: { restrict_scope: { t: " + scope("a", "exact") + " } }",
            "tools: { restrict_scope: { t: " + scope("b", "exact") + " } }",
            "tools: { restrict_scope: { t: " + scope("a", "prefix") + " } }",
            "tools: { restrict_scope: [t], restrict_scope_contract: " + scope("a", "exact") + " }");
    Set<String> digests = new HashSet<>();
    for (String section : sections) {
      assertThat(digests.add(digest(section))).as(section).isTrue();
    }
  }

  @Test
  void what_belongs_to_the_author_does_not_move_it() {
    assertThat(digest("urls: { t: { args: [p], x-owner: us } }"))
        .isEqualTo(digest("urls: { t: { args: [p] } }"));
    assertThat(digest("tools: { redact_args: { x-t: [" + redaction("hash, x-why: us") + "] } }"))
        .isEqualTo(digest("tools: { redact_args: { x-t: [" + redaction("hash") + "] } }"))
        .isNotEqualTo(digest("tools: { redact_args: { t: [" + redaction("hash") + "] } }"));
  }

  private static String redaction(String mode) {
    return "{ redaction_target: body, redaction_scope: request, redaction_mode: " + mode + " }";
  }

  private static String scope(String value, String mode) {
    return "{ scope_type: resource, scope_value: " + value + ", scope_match_mode: " + mode + " }";
  }
}
