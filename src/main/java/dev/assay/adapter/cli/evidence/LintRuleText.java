package dev.assay.adapter.cli.evidence;

import dev.assay.core.json.Json;
import dev.assay.core.lint.BuiltInRule;
import dev.assay.core.lint.pack.Check;
import dev.assay.core.lint.pack.PackSelection;
import dev.assay.core.problem.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lint rule asks, for {@code --explain}. */
sealed interface LintRuleText {
  /** The rule exists. */
  record Known(String text, Json.Obj members) implements LintRuleText {}

  /** It does not. */
  record Unknown(String hint) implements LintRuleText {}

  /** Looks a rule up by its id, with or without the name and version of its pack. */
  static LintRuleText of(String id, PackSelection.Selected packs) {
    List<String> known = new ArrayList<>();
    for (BuiltInRule rule : BuiltInRule.values()) {
      if (rule.id().equals(id)) {
        return known(id, rule.severity().level(), rule.sentence(), rule.help(), null);
      }
      known.add(rule.id());
    }
    for (PackSelection.Rule rule : packs.rules()) {
      if (rule.rule().id().equals(id) || rule.canonicalId().equals(id)) {
        return known(
            rule.canonicalId(),
            rule.rule().severity().level(),
            rule.rule().texts().description(),
            rule.rule().texts().helpMarkdown(),
            rule.rule().check() instanceof Check.Unsupported unsupported
                ? "it does not run, because it " + unsupported.why()
                : null);
      }
      known.add(rule.rule().id());
    }
    return new Unknown(
        DidYouMean.nearest(id, known)
            .map(name -> "did you mean `" + name + "`?")
            .orElse("known rules: " + String.join(", ", known)));
  }

  private static Known known(
      String id, String level, String sentence, @Nullable String help, @Nullable String notRun) {
    StringBuilder text = new StringBuilder(id + " (" + level + ")\n  " + sentence);
    if (help != null) {
      text.append("\n  ").append(help.strip());
    }
    if (notRun != null) {
      text.append("\n  ").append(notRun);
    }
    return new Known(
        text.toString(),
        Json.object()
            .put("rule_id", id)
            .put("level", level)
            .put("description", sentence)
            .put("help", help)
            .put("not_run", notRun)
            .build());
  }
}
