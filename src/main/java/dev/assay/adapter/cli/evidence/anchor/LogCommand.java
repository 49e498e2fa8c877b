package dev.assay.adapter.cli.evidence.anchor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence log}: a transparency log in a directory. */
@Command(
    name = "log",
    description = {
      "keep bundles in a transparency log: a directory of plain files",
      "Whoever remembers one of its checkpoints notices when an entry is removed or changed. Check"
          + " a proof with `assay evidence verify --log-key`."
    },
    subcommands = {
      LogInitCommand.class,
      LogAppendCommand.class,
      LogProveCommand.class,
      LogVerifyCommand.class,
      LogConsistencyCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence log init log --origin log.example/gate --sign-key log.pem",
      "  assay evidence log append log --sign-key log.pem bundle.tar.gz",
      "  assay evidence verify --require logged --log-key log/verifier-key bundle.tar.gz"
    })
public final class LogCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
