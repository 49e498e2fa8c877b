package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.EnforcementMode;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.list.ToolList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the allow and deny lists for entries that do nothing, or not what they seem to do. */
final class ToolListReview {
  /** Patterns with stars in one list beyond which they are not compared with each other. */
  private static final int MAX_COMPARED = 500;

  private final RuleCatalog rules;
  private final Findings findings;

  private ToolListReview(PolicyDocument document, RuleCatalog rules) {
    this.rules = rules;
    this.findings = document.findings();
  }

  static void review(PolicyDocument document, RuleCatalog rules) {
    ToolListReview review = new ToolListReview(document, rules);
    review.reviewEmptiness(document);
    review.reviewDenied();
    review.reviewUncallable();
    review.reviewCovered(rules.allow().list().all());
    review.reviewCovered(rules.deny().list().all());
  }

  private void reviewEmptiness(PolicyDocument document) {
    ToolList allow = rules.allow().list();
    if (!allow.isAbsent() && allow.size() == 0) {
      String name = document.tools().get("allow") == null ? "allow_classes" : "allow";
      findings.warn(
          PolicyFault.ALLOW_NOTHING,
          "nothing is allowed: the allow list is empty",
          document.tools().name(name),
          "list the tools the agent needs");
    }
  }

  private void reviewDenied() {
    List<NamePattern> open = open(rules.deny().list().all());
    for (NamePattern allowed : rules.allow().list().all()) {
      boolean name = allowed.form() == NamePattern.Form.NAME;
      boolean denied =
          name
              ? rules.deny().list().match(allowed.literal()) != null
              : first(open, allowed) != null;
      if (denied) {
        findings.warn(
            PolicyFault.ALLOW_AND_DENY,
            (name ? "tool `" : "pattern `")
                + allowed.text()
                + "` is allowed here and denied elsewhere",
            allowed.where(),
            "the deny wins");
      }
    }
  }

  /** Names on the allow list that every call is denied for, whatever its arguments. */
  private void reviewUncallable() {
    boolean strict = rules.unconstrained().mode() == EnforcementMode.DENY;
    Json.Obj schemas = rules.schemas().schemas().canonical();
    for (NamePattern allowed : rules.allow().list().all()) {
      if (allowed.form() != NamePattern.Form.NAME
          || rules.deny().list().match(allowed.literal()) != null) {
        continue;
      }
      if (schemas.get(allowed.literal()) == Json.Bool.FALSE) {
        warnUncallable(allowed, "its schema accepts nothing");
      } else if (strict && !rules.schemas().constrains(allowed.literal())) {
        warnUncallable(allowed, "it has no schema and `unconstrained_tools` is `deny`");
      }
    }
  }

  private void warnUncallable(NamePattern allowed, String why) {
    findings.warn(
        PolicyFault.UNCALLABLE,
        "no call of `" + allowed.text() + "` is ever allowed: " + why,
        allowed.where(),
        "give it a schema, or take it off the list");
  }

  private void reviewCovered(List<NamePattern> list) {
    List<NamePattern> open = open(list);
    Set<String> names = new HashSet<>();
    for (NamePattern entry : list) {
      boolean twice = entry.form() == NamePattern.Form.NAME && !names.add(entry.literal());
      NamePattern other = twice ? entry : first(open, entry);
      if (other != null) {
        findings.warn(
            PolicyFault.ENTRY_COVERED,
            twice
                ? "`" + entry.text() + "` stands twice in this list"
                : "`" + entry.text() + "` adds nothing to `" + other.text() + "` in this list",
            entry.where(),
            "leave it out");
      }
    }
  }

  /** Gives an entry that says all that another says; of two that say the same, the first one. */
  @SuppressWarnings("ReferenceEquality") // the entry itself, not one of the same text
  private static @Nullable NamePattern first(List<NamePattern> open, NamePattern entry) {
    boolean after = false;
    for (NamePattern other : open) {
      if (other == entry) {
        after = true;
      } else if (other.covers(entry) && !(after && entry.covers(other))) {
        return other;
      }
    }
    return null;
  }

  private static List<NamePattern> open(List<NamePattern> list) {
    List<NamePattern> open = new ArrayList<>();
    for (NamePattern pattern : list) {
      if (pattern.form() != NamePattern.Form.NAME && open.size() < MAX_COMPARED) {
        open.add(pattern);
      }
    }
    return open;
  }
}
