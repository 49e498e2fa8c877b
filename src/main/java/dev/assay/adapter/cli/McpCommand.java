package dev.assay.adapter.cli;

import dev.assay.adapter.cli.identity.McpPinCommand;
import dev.assay.adapter.cli.identity.McpToolCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay mcp}: commands that stand between an agent and its MCP servers. */
@Command(
    name = "mcp",
    description = "stand between an agent and its MCP servers",
    subcommands = {WrapCommand.class, McpPinCommand.class, McpToolCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  assay mcp wrap --help", "  assay mcp pin --help"})
final class McpCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
