package dev.assay.core.lint;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.Check;
import dev.assay.core.lint.pack.Clause;
import java.util.LinkedHashMap;
import java.util.Map;

/** The checks that speak of every event, of groups and of pairs: {@code evidence.md} 6.4. */
final class QuantifierExaminations {
  /** What a check remembers at once; a value of the bundle is kept as its digest. */
  static final int MAX_REMEMBERED = 100_000;

  private static final String TOO_MANY =
      "not judged to the end, because it would have to remember more than "
          + MAX_REMEMBERED
          + " values";

  private QuantifierExaminations() {}

  static Examination forEach(Check.ForEach check, Examination.Sink sink) {
    return new Examination() {
      @Override
      public void event(LintedEvent event) {
        if (Clause.all(check.where(), event.json()) && !Clause.all(check.require(), event.json())) {
          sink.report("this event does not meet it", event.place());
        }
      }

      @Override
      public void end(Json.Obj manifest) {}
    };
  }

  static Examination groupCount(Check.GroupCount check, Examination.Sink sink) {
    return new Examination() {
      private final Map<String, Group> groups = new LinkedHashMap<>();
      private boolean overflown;

      @Override
      public void event(LintedEvent event) {
        if (overflown || !Clause.all(check.where(), event.json())) {
          return;
        }
        String key =
            check.by().map(by -> by.find(event.json()).map(v -> key(v)).orElse("-")).orElse("");
        Group group = groups.get(key);
        if (group == null) {
          if (groups.size() == MAX_REMEMBERED) {
            overflown = true;
            sink.report(TOO_MANY);
            return;
          }
          group = new Group(event.place());
          groups.put(key, group);
        }
        group.count++;
        if (group.count - 1 == check.max()) {
          sink.report("more than " + check.max() + " of one group with this event", event.place());
        }
      }

      @Override
      public void end(Json.Obj manifest) {
        if (overflown) {
          return;
        }
        if (check.by().isEmpty() && groups.isEmpty() && check.min() > 0) {
          sink.report("no event, at least " + check.min() + " are asked for");
        }
        for (Group group : groups.values()) {
          if (group.count < check.min()) {
            sink.report(
                group.count
                    + " of the group of this event, at least "
                    + check.min()
                    + " are asked for",
                group.first);
          }
        }
      }
    };
  }

  /** How many of a group were seen. */
  private static final class Group {
    private final EventPlace first;
    private long count;

    Group(EventPlace first) {
      this.first = first;
    }
  }

  static Examination paired(Check.Paired check, Examination.Sink sink) {
    return new Examination() {
      private final Map<String, EventPlace> open = new LinkedHashMap<>();
      private boolean overflown;

      @Override
      public void event(LintedEvent event) {
        if (!overflown && is(check.first(), event)) {
          first(event);
        } else if (!overflown && is(check.second(), event)) {
          String key = check.by().find(event.json()).map(v -> key(v)).orElse("");
          if (key.isEmpty() || open.remove(key) == null) {
            sink.report("this event follows nothing it belongs to", event.place());
          }
        }
      }

      private void first(LintedEvent event) {
        String key = check.by().find(event.json()).map(v -> key(v)).orElse("");
        if (key.isEmpty() || open.containsKey(key)) {
          sink.report("nothing can be paired with this event", event.place());
        } else if (open.size() == MAX_REMEMBERED) {
          overflown = true;
          sink.report(TOO_MANY);
        } else {
          open.put(key, event.place());
        }
      }

      @Override
      public void end(Json.Obj manifest) {
        if (!overflown) {
          open.values().forEach(place -> sink.report("nothing follows this event", place));
        }
      }
    };
  }

  private static boolean is(Check.Side side, LintedEvent event) {
    return side.type().equals(event.type()) && Clause.all(side.where(), event.json());
  }

  private static String key(Json value) {
    return Sha256.hex(CanonicalJson.canonicalBytes(value));
  }
}
