package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.policy.rule.PolicyRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCatalogTest {
  private static final List<PolicyRule> RULES = Policies.accepted("version: \"2.0\"\n").rules();

  @Test
  void every_rule_is_in_the_catalog() {
    List<Class<?>> permitted =
        Arrays.stream(PolicyRule.class.getPermittedSubclasses())
            .<Class<?>>map(c -> c)
            .filter(c -> c != PolicyRule.OfSet.class) // has no section: it carries one of these
            .toList();
    assertThat(RULES.stream().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(permitted);
  }

  @Test
  void rules_are_asked_in_the_order_of_the_stages() {
    assertThat(RULES.stream().map(PolicyRule::stage).toList())
        .containsExactlyElementsOf(Arrays.asList(PolicyRule.Stage.values()));
  }
}
