package dev.assay.adapter.cli.trust;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay trust-card}: the trust basis as files for people. */
@Command(
    name = "trust-card",
    description = "render the trust basis of a bundle for people",
    subcommands = TrustCardGenerateCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = "  assay trust-card generate bundle.tar.gz --out-dir card")
public final class TrustCardCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
