package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.rule.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a snapshot of a policy holds, read back. */
class CanonicalReadingTest {
  private static void comesBack(Policy policy) {
    PolicyReading reading = PolicyReader.readCanonical(policy.canonicalForm(), "policy");
    assertThat(Policies.problems(reading)).isEmpty();
    Policy again = ((PolicyReading.Accepted) reading).policy();
    assertThat(again.digest()).isEqualTo(policy.digest());
    assertThat(again.canonicalForm()).isEqualTo(policy.canonicalForm());
    assertThat(again.evidence()).isEqualTo(policy.evidence());
    assertThat(again.ruleCount()).isEqualTo(policy.ruleCount());
  }

  @Test
  void every_policy_comes_back_from_its_canonical_form() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      comesBack(Policies.accepted(new PolicyGenerator(seed).policy()));
    }
    List<Path> read = new ArrayList<>();
    for (Path folder : GoldenPoliciesTest.cases().toList()) {
      PolicyReading reading =
          PolicyReader.read(Files.readAllBytes(folder.resolve("policy.yaml")), "p.yaml", false);
      if (reading instanceof PolicyReading.Accepted accepted) {
        comesBack(accepted.policy());
        read.add(folder);
      }
    }
    assertThat(read).hasSizeGreaterThan(5);
  }

  @Test
  void nulls_of_the_author_stay_and_those_of_the_form_go() {
    comesBack(
        Policies.accepted(
            "version: \"2.0\"\nschemas: {a: {properties: {q: {enum: [null, 1], default: null}}}}\n"));
    comesBack(Policies.accepted("version: \"1.0\"\nallow: [a]\nconstraints: {a: {p: \"^x\"}}\n"));
  }

  /** A reason that no rule claims cannot be told back to its rule, so replay would not take it. */
  @Test
  void every_denial_is_one_rules() {
    List<PolicyRule> rules = Policies.accepted("version: \"2.0\"\n").rules();
    EnumSet<ReasonCode> unclaimed = EnumSet.noneOf(ReasonCode.class);
    for (ReasonCode reason : ReasonCode.values()) {
      for (String entry :
          List.of(
              "",
              "tools.allow",
              "paths",
              "urls",
              "commands",
              "evidence.kinds",
              "tool_pins",
              "tool_identity",
              "signatures")) {
        RecordedDenial denial = new RecordedDenial(reason, entry, "");
        long claiming = rules.stream().filter(rule -> rule.denied(denial)).count();
        assertThat(claiming).as(reason + " " + entry).isLessThanOrEqualTo(1);
      }
      List<RecordedDenial> denials =
          List.of(
              new RecordedDenial(reason, "", ""),
              new RecordedDenial(reason, "urls", ""),
              new RecordedDenial(reason, "commands", ""),
              new RecordedDenial(reason, "evidence.kinds", ""),
              new RecordedDenial(reason, "tool_identity", ""));
      if (denials.stream().noneMatch(d -> rules.stream().anyMatch(rule -> rule.denied(d)))) {
        unclaimed.add(reason);
      }
    }
    assertThat(unclaimed)
        .containsExactlyInAnyOrder(ReasonCode.P_POLICY_ALLOW, ReasonCode.S_INTERNAL_ERROR);
  }
}
