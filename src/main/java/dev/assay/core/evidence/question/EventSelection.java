package dev.assay.core.evidence.question;

import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which events are meant: those that satisfy every condition. None at all means every event.
 *
 * @param conditions what each event must satisfy
 */
public record EventSelection(List<Condition> conditions) {
  /** Every event. */
  public static final EventSelection ALL = new EventSelection(Collections.emptyList());

  /** Copies the conditions. */
  public EventSelection {
    conditions = Collections.unmodifiableList(new ArrayList<>(conditions));
  }

  /** Says whether an event is meant. */
  public boolean takes(Json.Obj event) {
    for (Condition condition : conditions) {
      if (!condition.holds(event)) {
        return false;
      }
    }
    return true;
  }

  /** Something an event satisfies or does not. */
  public sealed interface Condition {
    /** Judges an event. */
    boolean holds(Json.Obj event);
  }

  /** The event's type fits a pattern. */
  public record OfType(TextGlob type) implements Condition {
    @Override
    public boolean holds(Json.Obj event) {
      return type.matches(event.string("type").orElse(""));
    }
  }

  /**
   * The sequence number lies in a range.
   *
   * @param first the lowest, inclusive
   * @param last the highest, inclusive
   */
  public record InSequence(long first, long last) implements Condition {
    /** Reads {@code A..B}, {@code A..}, {@code ..B} or {@code A}; empty for anything else. */
    public static Optional<InSequence> read(String text) {
      if (!text.matches("[0-9]{1,18}|[0-9]{0,18}\\.\\.[0-9]{0,18}") || text.equals("..")) {
        return Optional.empty();
      }
      int dots = text.indexOf("..");
      String low = dots < 0 ? text : text.substring(0, dots);
      String high = dots < 0 ? text : text.substring(dots + 2);
      long first = low.isEmpty() ? 0 : Long.parseLong(low);
      long last = high.isEmpty() ? Long.MAX_VALUE : Long.parseLong(high);
      return first > last ? Optional.empty() : Optional.of(new InSequence(first, last));
    }

    @Override
    public boolean holds(Json.Obj event) {
      long seq = event.integer("assayseq").orElse(-1L);
      return seq >= first && seq <= last;
    }
  }

  /** The event is about a tool whose name, in {@code data.tool}, fits a pattern. */
  public record AboutTool(TextGlob tool) implements Condition {
    @Override
    public boolean holds(Json.Obj event) {
      return data(event).string("tool").filter(tool::matches).isPresent();
    }
  }

  /** The event is a decision of this kind, such as {@code deny}. */
  public record Decided(String decision) implements Condition {
    @Override
    public boolean holds(Json.Obj event) {
      return event.string("type").orElse("").equals(ToolDecision.TYPE)
          && data(event).string("decision").orElse("").equals(decision);
    }
  }

  /** The event is about a tool of this class. */
  public record OfClass(String name) implements Condition {
    @Override
    public boolean holds(Json.Obj event) {
      return data(event).get("tool_classes") instanceof Json.Arr classes
          && classes.items().contains(new Json.Str(name));
    }
  }

  /**
   * The event's time, by the recorder's clock, lies in a range.
   *
   * @param from the earliest time, inclusive; empty for no bound
   * @param to the first time that is too late; empty for no bound
   */
  public record InTime(Optional<EventTime> from, Optional<EventTime> to) implements Condition {
    @Override
    public boolean holds(Json.Obj event) {
      Optional<EventTime> time = event.string("time").flatMap(EventTime::read);
      return time.isPresent()
          && (from.isEmpty() || time.get().compareTo(from.get()) >= 0)
          && (to.isEmpty() || time.get().compareTo(to.get()) < 0);
    }
  }

  /**
   * A member has this value: a string is equal to it, a number, {@code true}, {@code false} or
   * {@code null} is written so, an array has an item that is.
   */
  public record MemberIs(MemberPath path, String value) implements Condition {
    /** Reads {@code path=value}; empty when there is no equals sign or no path before it. */
    public static Optional<MemberIs> read(String text) {
      int equals = text.indexOf('=');
      return equals < 1
          ? Optional.empty()
          : MemberPath.read(text.substring(0, equals))
              .map(path -> new MemberIs(path, text.substring(equals + 1)));
    }

    @Override
    public boolean holds(Json.Obj event) {
      Optional<Json> member = path.of(event);
      if (member.isPresent() && member.get() instanceof Json.Arr array) {
        return array.items().stream().anyMatch(this::is);
      }
      return member.isPresent() && is(member.get());
    }

    private boolean is(Json member) {
      return switch (member) {
        case Json.Obj _, Json.Arr _ -> false;
        case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ ->
            MemberPath.textOf(member).equals(value);
      };
    }
  }

  private static Json.Obj data(Json.Obj event) {
    return event.object("data").orElse(Json.Obj.EMPTY);
  }
}
