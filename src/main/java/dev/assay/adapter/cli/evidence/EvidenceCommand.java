package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.evidence.anchor.EvidenceExportSigstoreCommand;
import dev.assay.adapter.cli.evidence.anchor.LogCommand;
import dev.assay.adapter.cli.evidence.anchor.TimestampCommand;
import dev.assay.adapter.cli.evidence.attest.EvidenceAttestCommand;
import dev.assay.adapter.cli.evidence.attest.EvidenceVerifyAttestationCommand;
import dev.assay.adapter.cli.evidence.head.EvidenceCheckHeadCommand;
import dev.assay.adapter.cli.evidence.head.EvidenceHeadCommand;
import dev.assay.adapter.cli.evidence.receipt.ReceiptsCommand;
import dev.assay.adapter.cli.evidence.receipt.SchemaCommand;
import dev.assay.adapter.cli.evidence.receipt.VerifyMcpRecordsCommand;
import dev.assay.adapter.cli.evidence.receipt.VerifyMcpSupersessionCommand;
import dev.assay.adapter.cli.evidence.receipt.VerifyMcpTunnelObservedCommand;
import dev.assay.adapter.cli.evidence.receipt.VerifyToolDecisionTruthCommand;
import dev.assay.adapter.cli.evidence.sarif.EvidenceSarifCommand;
import dev.assay.adapter.cli.store.EvidenceListCommand;
import dev.assay.adapter.cli.store.EvidencePruneCommand;
import dev.assay.adapter.cli.store.EvidencePullCommand;
import dev.assay.adapter.cli.store.EvidencePushCommand;
import dev.assay.adapter.cli.store.EvidenceReindexCommand;
import dev.assay.adapter.cli.store.EvidenceStoreStatusCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence}: verify and read bundles, offline. */
@Command(
    name = "evidence",
    description = "verify and read bundles, offline",
    subcommands = {
      EvidenceVerifyCommand.class,
      EvidenceShowCommand.class,
      EvidenceImportCommand.class,
      ReceiptsCommand.class,
      SchemaCommand.class,
      VerifyToolDecisionTruthCommand.class,
      VerifyMcpRecordsCommand.class,
      VerifyMcpSupersessionCommand.class,
      VerifyMcpTunnelObservedCommand.class,
      EvidenceLintCommand.class,
      EvidenceAttestCommand.class,
      EvidenceVerifyAttestationCommand.class,
      EvidenceHeadCommand.class,
      EvidenceCheckHeadCommand.class,
      EvidenceQueryCommand.class,
      EvidenceDiffCommand.class,
      EvidenceReplayCommand.class,
      EvidenceSarifCommand.class,
      EvidenceProveCommand.class,
      EvidenceCheckProofCommand.class,
      TimestampCommand.class,
      LogCommand.class,
      EvidenceExportSigstoreCommand.class,
      EvidencePushCommand.class,
      EvidencePullCommand.class,
      EvidenceListCommand.class,
      EvidenceStoreStatusCommand.class,
      EvidenceReindexCommand.class,
      EvidencePruneCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  assay evidence verify --last", "  assay evidence show bundle.tar.gz"})
public final class EvidenceCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
