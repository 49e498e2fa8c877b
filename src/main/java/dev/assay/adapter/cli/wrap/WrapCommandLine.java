package dev.assay.adapter.cli.wrap;

import dev.assay.app.gateway.GatewaySettings;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the arguments of {@code assay mcp wrap} without a framework, because editors wait for this
 * start. A test compares it with the command's declaration for {@code --help}.
 */
final class WrapCommandLine {
  private static final String DEFAULT_LABEL = "default-mcp-server";

  private final Set<WrapOption> flags = EnumSet.noneOf(WrapOption.class);
  private final Map<WrapOption, String> values = new EnumMap<>(WrapOption.class);
  private final List<Path> policies = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private List<String> command = List.of();

  private WrapCommandLine() {}

  /** What the arguments say. */
  sealed interface Reading {
    /** They are options and a command. */
    record Read(WrapOptions options) implements Reading {}

    /** They are not; all problems. */
    record Refused(List<Problem> problems) implements Reading {}

    /** They ask for help. */
    enum Help implements Reading {
      HELP
    }
  }

  /** Reads the arguments after {@code mcp wrap}. */
  static Reading read(List<String> arguments) {
    return new WrapCommandLine().parse(arguments);
  }

  private Reading parse(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        command = arguments.subList(i + 1, arguments.size());
        break;
      }
      if (argument.equals("--help") || argument.equals("-h")) {
        return Reading.Help.HELP;
      }
      i +=
          option(
              argument,
              i + 1 < arguments.size() ? Optional.of(arguments.get(i + 1)) : Optional.empty());
    }
    if (command.isEmpty()) {
      problem("no server command", "write it after --, as in `assay mcp wrap -- npx my-server`");
    }
    WrapOptions options = problems.isEmpty() ? options() : null;
    return options == null || !problems.isEmpty()
        ? new Reading.Refused(problems)
        : new Reading.Read(options);
  }

  /** Takes one option and gives how many further arguments it used. */
  private int option(String argument, Optional<String> next) {
    int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
    String name = equals < 0 ? argument : argument.substring(0, equals);
    Optional<WrapOption> option = WrapOption.named(name);
    if (option.isEmpty() || (equals >= 0 && option.get().value().isEmpty())) {
      problem("unknown option `" + argument + "`", "see `assay mcp wrap --help`");
      return 0;
    }
    if (option.get().value().isEmpty()) {
      if (!flags.add(option.get())) {
        problem("option `" + name + "` is given twice", "give it once");
      }
      return 0;
    }
    Optional<String> value =
        equals >= 0
            ? Optional.of(argument.substring(equals + 1))
            : next.filter(v -> !v.equals("--"));
    if (value.isEmpty() || value.get().isEmpty()) {
      problem("option `" + name + "` needs a value", "see `assay mcp wrap --help`");
    } else if (option.get().isRepeatable()) {
      path(option.get(), value.get()).ifPresent(policies::add);
    } else if (values.put(option.get(), value.get()) != null) {
      problem("option `" + name + "` is given twice", "give it once");
    }
    return equals >= 0 || value.isEmpty() ? 0 : 1;
  }

  private WrapOptions options() {
    String label = values.getOrDefault(WrapOption.LABEL, DEFAULT_LABEL);
    if (!GatewaySettings.isLabel(label)) {
      problem("label `" + label + "` is not usable", "use 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    String durability = values.getOrDefault(WrapOption.DURABILITY, "os");
    if (!durability.equals("os") && !durability.equals("sync")) {
      problem("durability `" + durability + "` is unknown", "use os or sync");
    }
    exclude(WrapOption.EVIDENCE_OUT, WrapOption.EVIDENCE_DIR);
    WrapOptions.Evidence evidence =
        new WrapOptions.Evidence(
            path(WrapOption.EVIDENCE_OUT),
            path(WrapOption.EVIDENCE_DIR),
            flags.contains(WrapOption.NO_EVIDENCE),
            durability.equals("sync"),
            path(WrapOption.SIGN_KEY),
            path(WrapOption.CHECKPOINT_FILE));
    if (evidence.none()
        && (evidence.out().isPresent()
            || evidence.directory().isPresent()
            || evidence.signKey().isPresent()
            || evidence.checkpoints().isPresent())) {
      problem("option `--no-evidence` contradicts the other evidence options", "leave one out");
    }
    WrapOptions.Talk talk =
        new WrapOptions.Talk(
            flags.contains(WrapOption.QUIET),
            flags.contains(WrapOption.VERBOSE),
            !flags.contains(WrapOption.NO_ARGS),
            flags.contains(WrapOption.ASCII));
    return new WrapOptions(
        policies,
        label,
        new WrapOptions.Mode(
            flags.contains(WrapOption.DRY_RUN), flags.contains(WrapOption.DENY_DEPRECATIONS)),
        talk,
        evidence,
        new WrapOptions.Logs(
            path(WrapOption.AUDIT_LOG), path(WrapOption.DECISION_LOG), privilegedLogs()),
        command);
  }

  private SortedMap<String, Path> privilegedLogs() {
    SortedMap<String, Path> logs = new TreeMap<>();
    path(WrapOption.ENFORCEMENT_DECISION_OUT).ifPresent(file -> logs.put("enforcement", file));
    path(WrapOption.MANIFEST_ESTABLISH_OUT).ifPresent(file -> logs.put("establish", file));
    path(WrapOption.TOOL_CONFORMANCE_OUT).ifPresent(file -> logs.put("conformance", file));
    return logs;
  }

  private void exclude(WrapOption one, WrapOption other) {
    if (values.containsKey(one) && values.containsKey(other)) {
      problem(
          "options `" + one.word() + "` and `" + other.word() + "` exclude each other",
          "give one of them");
    }
  }

  private Optional<Path> path(WrapOption option) {
    String value = values.get(option);
    return value == null ? Optional.empty() : path(option, value);
  }

  private Optional<Path> path(WrapOption option, String value) {
    try {
      return Optional.of(Path.of(value));
    } catch (InvalidPathException e) {
      problem("option `" + option.word() + "` is no path", "give a file or directory");
      return Optional.empty();
    }
  }

  private void problem(String message, String hint) {
    problems.add(new Problem("E_INVALID_ARGS", message, Where.NOWHERE, hint));
  }
}
