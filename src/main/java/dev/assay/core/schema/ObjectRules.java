package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.schema.pattern.TextPattern;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules about objects. */
final class ObjectRules {
  private ObjectRules() {}

  /** A pattern of {@code patternProperties} with its schema. */
  record Named(TextPattern pattern, Node node) {}

  /** {@code properties}, {@code patternProperties} and {@code additionalProperties}. */
  static final class Members implements Rule {
    private final Map<String, Node> byName;
    private final String[] names;
    private final Node[] nodes;
    private final Named[] patterns;
    private final @Nullable Node others;
    private final boolean closed;
    private final String closedMessage;

    Members(
        Map<String, Node> byName,
        List<Named> patterns,
        @Nullable Node others,
        boolean closed,
        String closedMessage) {
      this.byName = byName;
      this.names = byName.keySet().toArray(new String[0]);
      this.nodes = byName.values().toArray(new Node[0]);
      this.patterns = patterns.toArray(new Named[0]);
      this.others = others;
      this.closed = closed;
      this.closedMessage = closedMessage;
    }

    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Obj object)) {
        return true;
      }
      boolean all = true;
      int known = 0;
      for (int i = 0; i < names.length; i++) {
        Json member = object.get(names[i]);
        if (member != null) {
          known++;
          if (!inside(names[i], member, nodes[i], run)) {
            all = false;
            if (!run.goesOn()) {
              return false;
            }
          }
        }
      }
      boolean allKnown = known == object.members().size();
      return (patterns.length == 0 && (others == null || allKnown))
          ? all
          : unnamed(object, run) && all;
    }

    private boolean unnamed(Json.Obj object, Run run) {
      boolean all = true;
      Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
      while (members.hasNext() && run.spend(1)) {
        Map.Entry<String, Json> member = members.next();
        if (!unnamed(member.getKey(), member.getValue(), run)) {
          all = false;
          if (!run.goesOn()) {
            return false;
          }
        }
      }
      return all && !run.stopped();
    }

    private boolean unnamed(String name, Json member, Run run) {
      boolean covered = byName.containsKey(name);
      boolean all = true;
      for (Named named : patterns) {
        if (selects(named.pattern(), name, run)) {
          covered = true;
          all &= inside(name, member, named.node(), run);
        }
      }
      if (covered || others == null) {
        return all;
      }
      if (closed) {
        int mark = run.mark();
        run.into(name);
        run.fail("additionalProperties", closedMessage);
        run.backTo(mark);
        return false;
      }
      return inside(name, member, others, run);
    }

    /** A name decides both ways, so a path in it must mean the same before and after. */
    private static boolean selects(TextPattern pattern, String name, Run run) {
      if (!run.spend(name, pattern)) {
        return false;
      }
      boolean found = pattern.find(name);
      if (pattern.pathPrefix() && PathScope.disagrees(pattern, name, found, run)) {
        run.disagree(
            "patternProperties", "must match `" + pattern.source() + '`' + PathScope.EITHER_WAY);
      }
      return found;
    }
  }

  private static boolean inside(String name, Json member, Node node, Run run) {
    int mark = run.mark();
    run.into(name);
    boolean ok = node.applies(member, run);
    run.backTo(mark);
    return ok;
  }

  /** {@code required}. */
  static final class Required implements Rule {
    private final String[] names;

    Required(List<String> names) {
      this.names = names.toArray(new String[0]);
    }

    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Obj object)) {
        return true;
      }
      boolean all = true;
      for (String name : names) {
        if (object.get(name) == null) {
          all = run.fail("required", "must have the member `" + name + '`');
          if (!run.goesOn()) {
            return false;
          }
        }
      }
      return all;
    }
  }

  /** {@code dependentRequired}: what must be there when a member is. */
  record DependentRequired(Map<String, List<String>> byName) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Obj object)) {
        return true;
      }
      boolean all = true;
      for (Map.Entry<String, List<String>> entry : byName.entrySet()) {
        for (String name : object.get(entry.getKey()) == null ? NO_NAMES : entry.getValue()) {
          if (object.get(name) == null) {
            all =
                run.fail(
                    "dependentRequired",
                    "must have the member `" + name + "` beside `" + entry.getKey() + '`');
          }
        }
      }
      return all;
    }
  }

  private static final List<String> NO_NAMES = List.of();

  /** {@code dependentSchemas}: what must hold when a member is there. */
  record DependentSchemas(Map<String, Node> byName) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Obj object)) {
        return true;
      }
      boolean all = true;
      for (Map.Entry<String, Node> entry : byName.entrySet()) {
        all &= object.get(entry.getKey()) == null || entry.getValue().applies(value, run);
      }
      return all;
    }
  }

  /** {@code propertyNames}. */
  record Names(Node node) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Obj object)) {
        return true;
      }
      boolean all = true;
      for (String name : object.members().keySet()) {
        if (!inside(name, new Json.Str(name), node, run)) {
          all = false;
          if (!run.goesOn()) {
            return false;
          }
        }
      }
      return all;
    }
  }

  /** {@code minProperties} and {@code maxProperties}. */
  record Size(long min, long max) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Obj object)) {
        return true;
      }
      int size = object.members().size();
      return size < min
          ? run.fail("minProperties", "must have at least `" + min + "` members")
          : size <= max || run.fail("maxProperties", "must have at most `" + max + "` members");
    }
  }
}
