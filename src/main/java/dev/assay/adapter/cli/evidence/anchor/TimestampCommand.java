package dev.assay.adapter.cli.evidence.anchor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence timestamp}: trusted time on bundles (RFC 3161). */
@Command(
    name = "timestamp",
    description = {
      "get trusted time on a bundle (RFC 3161)",
      "An authority signs the time and the digest of the archive; it learns nothing else. Check the"
          + " result with `assay evidence verify --tsa-cert`."
    },
    subcommands = {
      TimestampRequestCommand.class,
      TimestampAcceptCommand.class,
      TimestampFetchCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence timestamp request bundle.tar.gz",
      "  assay evidence timestamp accept bundle.tar.gz answer.tsr --tsa-cert tsa.pem",
      "  assay evidence verify --require timestamped --tsa-cert tsa.pem bundle.tar.gz"
    })
public final class TimestampCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
