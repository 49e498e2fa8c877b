package dev.assay.adapter.cli.evidence.receipt;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence receipts}: what can be asked about imported receipts. */
@Command(
    name = "receipts",
    description = "check imported receipts against their sources",
    subcommands = ReceiptsCheckCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence receipts check --bundle receipts.tar.gz --source results.jsonl")
public final class ReceiptsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
