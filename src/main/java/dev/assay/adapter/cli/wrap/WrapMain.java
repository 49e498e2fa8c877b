package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.ExitCode;
import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs {@code mcp wrap}: reads what it is to do, refuses what it cannot do exactly, then runs one
 * session. Nothing is started before everything that can be checked is checked.
 */
public final class WrapMain {
  private WrapMain() {}

  /** Runs the command with the words after {@code mcp wrap} and gives the exit code. */
  public static int run(List<String> words) {
    if (isWindows()) {
      return refuse(
          CommandReason.UNSUPPORTED_PLATFORM,
          List.of(
              Problem.of(
                  "E_UNSUPPORTED_PLATFORM", "`mcp wrap` does not support Windows", Where.NOWHERE)));
    }
    JdkPreparation.start();
    WrapCommandLine.Reading reading = WrapCommandLine.read(words);
    if (reading instanceof WrapCommandLine.Reading.Read read) {
      return prepare(read.options());
    }
    if (reading instanceof WrapCommandLine.Reading.Refused refused) {
      return refuse(CommandReason.INVALID_ARGS, refused.problems());
    }
    return ExitCode.OK.number(); // help, which the container shows before we are asked
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private static int prepare(WrapOptions options) {
    WrapPlan plan;
    try {
      plan = WrapPlan.make(options, System.getenv());
    } catch (NoClassDefFoundError missing) {
      // the launcher chooses the class path by the words of the policies
      return refuse(CommandReason.POLICY_PARSE, List.of(notLoaded(missing)));
    }
    return plan instanceof WrapPlan.Ready ready
        ? new WrapRun(ready).run()
        : refuse(((WrapPlan.Refused) plan).reason(), ((WrapPlan.Refused) plan).problems());
  }

  private static Problem notLoaded(NoClassDefFoundError missing) {
    return new Problem(
        CommandReason.POLICY_PARSE.code(),
        "a policy needs a library that is not loaded: " + missing.getMessage(),
        Where.NOWHERE,
        "write the names of its members without escapes; start with the launcher `assay`");
  }

  /** Prints every problem on standard error and gives the exit code that goes with them. */
  static int refuse(CommandReason reason, List<Problem> problems) {
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    for (Problem problem : problems) {
      err.println(TerminalLines.of("error: " + problem.text()));
    }
    err.println("next: " + reason.nextStep() + " (" + reason.code() + ")");
    return reason.exitCode().number();
  }

  /** Gives the search path of commands. */
  static String searchPath(Map<String, String> environment) {
    return environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
  }
}
