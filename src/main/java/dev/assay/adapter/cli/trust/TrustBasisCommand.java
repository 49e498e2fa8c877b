package dev.assay.adapter.cli.trust;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay trust-basis}: what a bundle supports, claim by claim; never a score. */
@Command(
    name = "trust-basis",
    description = "compile a bundle into bounded claims, compare, demand and explain them",
    subcommands = {
      TrustBasisGenerateCommand.class,
      TrustBasisDiffCommand.class,
      TrustBasisAssertCommand.class,
      TrustBasisExplainCommand.class,
      TrustBasisAcceptCommand.class,
      TrustBasisFoldCommand.class,
      TrustBasisExportCommand.class,
      TrustBasisProvisionalCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-basis generate bundle.tar.gz -o trust-basis.json",
      "  assay trust-basis explain all --bundle bundle.tar.gz"
    })
public final class TrustBasisCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
