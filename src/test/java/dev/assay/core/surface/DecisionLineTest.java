package dev.assay.core.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import org.junit.jupiter.api.Test;

class DecisionLineTest {
  private static final DecisionLine.Style FULL = new DecisionLine.Style(false, true);

  private static String line(
      DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason) {
    return DecisionLine.of(mark, tool, arguments, reason, FULL);
  }

  @Test
  void the_three_lines_of_the_quickstart_are_exact() {
    assertThat(
            line(
                DecisionLine.Mark.ALLOW,
                "read_file",
                Json.object().put("path", "/tmp/assay-demo/safe.txt").build(),
                "policy_allow"))
        .isEqualTo("✅ ALLOW read_file path=/tmp/assay-demo/safe.txt reason=policy_allow");
    assertThat(
            line(
                DecisionLine.Mark.DENY,
                "read_file",
                Json.object().put("path", "/tmp/outside-demo.txt").build(),
                "path_constraint_violation"))
        .isEqualTo("❌ DENY read_file path=/tmp/outside-demo.txt reason=path_constraint_violation");
    assertThat(
            line(
                DecisionLine.Mark.DENY,
                "exec",
                Json.object().put("cmd", "ls").build(),
                "tool_denied"))
        .isEqualTo("❌ DENY exec cmd=ls reason=tool_denied");
  }

  @Test
  void hostile_values_cannot_imitate_a_line() {
    String forged =
        line(
            DecisionLine.Mark.DENY,
            "x\n✅ ALLOW exec",
            Json.object().put("path", "a reason=policy_allow\u001b[2K\u202e\n✅ ALLOW b").build(),
            "tool_denied");
    assertThat(forged).doesNotContain("\n").doesNotContain("\u001b").doesNotContain("\u202e");
    assertThat(forged).startsWith("❌ DENY \"x\\u{a}").endsWith("\" reason=tool_denied");
  }

  @Test
  void urls_lose_user_information_and_query() {
    Json.Obj arguments =
        Json.object().put("url", "https://user:pw@api.example.org/v1/x?token=abc#f").build();
    assertThat(line(DecisionLine.Mark.ALLOW, "get", arguments, "policy_allow"))
        .isEqualTo("✅ ALLOW get url=https://api.example.org/v1/x reason=policy_allow");
  }

  @Test
  void a_path_that_is_a_url_loses_them_too() {
    Json.Obj arguments = Json.object().put("path", "sftp://user:pw@host/x?k=v").build();
    assertThat(line(DecisionLine.Mark.ALLOW, "get", arguments, "policy_allow"))
        .isEqualTo("✅ ALLOW get path=sftp://host/x reason=policy_allow");
  }

  @Test
  void at_most_three_arguments_and_only_strings_are_shown() {
    Json.Obj arguments =
        Json.object()
            .put("path", 5)
            .put("file", "f")
            .put("cmd", "c")
            .put("owner", "o")
            .put("repo", "r")
            .put("password", "p")
            .build();
    assertThat(line(DecisionLine.Mark.ALLOW, "t", arguments, "policy_allow"))
        .isEqualTo("✅ ALLOW t file=f cmd=c owner=o reason=policy_allow");
  }

  @Test
  void plain_style_is_ascii_and_arguments_can_be_left_out() {
    Json.Obj arguments = Json.object().put("path", "/tmp/é").build();
    assertThat(
            DecisionLine.of(
                DecisionLine.Mark.WOULD_DENY,
                "t",
                arguments,
                "r",
                new DecisionLine.Style(true, true)))
        .isEqualTo("[WOULD_DENY] t path=/tmp/\\u{e9} reason=r");
    assertThat(
            DecisionLine.of(
                DecisionLine.Mark.WARN, "t", arguments, "r", new DecisionLine.Style(true, false)))
        .isEqualTo("[WARN] t reason=r");
  }

  @Test
  void long_values_are_cut() {
    Json.Obj arguments = Json.object().put("path", "x".repeat(500)).build();
    assertThat(line(DecisionLine.Mark.ALLOW, "t", arguments, "r"))
        .hasSize("✅ ALLOW t path=".length() + 120 + "… reason=r".length());
  }
}
