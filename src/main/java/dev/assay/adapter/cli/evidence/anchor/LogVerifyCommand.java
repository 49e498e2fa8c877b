package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.LogDirectory;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import dev.assay.core.tlog.Checkpoint;
import dev.assay.core.tlog.LogTrust;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay evidence log verify}: every entry and tile of a log. */
@Command(
    name = "verify",
    description = "recompute a whole log, and hold it against a checkpoint you remembered",
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence log verify log --log-key log.vkey --since remembered.checkpoint")
final class LogVerifyCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.log.verify.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "DIR", description = "directory of the log, or a copy of it")
  private String directory = "";

  @Mixin private LogTrustOptions trust = new LogTrustOptions();

  @Option(
      names = "--since",
      paramLabel = "CHECKPOINT",
      description = "a checkpoint of this log from before; what it held must still be there")
  private @Nullable String since;

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused {
    LogTrust trusted = trust.read();
    Checkpoint remembered = since == null ? null : Inputs.checkpoint(since, trusted);
    if (!(LogOutcomes.good(new LogDirectory(Inputs.path(directory)).audit(trusted, remembered))
        instanceof LogDirectory.Outcome.Sound sound)) {
      throw new BugException("a log is sound or refused");
    }
    String history = remembered == null ? "" : ", continues " + remembered.size();
    return CommandAnswer.success(
        SCHEMA,
        directory + ": sound, " + sound.checkpoint().size() + " entries" + history,
        LogOutcomes.members(sound.checkpoint())
            .put("remembered_size", remembered == null ? null : size(remembered))
            .build());
  }

  private static Json size(Checkpoint checkpoint) {
    return Json.Num.of(checkpoint.size());
  }
}
