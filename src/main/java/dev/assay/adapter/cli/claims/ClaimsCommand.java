package dev.assay.adapter.cli.claims;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay claims}: what an observation can support; never a score. */
@Command(
    name = "claims",
    description = "say what an observation can support, and refuse claims that go beyond it",
    subcommands = {
      ClaimsCellsCommand.class,
      ClaimsGateCommand.class,
      ClaimsDeclaredCommand.class,
      ClaimsFidelityCommand.class,
      ClaimsDescriptorCommand.class,
      ClaimsEffectsCommand.class,
      ClaimsDriftCommand.class,
      ClaimsFoldCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay claims cells bundle.tar.gz",
      "  assay claims gate --bundle bundle.tar.gz --require positive:tool_call_identity"
    })
public final class ClaimsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
