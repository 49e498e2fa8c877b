package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.identity.ToolSighting.Listing;
import dev.assay.core.identity.ToolSighting.ServerStanding;
import dev.assay.core.identity.ToolSighting.Standing;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every case of {@code tool_identity} there is, against a table; and {@code tool_pins}. */
class ToolIdentityRulesTest {
  private static final List<Boolean> BOTH = List.of(true, false);

  private static String policy(String mode, String onDrift, String hidden) {
    return """
        version: "2.0"
        tools: { allow: ["*"] }
        enforcement: { unconstrained_tools: allow }
        tool_identity: { mode: "%s", on_drift: %s, hidden_text: %s }
        """
        .formatted(mode, onDrift, hidden);
  }

  private static String decide(PolicyEngine engine, ToolSighting sighting) {
    Decision decision =
        engine.decide(new ToolCall("t", Json.Obj.EMPTY), Sightings.state(1, sighting));
    return (decision instanceof Decision.Deny ? "deny " : "allow ") + decision.reason();
  }

  @Test
  void every_case_is_decided_as_the_table_says() {
    int cases = 0;
    for (String mode : List.of("off", "tofu", "locked")) {
      for (String onDrift : List.of("deny_tool", "deny_server", "warn")) {
        for (String hidden : List.of("flag", "deny")) {
          PolicyEngine engine = Policies.engine(policy(mode, onDrift, hidden));
          for (ToolSighting sighting : sightings()) {
            cases++;
            assertThat(decide(engine, sighting))
                .as("%s %s %s %s", mode, onDrift, hidden, sighting)
                .isEqualTo(table(mode, onDrift, hidden.equals("deny"), sighting));
          }
        }
      }
    }
    assertThat(cases).isEqualTo(18 * 16 * (4 + 5 * 2));
  }

  /** Every listing, every standing of a listed tool, every standing of its server. */
  private static List<ToolSighting> sightings() {
    List<ToolSighting> all = new ArrayList<>();
    for (int flags = 0; flags < 16; flags++) {
      ServerStanding server =
          new ServerStanding(
              (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0);
      for (Listing listing : Listing.values()) {
        if (listing != Listing.LISTED) {
          all.add(ToolSighting.unlisted(listing, server));
        }
      }
      for (Standing standing : Standing.values()) {
        for (boolean hides : BOTH) {
          all.add(Sightings.listed(Sightings.tool(hides), standing, server));
        }
      }
    }
    return all;
  }

  /** The rule in words: the first line that fits. */
  private static String table(String mode, String onDrift, boolean hidden, ToolSighting s) {
    boolean off = mode.equals("off");
    ServerStanding server = s.server();
    String soft = onDrift.equals("warn") && !off ? "allow " : "deny ";
    String unseen = hidden ? "deny " : soft;
    if ((off && !hidden) || s.listing() == Listing.ASSUMED) {
      return "allow P_POLICY_ALLOW";
    }
    if (mode.equals("tofu") && server.unkept()) {
      return "deny E_TOOL_UNOBSERVED";
    }
    if (s.listing() == Listing.NOT_LISTED || s.listing() == Listing.ABSENT) {
      return unseen + "E_TOOL_UNOBSERVED";
    }
    if (s.listing() == Listing.AMBIGUOUS) {
      return unseen + "E_TOOL_AMBIGUOUS";
    }
    if (hidden && (server.hidesText() || !s.tool().orElseThrow().hiddenText().isEmpty())) {
      return "deny E_TOOL_HIDDEN_TEXT";
    }
    if (off) {
      return "allow P_POLICY_ALLOW";
    }
    if (!server.otherInstructions() && s.approval().standing() == Standing.NO_BASELINE) {
      return unseen + "E_TOOL_UNOBSERVED";
    }
    boolean drift =
        server.otherInstructions()
            || s.approval().standing() != Standing.APPROVED
            || (onDrift.equals("deny_server") && server.drifted());
    return drift ? soft + "E_TOOL_DRIFT" : "allow P_POLICY_ALLOW";
  }

  @Test
  void a_later_warning_does_not_hide_drift() {
    PolicyEngine engine =
        Policies.engine(
            """
            version: "2.0"
            tools: { allow: ["*"] }
            tool_identity: { mode: tofu, on_drift: warn }
            """);
    ToolSighting changed =
        Sightings.listed(Sightings.tool(false), Standing.CHANGED, ServerStanding.UNKNOWN);

    assertThat(decide(engine, changed)).isEqualTo("allow E_TOOL_DRIFT");
    assertThat(
            decide(
                engine,
                Sightings.listed(Sightings.tool(false), Standing.APPROVED, ServerStanding.UNKNOWN)))
        .isEqualTo("allow E_TOOL_UNCONSTRAINED");
  }

  private static final Json.Obj DEFINITION =
      (Json.Obj)
          Vectors.parse(
              "{\"name\":\"t\",\"description\":\"d\",\"inputSchema\":{\"type\":\"object\",\"b\":1,\"a\":2}}");

  private static String explanation(String pins, Json.Obj definition) {
    PolicyEngine engine = Policies.engine("version: \"2.0\"\ntool_pins: { t: " + pins + " }\n");
    ToolSighting sighting =
        Sightings.listed(
            ObservedTool.of(definition, "s", Optional.empty()).orElseThrow(),
            Standing.NO_BASELINE,
            ServerStanding.UNKNOWN);
    Decision decision =
        engine.decide(new ToolCall("t", Json.Obj.EMPTY), Sightings.state(1, sighting));
    if (decision instanceof Decision.Deny deny) {
      assertThat(deny.reason()).isEqualTo(ReasonCode.E_TOOL_DRIFT);
      assertThat(deny.typed()).isEqualTo("deny_with_alert");
      assertThat(deny.match().matchedRule()).isEqualTo("tool_pins");
      return deny.explanation();
    }
    return "";
  }

  private static String hashes(String schemaHash, String metaHash) {
    return "{ server_id: s, tool_name: t, schema_hash: \"%s\", meta_hash: \"%s\" }"
        .formatted(schemaHash, metaHash);
  }

  @Test
  void pins_of_both_forms_hold_the_definition_they_were_made_of() {
    ObservedTool tool = ObservedTool.of(DEFINITION, "s", Optional.empty()).orElseThrow();

    assertThat(
            explanation(hashes(tool.hashes().schemaHash(), tool.hashes().metaHash()), DEFINITION))
        .isEmpty();
    assertThat(explanation("{ tool_digest: \"" + tool.toolDigest() + "\" }", DEFINITION)).isEmpty();
  }

  @Test
  void a_pin_of_an_older_tool_is_told_as_one_and_denies() {
    ObservedTool tool = ObservedTool.of(DEFINITION, "s", Optional.empty()).orElseThrow();
    String older = hashes(tool.hashes().receivedSchemaHash(), tool.hashes().metaHash());

    assertThat(explanation(older, DEFINITION))
        .startsWith("Tool integrity failure: pinned s:t:")
        .endsWith("; the pin was made by an older tool");
  }

  @Test
  void the_second_form_covers_what_the_first_does_not() {
    Json.ObjBuilder other = Json.object();
    DEFINITION.members().forEach(other::put);
    Json.Obj annotated = other.put("annotations", Json.Obj.EMPTY).build();
    ObservedTool tool = ObservedTool.of(DEFINITION, "s", Optional.empty()).orElseThrow();

    assertThat(explanation(hashes(tool.hashes().schemaHash(), tool.hashes().metaHash()), annotated))
        .isEmpty();
    assertThat(explanation("{ tool_digest: \"" + tool.toolDigest() + "\" }", annotated))
        .startsWith("Tool integrity failure: pinned sha256:");
  }

  @Test
  void a_number_that_no_digest_fixes_breaks_every_pin() {
    Json.Obj inexact =
        (Json.Obj) Vectors.parse("{\"name\":\"t\",\"inputSchema\":{\"maximum\":9007199254740993}}");
    ObservedTool tool = ObservedTool.of(inexact, "s", Optional.empty()).orElseThrow();

    assertThat(explanation("{ tool_digest: \"" + tool.toolDigest() + "\" }", inexact))
        .endsWith("; it has a number or a look-alike member that no digest fixes");
  }
}
