package dev.assay.adapter.cli.identity;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay mcp tool}: signatures of authors on tool definitions. */
@Command(
    name = "tool",
    description = "sign tool definitions and check signatures on them",
    subcommands = {ToolKeygenCommand.class, ToolSignCommand.class, ToolVerifyCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = "  assay mcp tool sign --help")
public final class McpToolCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Makes the command. */
  public McpToolCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
