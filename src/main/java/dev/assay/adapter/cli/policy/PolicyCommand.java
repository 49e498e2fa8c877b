package dev.assay.adapter.cli.policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay policy}: check policies and ask them questions. */
@Command(
    name = "policy",
    description = "check policies and ask them questions",
    subcommands = {
      PolicyValidateCommand.class,
      PolicyExplainCommand.class,
      PolicyTestCommand.class,
      PolicyFormatCommand.class,
      PolicyMigrateCommand.class,
      PolicyDiffCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = "  assay policy validate policy.yaml")
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
