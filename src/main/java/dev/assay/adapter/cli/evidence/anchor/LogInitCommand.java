package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.LogDirectory;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.problem.BugException;
import dev.assay.core.tlog.LogSigner;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay evidence log init}: an empty log. */
@Command(
    name = "init",
    description = "begin an empty log and write the key that verifies it",
    footerHeading = "%nExamples:%n",
    footer = {
      "  openssl genpkey -algorithm ed25519 -out log.pem && chmod 600 log.pem",
      "  assay evidence log init log --origin log.example/gate --sign-key log.pem"
    })
final class LogInitCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.log.init.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "DIR", description = "directory of the log")
  private String directory = "";

  @Option(
      names = "--origin",
      required = true,
      paramLabel = "NAME",
      description = "the log's name, an address without scheme, such as log.example/gate")
  private String origin = "";

  @Option(
      names = "--sign-key",
      required = true,
      paramLabel = "PEM",
      description = "private key of the log, Ed25519, readable only by you")
  private String key = "";

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused {
    LogSigner signer = Inputs.signer(origin, key);
    if (!(LogOutcomes.good(new LogDirectory(Inputs.path(directory)).begin(signer))
        instanceof LogDirectory.Outcome.Begun begun)) {
      throw new BugException("a log that was begun says so");
    }
    return CommandAnswer.success(
        SCHEMA,
        directory + ": empty log\n  verifier key " + signer.verifier().text(),
        LogOutcomes.members(begun.checkpoint())
            .put("verifier_key", signer.verifier().text())
            .build());
  }
}
