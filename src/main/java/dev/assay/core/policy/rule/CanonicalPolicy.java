package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.policy.argument.OpenObjects;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.NamePatterns;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.identity.IdentityDemand;
import dev.assay.core.policy.identity.ToolPins;
import dev.assay.core.policy.list.ToolList;
import dev.assay.core.policy.session.SequenceReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The normalised document that the policy digest is made of: every member of version 2.0 present,
 * absent ones as null, old forms converted, extension members left out. Members that came later
 * stand in it only when they stand in the document, so older policies keep their digest.
 *
 * <p>Source: {@code policy.md} 7.1.
 */
final class CanonicalPolicy {
  private static final List<String> AS_WRITTEN =
      list("approval_required", "approval_required_classes");
  private static final List<String> NULLABLE =
      list("signatures", "discovery", "runtime_monitor", "kill_switch");
  private static final List<String> LATER =
      list(
          "approvals",
          "evidence",
          "listing",
          "privileged_actions",
          "resources",
          "prompts",
          "server_requests",
          "methods");

  private CanonicalPolicy() {}

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  static Json.Obj of(PolicyDocument document, RuleCatalog rules) {
    Section root = document.root();
    Json.ObjBuilder canonical =
        Json.object()
            .put("version", document.version())
            .put("name", root.string("name").orElse(""))
            .put("tools", tools(document, rules))
            .put("allow", Json.Null.NULL)
            .put("deny", Json.Null.NULL)
            .put("constraints", Json.Arr.EMPTY)
            .put("schemas", rules.schemas().schemas().canonical())
            .put("enforcement", enforcement(document, rules))
            .put(
                "limits",
                root.get("limits") == null ? Json.Null.NULL : rules.session().limits().canonical())
            .put(ToolPins.NAME, rules.identity().pins().pins().canonical())
            .put("tool_classes", document.taxonomy().canonical());
    for (String name : NULLABLE) {
      canonical.put(name, orNull(root, name));
    }
    for (ScopeRule scope : rules.scopes()) {
      canonical.put(scope.key(), scope.table().canonical());
    }
    canonical.put(SequenceReader.NAME, root.withoutExtensions(SequenceReader.NAME));
    canonical.put(IdentityDemand.NAME, root.withoutExtensions(IdentityDemand.NAME));
    for (String name : LATER) {
      canonical.put(name, root.withoutExtensions(name));
    }
    return canonical.build();
  }

  private static Json tools(PolicyDocument document, RuleCatalog rules) {
    ToolList allow = rules.allow().list();
    ToolList deny = rules.deny().list();
    Json.ObjBuilder tools =
        Json.object()
            .put("allow", patterns(allow.patterns()))
            .put("deny", patterns(deny.patterns()))
            .put("allow_classes", strings(allow.classes()))
            .put("deny_classes", strings(deny.classes()));
    for (String name : AS_WRITTEN) {
      tools.put(name, orNull(document.tools(), name));
    }
    rules.restrictScope().duties().addTo(tools);
    rules.redactArgs().duties().addTo(tools);
    return tools.build();
  }

  private static Json enforcement(PolicyDocument document, RuleCatalog rules) {
    Json.ObjBuilder enforcement =
        Json.object().put(UnconstrainedRule.NAME, rules.unconstrained().mode().word());
    for (String name : list(UnclassifiedRule.NAME, OpenObjects.NAME)) {
      enforcement.put(name, document.enforcement().get(name));
    }
    return enforcement.build();
  }

  private static Json orNull(Section section, String name) {
    Json value = section.get(name);
    return value == null ? Json.Null.NULL : value;
  }

  private static Json patterns(Optional<NamePatterns> patterns) {
    return patterns.isEmpty()
        ? Json.Null.NULL
        : Json.Arr.ofStrings(patterns.get().all().stream().map(NamePattern::text).toList());
  }

  private static Json strings(Optional<List<String>> strings) {
    return strings.isEmpty() ? Json.Null.NULL : Json.Arr.ofStrings(strings.get());
  }
}
