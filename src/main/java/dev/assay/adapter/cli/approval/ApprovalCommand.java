package dev.assay.adapter.cli.approval;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay approval}: approve calls that a policy does not allow without a person. */
@Command(
    name = "approval",
    description = "approve or refuse calls that wait for a person",
    subcommands = {
      ApprovalListCommand.class,
      ApprovalShowCommand.class,
      ApprovalSignCommand.class,
      ApprovalDenyCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay approval list",
      "  assay approval sign 0123456789abcdef0123456789abcdef --approver dana --key dana.pem"
    })
public final class ApprovalCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
