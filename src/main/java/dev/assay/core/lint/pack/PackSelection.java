package dev.assay.core.lint.pack;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rules of several packs run. A rule that two packs define under one canonical id runs as the
 * first defines it, unless one of them is for compliance: then nothing runs.
 */
public sealed interface PackSelection {
  /**
   * These run.
   *
   * @param packs in the order given
   * @param rules in the order of packs and files
   * @param shadowed canonical ids whose later definition does not run
   */
  record Selected(List<RulePack> packs, List<Rule> rules, List<String> shadowed)
      implements PackSelection {
    /** No pack at all. */
    public static final Selected NONE = new Selected(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Selected {
      packs = Collections.unmodifiableList(new ArrayList<>(packs));
      rules = Collections.unmodifiableList(new ArrayList<>(rules));
      shadowed = Collections.unmodifiableList(new ArrayList<>(shadowed));
    }
  }

  /** Two packs contradict each other. */
  record Colliding(List<Problem> problems) implements PackSelection {
    /** Copies the problems. */
    public Colliding {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }

  /** A rule with the pack it is of. */
  record Rule(RulePack pack, PackRule rule) {
    /** Gives {@code name@version:rule}. */
    public String canonicalId() {
      return pack.canonicalId(rule);
    }
  }

  /** Selects. */
  static PackSelection of(List<RulePack> packs) {
    Map<String, Rule> selected = new LinkedHashMap<>();
    List<String> shadowed = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (RulePack pack : packs) {
      for (PackRule rule : pack.rules()) {
        Rule one = new Rule(pack, rule);
        Rule first = selected.putIfAbsent(one.canonicalId(), one);
        if (first == null) {
          continue;
        }
        if (first.pack.kind() == PackKind.COMPLIANCE || pack.kind() == PackKind.COMPLIANCE) {
          problems.add(collision(first, one));
        } else {
          shadowed.add(one.canonicalId());
        }
      }
    }
    return problems.isEmpty()
        ? new Selected(packs, new ArrayList<>(selected.values()), shadowed)
        : new Colliding(problems);
  }

  private static Problem collision(Rule first, Rule second) {
    return new Problem(
        PackFault.COLLISION.code(),
        "rule `" + second.canonicalId() + "` is already defined in " + first.pack.document(),
        new Where(second.pack.document(), null, second.rule.line(), 0),
        "give one of the packs another name or version");
  }
}
