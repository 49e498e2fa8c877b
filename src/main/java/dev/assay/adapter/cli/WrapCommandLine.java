package dev.assay.adapter.cli;

import dev.assay.app.gateway.GatewaySettings;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the arguments of {@code assay mcp wrap} without a framework, because editors wait for this
 * start. A test compares it with the command's declaration for {@code --help}.
 */
final class WrapCommandLine {
  /** Options that take no value. */
  static final List<String> FLAGS =
      List.of(
          "--dry-run",
          "--quiet",
          "--verbose",
          "--no-args",
          "--ascii",
          "--no-evidence",
          "--deny-deprecations");

  /** Options that take one value. */
  static final List<String> VALUES =
      List.of(
          "--policy",
          "--label",
          "--evidence-out",
          "--evidence-dir",
          "--durability",
          "--sign-key",
          "--audit-log",
          "--decision-log");

  private static final String DEFAULT_LABEL = "default-mcp-server";

  private final Set<String> flags = new HashSet<>();
  private final Map<String, String> values = new HashMap<>();
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
    if (FLAGS.contains(name) && equals < 0) {
      flags.add(name);
      return 0;
    }
    if (!VALUES.contains(name)) {
      problem("unknown option `" + argument + "`", "see `assay mcp wrap --help`");
      return 0;
    }
    Optional<String> value =
        equals >= 0
            ? Optional.of(argument.substring(equals + 1))
            : next.filter(v -> !v.equals("--"));
    if (value.isEmpty() || value.get().isEmpty()) {
      problem("option `" + name + "` needs a value", "see `assay mcp wrap --help`");
    } else if (values.put(name, value.get()) != null) {
      problem("option `" + name + "` is given twice", "give it once");
    }
    return equals >= 0 || value.isEmpty() ? 0 : 1;
  }

  private WrapOptions options() {
    String label = values.getOrDefault("--label", DEFAULT_LABEL);
    if (!GatewaySettings.isLabel(label)) {
      problem("label `" + label + "` is not usable", "use 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    String durability = values.getOrDefault("--durability", "os");
    if (!durability.equals("os") && !durability.equals("sync")) {
      problem("durability `" + durability + "` is unknown", "use os or sync");
    }
    exclude("--evidence-out", "--evidence-dir");
    WrapOptions.Evidence evidence =
        new WrapOptions.Evidence(
            path("--evidence-out"),
            path("--evidence-dir"),
            flags.contains("--no-evidence"),
            durability.equals("sync"),
            path("--sign-key"));
    if (evidence.none()
        && (evidence.out().isPresent()
            || evidence.directory().isPresent()
            || evidence.signKey().isPresent())) {
      problem("option `--no-evidence` contradicts the other evidence options", "leave one out");
    }
    WrapOptions.Talk talk =
        new WrapOptions.Talk(
            flags.contains("--quiet"),
            flags.contains("--verbose"),
            !flags.contains("--no-args"),
            flags.contains("--ascii"));
    return new WrapOptions(
        path("--policy"),
        label,
        new WrapOptions.Mode(flags.contains("--dry-run"), flags.contains("--deny-deprecations")),
        talk,
        evidence,
        new WrapOptions.Logs(path("--audit-log"), path("--decision-log")),
        command);
  }

  private void exclude(String one, String other) {
    if (values.containsKey(one) && values.containsKey(other)) {
      problem("options `" + one + "` and `" + other + "` exclude each other", "give one of them");
    }
  }

  private Optional<Path> path(String option) {
    String value = values.get(option);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(value));
    } catch (InvalidPathException e) {
      problem("option `" + option + "` is no path", "give a file or directory");
      return Optional.empty();
    }
  }

  private void problem(String message, String hint) {
    problems.add(new Problem("E_INVALID_ARGS", message, Where.NOWHERE, hint));
  }
}
