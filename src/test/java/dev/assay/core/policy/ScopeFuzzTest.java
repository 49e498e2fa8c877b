package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Arbitrary text as a path, an address and a command. Whatever it is, it is decided, and decided as
 * the slow reference engine does. A normal build replays the corpus; with {@code JAZZER_FUZZ=1} it
 * explores.
 */
class ScopeFuzzTest {
  private static final String POLICY =
      """
      {"version":"2.0","tools":{"allow":["path","url","run"]},
       "enforcement":{"unconstrained_tools":"allow"},
       "paths":{"path":{"args":["v"],"root":"/srv","allow":["/srv/**"],"deny":["**/.env"]}},
       "urls":{"url":{"args":["v"],"hosts":["a.example","*.b.example"],"ports":[443]}},
       "commands":{"run":{"args":["v"],"allow":[["git","**"]],"literal":["make"]}}}
      """;
  private static final PolicyEngine ENGINE = Policies.engine(POLICY);
  private static final ReferencePolicyEngine REFERENCE =
      new ReferencePolicyEngine((Json.Obj) Vectors.parse(POLICY));
  private static final PolicyState STATE = new PolicyState(1, 1);

  @FuzzTest
  void any_text_is_decided_as_the_reference_engine_does(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Json command = Json.Arr.ofStrings(List.of("git", text));
    check("path", new Json.Str(text));
    check("run", new Json.Str(text));
    check("run", command);
    Decision url = decide("url", new Json.Str(text));
    assertThat(url.reason()).isNotEqualTo(ReasonCode.S_INTERNAL_ERROR);
    if (url instanceof Decision.Allow) {
      assertThat(text).matches("(?is)https://(a|.+\\.b)\\.example\\.?(:(0{0,2}443)?)?([/?#].*)?");
    }
  }

  private static Decision decide(String tool, Json value) {
    return ENGINE.decide(new ToolCall(tool, Json.object().put("v", value).build()), STATE);
  }

  private static void check(String tool, Json value) {
    ToolCall call = new ToolCall(tool, Json.object().put("v", value).build());
    assertThat(ReferencePolicyEngine.describe(ENGINE.decide(call, STATE)))
        .isEqualTo(REFERENCE.decide(call, SupposedSession.NEW));
  }
}
