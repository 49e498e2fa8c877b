package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.YamlFault;
import dev.assay.core.json.YamlReader;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.document.PolicyFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that can be said about a policy or a call goes without a case that says it. */
class PolicyCompletenessTest {
  /** The reason that no rule gives: our own fault, which has a property. */
  private static final List<ReasonCode> WITHOUT_RULE = List.of(ReasonCode.S_INTERNAL_ERROR);

  private static String golden(String name) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path folder : GoldenPoliciesTest.cases().toList()) {
      if (Files.exists(folder.resolve(name))) {
        text.append(Files.readString(folder.resolve(name)));
      }
    }
    return text.toString();
  }

  @Test
  void every_reason_code_decides_a_golden_call() throws IOException {
    String decisions = golden("decisions.txt");
    for (ReasonCode code : ReasonCode.values()) {
      boolean decides = decisions.contains(" " + code.engineCode() + " ");
      assertThat(decides).as(code.name()).isEqualTo(!WITHOUT_RULE.contains(code));
    }
  }

  @Test
  void every_fault_of_a_policy_has_a_golden_document() throws IOException {
    String problems = golden("problems.txt");
    List<String> missing = new ArrayList<>();
    for (PolicyFault fault : PolicyFault.values()) {
      missing.add(fault.code());
    }
    for (YamlFault fault : YamlFault.values()) {
      missing.add(fault.code());
    }
    missing.removeIf(code -> problems.contains("[" + code + "]"));
    // one document alone has neither: PolicySetTest and the test below
    assertThat(missing).containsExactly(PolicyFault.SET.code(), YamlFault.TOO_LARGE.code());
  }

  @Test
  void a_document_beyond_the_byte_limit_is_refused() {
    byte[] tooLarge = new byte[YamlReader.MAX_BYTES + 1];
    Arrays.fill(tooLarge, (byte) '#');
    assertThat(Policies.codes(Policies.problems(PolicyReader.read(tooLarge, "p", false))))
        .containsExactly("yaml.too_large");
  }

  @Test
  void reasons_that_no_rule_gives_can_be_denials() {
    for (ReasonCode code : WITHOUT_RULE) {
      Decision.Deny deny = Decision.Deny.of(code);
      assertThat(deny.typed()).isEqualTo("deny");
      assertThat(deny.explanation()).isEqualTo(code.sentence());
      assertThat(deny.consoleReason()).isEqualTo(code.consoleReason());
    }
    assertThat(ReasonCode.E_RECORD_FAILED.consoleReason()).isEqualTo("evidence_unavailable");
  }
}
