package dev.assay.adapter.cli;

import dev.assay.adapter.cli.approval.ApprovalCommand;
import dev.assay.adapter.cli.ci.CiCommand;
import dev.assay.adapter.cli.claims.ClaimsCommand;
import dev.assay.adapter.cli.evidence.EvidenceCommand;
import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.policy.InitCommand;
import dev.assay.adapter.cli.policy.PolicyCommand;
import dev.assay.adapter.cli.trust.TrustBasisCommand;
import dev.assay.adapter.cli.trust.TrustCardCommand;
import dev.assay.adapter.cli.trust.TrustPolicyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command tree. */
@Command(
    name = "assay",
    description =
        "decides every MCP tool call before it runs, and keeps evidence anybody can check",
    version = "assay " + AssayVersion.NUMBER,
    subcommands = {
      McpCommand.class,
      InitCommand.class,
      PolicyCommand.class,
      ApprovalCommand.class,
      EvidenceCommand.class,
      TrustBasisCommand.class,
      TrustCardCommand.class,
      TrustPolicyCommand.class,
      ClaimsCommand.class,
      CiCommand.class,
      EnforcementSarifCommand.class,
      DemoCommand.class,
      VersionCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay demo",
      "  assay mcp wrap --policy policy.yaml -- npx -y @modelcontextprotocol/server-filesystem .",
      "  assay init --preset default",
      "  assay policy validate policy.yaml",
      "  assay evidence verify --last"
    })
final class AssayCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
