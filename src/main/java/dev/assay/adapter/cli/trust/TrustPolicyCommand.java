package dev.assay.adapter.cli.trust;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay trust-policy}: what a repository demands of claims, checked and tested. */
@Command(
    name = "trust-policy",
    description = "hold trust reports against rules, and test the rules",
    subcommands = {TrustPolicyCheckCommand.class, TrustPolicyTestCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-policy check --policy trust-policy.yaml trust-report.json",
      "  assay trust-policy test trust-policy.yaml"
    })
public final class TrustPolicyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
