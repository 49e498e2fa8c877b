package dev.assay.core.coverage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Declarations held against records of either kind, row by row of the table. */
final class DeclaredCheckTest {
  private static final String HASH =
      Sha256.text("assay.tool_target.v0:github_key_title:ci key".getBytes(StandardCharsets.UTF_8));

  private static final String DECLARED =
      """
      {"schema":"assay.declared_tool_surface.v0","declared_tool_actions":[
        {"id":"keys","provider":"github","action_class":"github_deploy_key",
         "allowed_targets":[{"owner":"acme","repo":"*","key_title":"CI key"}],
         "allowed_effects":["allow","deny"],"required_decision":null},
        {"id":"reads","provider":"files","action_class":"read_file",
         "allowed_targets":[],"allowed_effects":["allow"]}]}
      """;

  @Test
  void a_declared_action_with_its_target_is_no_finding() {
    DeclaredCheck check = check(record("classified", "allow", "acme", HASH));
    assertThat(check.passed()).isTrue();
    assertThat(check.findings()).isEmpty();
    assertThat(check.notObserved()).containsExactly("reads");
  }

  @Test
  void an_action_on_another_target_is_new() {
    assertThat(only(record("classified", "allow", "other", HASH))).isEqualTo(DeclaredOutcome.NEW);
    String otherTitle = Sha256.text("x".getBytes(StandardCharsets.UTF_8));
    assertThat(only(record("classified", "allow", "acme", otherTitle)))
        .isEqualTo(DeclaredOutcome.NEW);
  }

  @Test
  void an_undeclared_action_that_was_denied_is_an_attempt() {
    assertThat(only(record("classified", "deny", "other", HASH))).isEqualTo(DeclaredOutcome.DENIED);
  }

  @Test
  void what_was_not_seen_well_enough_is_inconclusive_and_no_pass() {
    assertThat(only(record("classified_incomplete", "allow", "acme", HASH)))
        .isEqualTo(DeclaredOutcome.TARGET);
    assertThat(only(record("classified", "allow", "acme", "hmac-sha256:k1:00")))
        .as("a digest with a key")
        .isEqualTo(DeclaredOutcome.TARGET);
    assertThat(only(record("observed_unknown_tool", "allow", "acme", HASH)))
        .isEqualTo(DeclaredOutcome.UNCLASSIFIED);
    assertThat(only(record("redaction_failed", "allow", "acme", HASH)))
        .isEqualTo(DeclaredOutcome.GAP);
    assertThat(only(record("a word of tomorrow", "allow", "acme", HASH)))
        .isEqualTo(DeclaredOutcome.GAP);
    assertThat(only(record("classified", "error", "acme", HASH))).isEqualTo(DeclaredOutcome.GAP);
  }

  @Test
  void nothing_observed_is_no_pass() {
    assertThat(check().passed()).isFalse();
    DeclaredCheck gap = check(record("classified", "allow", "acme", HASH));
    gap.gap();
    assertThat(gap.passed()).isFalse();
  }

  @Test
  void calls_of_a_bundle_are_compared_by_server_tool_and_class() {
    DeclaredCheck check = new DeclaredCheck(tools(DECLARED));
    BundleActions actions = new BundleActions(check);
    actions.see(event("assay.session.started", "{\"server\":\"files\"}"));
    actions.see(event("assay.tool.decision", "{\"tool\":\"read_file\",\"decision\":\"allow\"}"));
    assertThat(check.passed()).isTrue();
    actions.see(event("assay.tool.decision", "{\"tool\":\"write_file\",\"decision\":\"allow\"}"));
    actions.see(event("assay.tool.decision", "{\"tool\":\"write_file\",\"decision\":\"deny\"}"));
    actions.see(event("assay.evidence.gap", "{}"));
    assertThat(check.count(DeclaredOutcome.NEW)).isEqualTo(1);
    assertThat(check.count(DeclaredOutcome.DENIED)).isEqualTo(1);
    assertThat(check.count(DeclaredOutcome.GAP)).isEqualTo(1);
    assertThat(check.passed()).isFalse();
  }

  @Test
  void a_target_that_a_bundle_does_not_hold_is_inconclusive() {
    DeclaredCheck check = new DeclaredCheck(tools(DECLARED));
    BundleActions actions = new BundleActions(check);
    actions.see(event("assay.session.started", "{\"server\":\"github\"}"));
    actions.see(
        event(
            "assay.tool.decision",
            "{\"tool\":\"k\",\"tool_classes\":[\"github_deploy_key\"],\"decision\":\"allow\"}"));
    assertThat(check.findings().getFirst().outcome()).isEqualTo(DeclaredOutcome.TARGET);
  }

  @Test
  void findings_are_bounded_and_the_rest_is_counted() {
    DeclaredCheck check = new DeclaredCheck(tools(DECLARED));
    for (int i = 0; i < DeclaredCheck.MAX_LISTED + 7; i++) {
      check.see(
          new ObservedAction(
              "files",
              "tool" + i,
              List.of("tool" + i),
              Effect.ALLOW,
              ObservedAction.State.TARGET_NOT_RECORDED,
              Json.Obj.EMPTY));
    }
    assertThat(check.findings()).hasSize(DeclaredCheck.MAX_LISTED);
    assertThat(check.json().integer("findings_omitted")).contains(7L);
    assertThat(check.count(DeclaredOutcome.NEW)).isEqualTo(DeclaredCheck.MAX_LISTED + 7);
  }

  @Test
  void a_declaration_that_could_mean_something_else_is_refused() {
    for (String broken :
        List.of(
            DECLARED.replace("surface.v0", "surface.v1"),
            DECLARED.replace("\"id\":\"reads\"", "\"id\":\"keys\""),
            DECLARED.replace("\"required_decision\":null", "\"required_decision\":\"maybe\""),
            DECLARED.replace("[\"allow\",\"deny\"]", "[\"allow\",\"error\"]"),
            DECLARED.replace("\"allowed_targets\":[]", "\"allowed_targets\":{}"),
            DECLARED.replace("\"provider\":\"files\"", "\"provider\":\" \""),
            DECLARED.replace("\"id\":\"reads\"", "\"id\":\"reads\",\"unless\":\"x\""),
            "{\"schema\":\"assay.declared_tool_surface.v0\",\"declared_tool_actions\":[]}")) {
      assertThat(DeclaredTools.read((Json.Obj) Vectors.parse(broken)))
          .as(broken)
          .isInstanceOf(DeclaredTools.Reading.Refused.class);
    }
  }

  private static DeclaredOutcome only(Json.Obj record) {
    DeclaredCheck check = check(record);
    assertThat(check.passed()).isFalse();
    return check.findings().getFirst().outcome();
  }

  private static DeclaredCheck check(Json.Obj... records) {
    DeclaredCheck check = new DeclaredCheck(tools(DECLARED));
    Json.Obj surface =
        Json.object()
            .put("schema", "assay.tool_decision_surface.v0")
            .put("observed_tool_decisions", new Json.Arr(List.of(records)))
            .build();
    assertThat(SurfaceActions.read(surface, check::see)).isEmpty();
    return check;
  }

  private static DeclaredTools tools(String text) {
    return ((DeclaredTools.Reading.Read) DeclaredTools.read((Json.Obj) Vectors.parse(text)))
        .tools();
  }

  private static Json.Obj record(String state, String effect, String owner, String title) {
    return (Json.Obj)
        Vectors.parse(
            """
            {"tool":{"name":"add_deploy_key","category":"github_deploy_key"},
             "classification":"%s","decision":{"effect":"%s"},
             "action":{"target":{"provider":"github","owner":"%s","repo":"site",
                                 "key_title_hash":"%s"}}}
            """
                .formatted(state, effect, owner, title));
  }

  private static Json.Obj event(String type, String data) {
    return Json.object().put("type", type).put("data", Vectors.parse(data)).build();
  }
}
