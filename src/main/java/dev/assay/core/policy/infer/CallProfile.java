package dev.assay.core.policy.infer;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.NamePattern;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was seen of the calls of a trace, tool by tool. A call that should not be learned from is
 * counted by its reason and otherwise left out.
 */
public final class CallProfile {
  /** A trace with more tools is none of one server, and nobody could review the policy. */
  public static final int MAX_TOOLS = 1_000;

  private final Map<String, Tool> tools = new TreeMap<>();
  private final Map<Aside, Long> aside = new TreeMap<>();
  private final InferenceSettings settings;
  private long calls;

  /** Why a call is not learned from. */
  public enum Aside {
    /** The trace says that it was denied. */
    DENIED("denied when they were recorded"),
    /** No tool has such a name. */
    NAME("with a name that no tool can have"),
    /** A path in it may lead elsewhere than it says. */
    PATH("with a path that has `..`, `.`, `//`, an encoding or a backslash in it"),
    /** There are more tools than can be reviewed. */
    TOO_MANY("of further tools, beyond " + MAX_TOOLS);

    private final String words;

    Aside(String words) {
      this.words = words;
    }

    /** Gives what is said about such calls, to follow their number. */
    public String words() {
      return words;
    }
  }

  /** What was seen of one tool. */
  static final class Tool {
    private final ValueProfile arguments = new ValueProfile(0);
    private long calls;
    private long withheld;

    ValueProfile arguments() {
      return arguments;
    }

    long calls() {
      return calls;
    }

    /** Whether the arguments of some call are not known, so that no schema can be given. */
    boolean isPartlyUnknown() {
      return withheld > 0;
    }
  }

  /** Makes an empty one. */
  public CallProfile(InferenceSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds a call.
   *
   * @param arguments its arguments, unless the trace leaves them out
   * @param denied whether the trace says that it was denied
   */
  public void add(String tool, Optional<Json.Obj> arguments, boolean denied) {
    calls++;
    Optional<Aside> why = aside(tool, arguments, denied);
    if (why.isPresent()) {
      aside.merge(why.get(), 1L, Long::sum);
      return;
    }
    Tool profile = tools.computeIfAbsent(tool, _ -> new Tool());
    profile.calls++;
    if (arguments.isPresent()) {
      profile.arguments.add(arguments.get());
    } else {
      profile.withheld++;
    }
  }

  /** Says whether the policy shall allow a call: it was learned from and is not held back. */
  public boolean promises(String tool, Optional<Json.Obj> arguments, boolean denied) {
    return aside(tool, arguments, denied).isEmpty() && !isHeldBack(tool);
  }

  private Optional<Aside> aside(String tool, Optional<Json.Obj> arguments, boolean denied) {
    if (denied) {
      return Optional.of(Aside.DENIED);
    }
    if (!NamePattern.isName(tool)) {
      return Optional.of(Aside.NAME);
    }
    if (arguments.isPresent() && isDoubtful(arguments.get())) {
      return Optional.of(Aside.PATH);
    }
    return tools.containsKey(tool) || tools.size() < MAX_TOOLS
        ? Optional.empty()
        : Optional.of(Aside.TOO_MANY);
  }

  private static boolean isDoubtful(Json value) {
    return switch (value) {
      case Json.Str(String text) -> TextProfile.isDoubtful(text) && isOneLine(text);
      case Json.Arr array -> array.items().stream().anyMatch(CallProfile::isDoubtful);
      case Json.Obj object -> object.members().values().stream().anyMatch(CallProfile::isDoubtful);
      case Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  /** A text of several lines is content, whatever slashes are in it. */
  private static boolean isOneLine(String text) {
    return text.indexOf('\n') < 0 && text.length() <= 4_096;
  }

  boolean isHeldBack(String tool) {
    return ToolRisk.word(tool).isPresent() && !settings.accepted().contains(tool);
  }

  /** Gives how many calls were seen. */
  public long calls() {
    return calls;
  }

  Map<String, Tool> tools() {
    return Collections.unmodifiableMap(tools);
  }

  Map<Aside, Long> aside() {
    return Collections.unmodifiableMap(aside);
  }

  InferenceSettings settings() {
    return settings;
  }
}
