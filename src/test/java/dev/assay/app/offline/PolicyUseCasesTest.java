package dev.assay.app.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.policy.PolicyText;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.rule.PolicyRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyUseCasesTest {
  private static final String POLICY =
      """
      version: "2.0"
      tools:
        allow: [read_file]
        deny: [exec]
      schemas:
        read_file:
          type: object
          properties: { path: { type: string, pattern: "^/app/" } }
      """;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<PolicyText> alone(byte[] yaml) {
    return List.of(new PolicyText("p.yaml", yaml));
  }

  private static ExplainCall.Result explain(String tool, String arguments) {
    return ExplainCall.explain(alone(bytes(POLICY)), tool, bytes(arguments), List.of());
  }

  private static String refusal(ExplainCall.Result result) {
    return ((ExplainCall.Result.NotExplained) result).problems().getFirst().text();
  }

  @Test
  void a_valid_policy_comes_with_its_warnings() {
    ValidatePolicy.Result result = ValidatePolicy.validate(bytes(POLICY), "p.yaml", false);
    ValidatePolicy.Result.Valid valid = (ValidatePolicy.Result.Valid) result;
    assertThat(valid.documentName()).isEqualTo("p.yaml");
    assertThat(valid.policy().ruleCount()).isEqualTo(3);
    assertThat(valid.policy().namedTools()).containsExactly("exec", "read_file");
    assertThat(valid.warnings()).hasSize(1);
    assertThat(valid.warnings().getFirst().text()).startsWith("p.yaml:6:3: ");
  }

  @Test
  void an_invalid_policy_comes_with_all_its_problems() {
    ValidatePolicy.Result result =
        ValidatePolicy.validate(bytes("tool: {}\nversion: \"3\"\n"), "p.yaml", false);
    assertThat(((ValidatePolicy.Result.Invalid) result).problems()).hasSize(2);
  }

  @Test
  void strict_mode_refuses_what_is_deprecated() {
    byte[] legacy = bytes("version: \"1.0\"\n");
    assertThat(ValidatePolicy.validate(legacy, "p", false))
        .isInstanceOf(ValidatePolicy.Result.Valid.class);
    assertThat(ValidatePolicy.validate(legacy, "p", true))
        .isInstanceOf(ValidatePolicy.Result.Invalid.class);
  }

  @Test
  void a_denied_call_is_explained_up_to_the_rule_that_denied() {
    var explained = (ExplainCall.Result.Explained) explain("exec", "");
    assertThat(explained.explanation().decision().reason()).isEqualTo(ReasonCode.E_TOOL_DENIED);
    assertThat(explained.explanation().steps()).hasSize(PolicyRule.Stage.DENY.ordinal() + 1);
    assertThat(explained.explanation().steps().getLast().where().text()).isEqualTo("p.yaml:4:10");
  }

  @Test
  void an_allowed_call_is_explained_by_every_rule() {
    var explained = (ExplainCall.Result.Explained) explain("read_file", "{\"path\":\"/app/a\"}");
    assertThat(explained.explanation().decision()).isInstanceOf(Decision.Allow.class);
    assertThat(explained.explanation().steps()).hasSize(PolicyRule.Stage.values().length);
  }

  @Test
  void a_call_is_explained_after_others_of_its_session() {
    byte[] policy =
        bytes(
            """
            version: "2.0"
            tools: { allow: [read, write] }
            sequences: [{ id: look-first, before: { first: read, then: write } }]
            """);
    var first =
        (ExplainCall.Result.Explained)
            ExplainCall.explain(alone(policy), "write", bytes(""), List.of());
    assertThat(first.explanation().decision().reason()).isEqualTo(ReasonCode.E_SEQUENCE);
    assertThat(first.explanation().steps().getLast().where().text()).isEqualTo("p.yaml:3:13");
    var later =
        (ExplainCall.Result.Explained)
            ExplainCall.explain(alone(policy), "write", bytes(""), List.of("read"));
    assertThat(later.explanation().decision()).isInstanceOf(Decision.Allow.class);
  }

  @Test
  void another_message_is_judged_by_its_section() {
    byte[] policy =
        bytes(
            """
            version: "2.0"
            resources: { deny: ["**/.env"] }
            server_requests: { sampling: deny }
            """);
    String params = "{\"uri\":\"file:///srv/.env\"}";
    var denied =
        (ExplainCall.Result.MessageJudged)
            ExplainCall.message(alone(policy), "resources/read", bytes(params), false);
    assertThat(denied.refusal().orElseThrow().where().text()).isEqualTo("p.yaml:2:21");
    var asked =
        (ExplainCall.Result.MessageJudged)
            ExplainCall.message(alone(policy), "sampling/createMessage", bytes(""), true);
    assertThat(asked.refusal().orElseThrow().rule()).isEqualTo("server_requests.sampling");
    var passing =
        (ExplainCall.Result.MessageJudged)
            ExplainCall.message(alone(policy), "roots/list", bytes(""), true);
    assertThat(passing.refusal()).isEmpty();
    assertThat(refusal(ExplainCall.message(alone(policy), "resources/read", bytes("7"), false)))
        .contains("not a JSON object");
  }

  @Test
  void arguments_that_are_no_object_are_refused() {
    assertThat(refusal(explain("exec", "[]")))
        .startsWith("--args: the arguments are not a JSON object");
    assertThat(refusal(explain("exec", "{\"a\":1,\"a\":2}"))).contains("not JSON at byte 8");
    assertThat(
            refusal(
                ExplainCall.explain(
                    alone(bytes("version: \"2.0\"\na: 1\n")), "exec", bytes("{}"), List.of())))
        .contains("unknown key `a`");
  }
}
