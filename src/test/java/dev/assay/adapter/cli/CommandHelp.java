package dev.assay.adapter.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** The help of every command that is shown to people, by its full name. */
public final class CommandHelp {
  private CommandHelp() {}

  /** Gives them in the order of the tree. */
  public static Map<String, String> all() {
    Map<String, String> help = new LinkedHashMap<>();
    add(help, CommandTree.make(CommandLine.defaultFactory()));
    return help;
  }

  private static void add(Map<String, String> help, CommandLine command) {
    help.put(
        command.getCommandSpec().qualifiedName(),
        command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    command.getSubcommands().values().forEach(child -> add(help, child));
  }
}
