package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.schema.value.JsonEquality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules about arrays. */
final class ArrayRules {
  private ArrayRules() {}

  /** {@code prefixItems} and {@code items}. */
  static final class Items implements Rule {
    private final Node[] first;
    private final @Nullable Node rest;

    Items(List<Node> first, @Nullable Node rest) {
      this.first = first.toArray(new Node[0]);
      this.rest = rest;
    }

    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Arr array)) {
        return true;
      }
      List<Json> items = array.items();
      int end = rest == null ? Math.min(items.size(), first.length) : items.size();
      boolean all = true;
      int mark = run.mark();
      for (int i = 0; i < end; i++) {
        Node node = i < first.length ? first[i] : rest;
        run.into(i);
        boolean ok = node == null || node.applies(items.get(i), run);
        run.backTo(mark);
        if (!ok) {
          all = false;
          if (!run.goesOn()) {
            return false;
          }
        }
      }
      return all;
    }
  }

  /** {@code contains} with {@code minContains} and {@code maxContains}. */
  record Contains(Node node, long min, long max) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Arr array)) {
        return true;
      }
      boolean bounded = max != Long.MAX_VALUE;
      boolean outer = run.takeLeftScope();
      long count = count(array.items(), bounded, run);
      boolean leftScope = run.takeLeftScope();
      run.restoreLeftScope(outer);
      if (count < min) {
        String message = "must contain at least `" + min + "` items that satisfy the schema";
        return run.fail(min == 1 ? "contains" : "minContains", message, leftScope);
      }
      return count <= max
          || run.fail(
              "maxContains", "must contain at most `" + max + "` items that satisfy the schema");
    }

    private long count(List<Json> items, boolean bounded, Run run) {
      if (bounded) {
        run.invert();
      } else {
        run.mute();
      }
      long count = 0;
      int mark = run.mark();
      for (int i = 0; i < items.size() && count < (bounded ? Long.MAX_VALUE : min); i++) {
        run.into(i);
        if (node.applies(items.get(i), run)) {
          count++;
        }
        run.backTo(mark);
      }
      if (bounded) {
        run.revert();
      } else {
        run.unmute();
      }
      return count;
    }
  }

  /** {@code uniqueItems}. */
  enum Unique implements Rule {
    /** The one rule. */
    UNIQUE;

    @Override
    public boolean holds(Json value, Run run) {
      return !(value instanceof Json.Arr array)
          || (run.spend(array.items().size())
              && (JsonEquality.allDifferent(array.items())
                  || run.fail("uniqueItems", "must not contain equal items")));
    }
  }

  /** {@code minItems} and {@code maxItems}. */
  record Size(long min, long max) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Arr array)) {
        return true;
      }
      int size = array.items().size();
      return size < min
          ? run.fail("minItems", "must have at least `" + min + "` items")
          : size <= max || run.fail("maxItems", "must have at most `" + max + "` items");
    }
  }
}
