package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalDigestTest {
  private static String digest(String tools, String approvals) {
    return Policies.accepted(
            "version: \"2.0\"\ntools: { allow: [a, b]" + tools + " }\n" + approvals + "\n")
        .digest();
  }

  @Test
  void every_edit_that_changes_a_meaning_moves_the_digest() {
    List<String> sections =
        List.of(
            "",
            "approvals: { max_age: 1m }",
            "approvals: { max_age: 2m }",
            "approvals: { via: [file] }",
            "approvals: { approvers: [{ id: dana, public_key: d.pem }] }",
            "approvals: { approvers: [{ id: eve, public_key: d.pem }] }",
            "approvals: { approvers: [{ id: dana, public_key: e.pem }] }");
    Set<String> digests = new HashSet<>();
    for (String section : sections) {
      assertThat(digests.add(digest("", section))).as(section).isTrue();
    }
    for (String tools :
        List.of(
            ", approval_required: [a]",
            ", approval_required: [b]",
            ", approval_required_classes: [a]")) {
      assertThat(digests.add(digest(tools, ""))).as(tools).isTrue();
    }
  }

  @Test
  void what_belongs_to_the_author_does_not_move_it() {
    assertThat(
            digest("", "approvals: { x-a: 1, approvers: [{ id: d, public_key: d.pem, x-b: 2 }] }"))
        .isEqualTo(digest("", "approvals: { approvers: [{ id: d, public_key: d.pem }] }"));
  }
}
