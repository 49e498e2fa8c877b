package dev.assay.core.schema;

import dev.assay.core.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules that combine other schemas on the same value. */
final class CombiningRules {
  private CombiningRules() {}

  /** {@code $ref}, and each schema of {@code allOf}. */
  record Also(Node node) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      return node.applies(value, run);
    }
  }

  /** {@code anyOf}. */
  static final class Any implements Rule {
    private final Node[] nodes;

    Any(List<Node> nodes) {
      this.nodes = nodes.toArray(new Node[0]);
    }

    @Override
    public boolean holds(Json value, Run run) {
      boolean outer = run.takeLeftScope();
      run.mute();
      boolean any = false;
      for (Node node : nodes) {
        if (node.applies(value, run)) {
          any = true;
          break;
        }
      }
      run.unmute();
      boolean leftScope = run.takeLeftScope();
      run.restoreLeftScope(outer);
      return any
          || run.fail("anyOf", "must satisfy one of `" + nodes.length + "` schemas", leftScope);
    }
  }

  /** {@code oneOf}. */
  static final class One implements Rule {
    private final Node[] nodes;

    One(List<Node> nodes) {
      this.nodes = nodes.toArray(new Node[0]);
    }

    @Override
    public boolean holds(Json value, Run run) {
      run.invert();
      int count = 0;
      for (Node node : nodes) {
        if (node.applies(value, run) && ++count > 1) {
          break;
        }
      }
      run.revert();
      return count == 1
          || run.fail("oneOf", "must satisfy exactly one of `" + nodes.length + "` schemas");
    }
  }

  /** {@code not}. */
  record Not(Node node) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      run.invert();
      boolean applies = node.applies(value, run);
      run.revert();
      return !applies || run.fail("not", "must not satisfy the schema of `not`");
    }
  }

  /** {@code if}, {@code then}, {@code else}. */
  record When(Node condition, @Nullable Node then, @Nullable Node otherwise) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      run.invert();
      boolean applies = condition.applies(value, run);
      run.revert();
      Node next = applies ? then : otherwise;
      return next == null || next.applies(value, run);
    }
  }
}
