package dev.assay.adapter.cli.evidence.receipt;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence schema}: the JSON Schemas of receipts and of their sources. */
@Command(
    name = "schema",
    description = "list, show and apply the JSON Schemas of receipts and their sources",
    subcommands = {SchemaListCommand.class, SchemaShowCommand.class, SchemaValidateCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence schema list")
public final class SchemaCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
