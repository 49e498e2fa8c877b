package dev.assay.adapter.cli;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.TerminalLines;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Makes the command line with its rules for usage errors and for defects of ours. */
final class CommandTree {
  private CommandTree() {}

  static CommandLine make(CommandLine.IFactory factory) {
    CommandLine commands = new CommandLine(AssayCommand.class, factory);
    commands
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("--version")
                .versionHelp(true)
                .description("show name and version")
                .build());
    complete(commands);
    boolean noColour = System.getenv("NO_COLOR") != null;
    return commands
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                noColour ? CommandLine.Help.Ansi.OFF : CommandLine.Help.Ansi.AUTO))
        .setUsageHelpWidth(100)
        .setAbbreviatedOptionsAllowed(false)
        .setCaseInsensitiveEnumValuesAllowed(false)
        .setParameterExceptionHandler((error, _) -> usage(error))
        .setExecutionExceptionHandler((error, command, _) -> defect(error, command));
  }

  /** Adds what is the same for every command, and what is data. */
  private static void complete(CommandLine command) {
    if (command.getCommandSpec().userObject() instanceof WrapCommand) {
      WrapCommand.offerOptions(command);
    }
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this help")
                .build());
    command.getSubcommands().values().forEach(CommandTree::complete);
  }

  private static int usage(ParameterException error) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    String message = error.getMessage() == null ? "invalid arguments" : error.getMessage();
    String first = message.lines().findFirst().orElse(message).replace('\'', '`');
    err.println(
        TerminalLines.of(
            "error: " + first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1)));
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        err.println("did you mean: `" + String.join("` or `", suggestions) + "`");
      }
    }
    err.println("next: run `" + command.getCommandSpec().qualifiedName() + " --help`");
    err.flush();
    return CommandReason.INVALID_ARGS.exitCode().number();
  }

  /** The outer rim for our own defects: one line that names the place, no stack. */
  private static int defect(Exception error, CommandLine command) {
    StackTraceElement[] stack = error.getStackTrace();
    PrintWriter err = command.getErr();
    err.println(
        "error: internal error: `"
            + error.getClass().getSimpleName()
            + "`"
            + (stack.length == 0 ? "" : " at " + stack[0]));
    err.println("next: " + CommandReason.INTERNAL.nextStep());
    err.flush();
    return CommandReason.INTERNAL.exitCode().number();
  }
}
