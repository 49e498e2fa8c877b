package dev.assay.core.schema;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One compiled schema: all its rules must hold. Filled while compiling, constant afterwards. */
final class Node {
  private static final Rule[] NONE = new Rule[0];
  private static final Rule NOTHING = (_, run) -> run.fail("false", "nothing is accepted here");

  private final String pointer;
  private Rule[] rules = NONE;

  /** Schemas applied to the same value as this one. */
  private final List<Node> inPlace = new ArrayList<>();

  /** Schemas applied to parts of it. */
  private final List<Node> inside = new ArrayList<>();

  private @Nullable String beyondUs;

  Node(String pointer) {
    this.pointer = pointer;
  }

  String pointer() {
    return pointer;
  }

  List<Node> inPlace() {
    return inPlace;
  }

  List<Node> inside() {
    return inside;
  }

  /** The first keyword that only the library can judge, or null. */
  @Nullable String beyondUs() {
    return beyondUs;
  }

  void setBeyondUs(String keyword) {
    if (beyondUs == null) {
      beyondUs = keyword;
    }
  }

  /** Adds what its {@code $ref} points at. */
  void bind(Node target) {
    inPlace.add(target);
    Rule[] longer = java.util.Arrays.copyOf(rules, rules.length + 1);
    longer[rules.length] = new CombiningRules.Also(target);
    rules = longer;
  }

  void fill(List<Rule> rules) {
    this.rules = rules.toArray(NONE);
  }

  void refuseAll() {
    this.rules = new Rule[] {NOTHING};
  }

  boolean applies(Json value, Run run) {
    if (!run.enter() || !run.spend(rules.length)) {
      return false;
    }
    boolean all = true;
    for (Rule rule : rules) {
      if (!rule.holds(value, run)) {
        all = false;
        if (!run.goesOn()) {
          break;
        }
      }
    }
    run.leave();
    return all && !run.stopped();
  }
}
