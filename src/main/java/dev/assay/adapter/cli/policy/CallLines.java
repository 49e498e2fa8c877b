package dev.assay.adapter.cli.policy;

import dev.assay.core.json.Json;
import dev.assay.core.policy.Explanation;
import dev.assay.core.policy.decision.Decision;

/** How the commands over traces tell one decided call. Never holds an argument. */
final class CallLines {
  /** More calls than anybody reads one by one; the counts are of all of them. */
  static final int MOST = 1_000;

  private CallLines() {}

  static String word(Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> "allow";
      case Decision.Deny _ -> "deny";
    };
  }

  /** Gives the rule that decided and its place; empty when the last rule just had no objection. */
  static String place(Explanation explanation) {
    Explanation.Step last = explanation.steps().getLast();
    String place = last.where().text();
    boolean decided = explanation.decision() instanceof Decision.Deny;
    return decided ? last.key() + (place.isEmpty() ? "" : " at " + place) : "";
  }

  static Json.Obj json(Explanation explanation) {
    Decision decision = explanation.decision();
    String place = place(explanation);
    return Json.object()
        .put("decision", word(decision))
        .put("code", decision.reason().engineCode())
        .put("reason", decision.consoleReason())
        .put("by", place.isEmpty() ? null : place)
        .build();
  }
}
