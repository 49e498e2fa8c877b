package dev.assay.core.policy.argument;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in the arguments of a call: a member, or a JSON pointer (RFC 6901) in
 * which {@code *} is each item of a list.
 *
 * <p>Source: {@code policy-language.md} 2.
 */
public final class ArgumentPath {
  private static final String EACH = "*";

  private final String[] steps;

  private ArgumentPath(String[] steps) {
    this.steps = steps;
  }

  /** Reads a text; empty when it names no argument. */
  public static Optional<ArgumentPath> parse(String text) {
    if (!text.startsWith("/")) {
      boolean member = !text.isEmpty() && !text.equals(EACH);
      return member ? Optional.of(new ArgumentPath(new String[] {text})) : Optional.empty();
    }
    String[] steps = text.substring(1).split("/", -1);
    for (int i = 0; i < steps.length; i++) {
      String step = steps[i];
      for (int at = step.indexOf('~'); at >= 0; at = step.indexOf('~', at + 1)) {
        if (at + 1 == step.length() || "01".indexOf(step.charAt(at + 1)) < 0) {
          return Optional.empty();
        }
      }
      if (step.isEmpty() || (i == 0 && step.equals(EACH))) {
        return Optional.empty();
      }
      steps[i] = step.replace("~1", "/").replace("~0", "~");
    }
    return Optional.of(new ArgumentPath(steps));
  }

  /** Gives how many steps it has. */
  public int length() {
    return steps.length;
  }

  /** Gives a step, decoded. */
  public String step(int index) {
    return steps[index];
  }

  /** Says whether a step is each item of a list. */
  public boolean isEach(int index) {
    return steps[index].equals(EACH);
  }

  /** Says whether it names one place, whatever the arguments. */
  public boolean isSingle() {
    for (int i = 0; i < steps.length; i++) {
      if (isEach(i)) {
        return false;
      }
    }
    return true;
  }

  /** Gives the item of a list that a step names, or null when there is none. */
  public static @Nullable Json item(Json.Arr list, String step) {
    int index = index(step);
    return index < list.items().size() ? list.items().get(index) : null;
  }

  private static int index(String step) {
    boolean number = !step.isEmpty() && step.length() < 7;
    for (int i = 0; i < step.length() && number; i++) {
      number = step.charAt(i) >= '0' && step.charAt(i) <= '9';
    }
    return number ? Integer.parseInt(step) : Integer.MAX_VALUE;
  }

  /** Gives the value at a single place, or null when nothing stands there. */
  public @Nullable Json get(Json.Obj arguments) {
    Json value = arguments;
    for (String step : steps) {
      value = child(value, step);
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  private static @Nullable Json child(Json value, String step) {
    if (value instanceof Json.Obj object) { // no type switch: ADR 0005
      return step.equals(EACH) ? null : object.get(step);
    }
    return value instanceof Json.Arr list ? item(list, step) : null;
  }

  /**
   * Gives the arguments with every value at this place changed. A change to null takes the value
   * out.
   *
   * @return empty when nothing stands at this place
   */
  public Optional<Json.Obj> changed(Json.Obj arguments, Function<Json, @Nullable Json> change) {
    Change work = new Change(change);
    Json changed = work.visit(arguments, 0);
    return work.missing || !(changed instanceof Json.Obj object)
        ? Optional.empty()
        : Optional.of(object);
  }

  /** Gives the arguments with what stands at this place changed, which may be nothing. */
  public Json.Obj changedWhereThere(Json.Obj arguments, Function<Json, @Nullable Json> change) {
    return new Change(change).visit(arguments, 0) instanceof Json.Obj object ? object : arguments;
  }

  private final class Change {
    private final Function<Json, @Nullable Json> change;
    private boolean missing;

    Change(Function<Json, @Nullable Json> change) {
      this.change = change;
    }

    private @Nullable Json visit(Json value, int step) {
      if (step == steps.length) {
        return change.apply(value);
      }
      if (value instanceof Json.Arr list) {
        return isEach(step) ? items(list, step, -1) : item(list, step);
      }
      // a member of that name is one place, and not each item
      if (value instanceof Json.Obj object && !isEach(step) && object.get(steps[step]) != null) {
        return member(object, step);
      }
      missing = true;
      return value;
    }

    private Json item(Json.Arr list, int step) {
      int index = index(steps[step]);
      if (index < list.items().size()) {
        return items(list, step, index);
      }
      missing = true;
      return list;
    }

    /** Visits one item, or each when {@code only} is negative. */
    private Json items(Json.Arr list, int step, int only) {
      List<Json> items = new ArrayList<>(list.items().size());
      for (int i = 0; i < list.items().size(); i++) {
        Json item = list.items().get(i);
        Json after = only < 0 || only == i ? visit(item, step + 1) : item;
        if (after != null) {
          items.add(after);
        }
      }
      return new Json.Arr(items);
    }

    private Json member(Json.Obj object, int step) {
      Json.ObjBuilder members = Json.object();
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        boolean named = member.getKey().equals(steps[step]);
        members.put(
            member.getKey(), named ? visit(member.getValue(), step + 1) : member.getValue());
      }
      return members.build();
    }
  }

  /** Gives the pointer. */
  @Override
  public String toString() {
    StringBuilder pointer = new StringBuilder();
    for (String step : steps) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
