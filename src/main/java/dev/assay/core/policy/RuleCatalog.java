package dev.assay.core.policy;

import dev.assay.core.policy.document.PolicyDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every rule there is, compiled from one document: a new one gets its line here. */
record RuleCatalog(
    LimitsRule limits,
    NameShapeRule nameShape,
    DenyRule deny,
    AllowRule allow,
    UnclassifiedRule unclassified,
    SchemaRule schemas,
    ScopeRule paths,
    ScopeRule urls,
    ScopeRule commands,
    UnconstrainedRule unconstrained) {

  static RuleCatalog read(PolicyDocument document) {
    SchemaRule schemas = SchemaRule.read(document);
    return new RuleCatalog(
        LimitsRule.read(document),
        new NameShapeRule(),
        DenyRule.read(document),
        AllowRule.read(document),
        UnclassifiedRule.read(document),
        schemas,
        ScopeRule.paths(document),
        ScopeRule.urls(document),
        ScopeRule.commands(document),
        UnconstrainedRule.read(document, schemas));
  }

  /** Gives the sections that say what arguments may reach. */
  List<ScopeRule> scopes() {
    return Collections.unmodifiableList(Arrays.asList(paths, urls, commands));
  }

  /** Gives the rules in the order in which they are asked. */
  List<PolicyRule> inOrder() {
    List<PolicyRule> rules = new ArrayList<>();
    rules.add(limits);
    rules.add(nameShape);
    rules.add(deny);
    rules.add(allow);
    rules.add(unclassified);
    rules.add(schemas);
    rules.add(paths);
    rules.add(urls);
    rules.add(commands);
    rules.add(unconstrained);
    rules.sort((a, b) -> a.stage().compareTo(b.stage()));
    return rules;
  }
}
