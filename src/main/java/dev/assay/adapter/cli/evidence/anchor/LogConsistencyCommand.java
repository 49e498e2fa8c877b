package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.tlog.Checkpoint;
import dev.assay.core.tlog.ConsistencyProof;
import dev.assay.core.tlog.LogTrust;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence log consistency}: a proof of growth, without the log. */
@Command(
    name = "consistency",
    description = {
      "check a proof that a log only grew since a checkpoint you remembered",
      "Needs the proof, the remembered checkpoint and the log's key, not the log."
    },
    footerHeading = "%nExamples:%n",
    footer =
        "  assay evidence log consistency growth.proof --since remembered.checkpoint --log-key"
            + " log.vkey")
final class LogConsistencyCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.log.consistency.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "PROOF", description = "a consistency proof")
  private String proof = "";

  @Mixin private LogTrustOptions trust = new LogTrustOptions();

  @Option(
      names = "--since",
      required = true,
      paramLabel = "CHECKPOINT",
      description = "the checkpoint you remembered")
  private String since = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "write the new checkpoint, to be remembered instead; may be that of --since")
  private @Nullable String out;

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused {
    if (out != null) {
      // the checkpoint that was remembered may be replaced: it was read whole and held
      new KeptApart()
          .reading(trust.files())
          .reading(List.of(proof))
          .writing("--out", Inputs.path(out))
          .demand(spec.commandLine());
    }
    LogTrust trusted = trust.read();
    Checkpoint remembered = Inputs.checkpoint(since, trusted);
    byte[] bytes = Inputs.file(proof, Inputs.MAX_RECEIPT_BYTES, "consistency proof");
    ConsistencyProof read =
        switch (ConsistencyProof.read(bytes)) {
          case ConsistencyProof.Reading.Refused(AnchorRefusal refusal) ->
              throw InputRefused.by(refusal, proof);
          case ConsistencyProof.Reading.Read(ConsistencyProof sound) -> sound;
        };
    if (trusted.judge(read.checkpoint())
        instanceof LogTrust.Standing.Refused(AnchorRefusal refusal)) {
      throw InputRefused.by(refusal, proof);
    }
    AnchorRefusal objection = read.objection(remembered);
    if (objection != null) {
      throw InputRefused.by(objection, proof);
    }
    if (out != null) {
      Inputs.write(out, read.checkpoint().bytes(), true);
    }
    return CommandAnswer.success(
        SCHEMA,
        "%s: grew from %d to %d entries"
            .formatted(proof, remembered.size(), read.checkpoint().size()),
        LogOutcomes.members(read.checkpoint()).put("old_size", remembered.size()).build());
  }
}
