package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.question.ProveEvent;
import dev.assay.core.evidence.proof.EventProof;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code assay evidence prove}: one event, provable without the rest of the bundle. */
@Command(
    name = "prove",
    description = {
      "take one event out of a sealed bundle, with the proof that it is in there",
      "The proof shows the event and the content hashes of the others, not their contents. Without"
          + " -o it goes to standard output."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence prove bundle.tar.gz --seq 17 -o event-17.proof.json",
      "  assay evidence prove --last --seq 3"
    })
final class EvidenceProveCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.prove.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private BundleArgument bundle = new BundleArgument();

  @Option(
      names = "--seq",
      required = true,
      paramLabel = "N",
      description = "sequence number of the event")
  private long seq;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "write the proof to this new file")
  private List<String> files = List.of();

  @Override
  public Integer call() throws IOException {
    return switch (bundle.choose()) {
      case BundleArgument.Choice.None(Problem problem) ->
          refused(CommandReason.EVIDENCE_UNREADABLE, List.of(problem));
      case BundleArgument.Choice.Named(String path) -> prove(path);
    };
  }

  private int prove(String path) throws IOException {
    ProveEvent.Outcome outcome;
    try (TarBundleFiles bundles = new TarBundleFiles(System.in)) {
      outcome = new ProveEvent(bundles).prove(path, seq);
    }
    return switch (outcome) {
      case ProveEvent.Outcome.Refused(VerifyReport report) ->
          refused(CommandReason.named(report.reasonCode()), report.problems());
      case ProveEvent.Outcome.Impossible(Problem problem) ->
          refused(CommandReason.EVIDENCE_REQUIREMENT, List.of(problem));
      case ProveEvent.Outcome.Changed(Problem problem) ->
          refused(CommandReason.EVIDENCE_INTEGRITY, List.of(problem));
      case ProveEvent.Outcome.Proven(EventProof proof) -> deliver(proof);
    };
  }

  private int deliver(EventProof proof) {
    if (files.isEmpty()) {
      spec.commandLine().getOut().print(new String(proof.bytes(), StandardCharsets.US_ASCII));
      return OutputOptions.finish(
          spec.commandLine(), false, CommandAnswer.success(SCHEMA, "", Json.Obj.EMPTY));
    }
    String file = files.getLast();
    return switch (OutputFile.create(file, proof.bytes(), false)) {
      case OutputFile.Writing.Taken(Problem problem) ->
          refused(CommandReason.EVIDENCE_UNWRITABLE, List.of(problem));
      case OutputFile.Writing.Failed(Problem problem) ->
          refused(CommandReason.EVIDENCE_UNWRITABLE, List.of(problem));
      case OutputFile.Writing.Written _ -> written(proof, file);
    };
  }

  private int written(EventProof proof, String file) {
    return output.finish(
        CommandAnswer.success(
            SCHEMA,
            file
                + ": event "
                + proof.index()
                + " of "
                + proof.size()
                + "\n  bundle  "
                + proof.bundleId()
                + "\n  check it with `assay evidence check-proof --expect-bundle-id`",
            Json.object()
                .put("file", file)
                .put("seq", proof.index())
                .put("bundle_id", proof.bundleId())
                .put("envelope_root", proof.envelopeRoot())
                .build()));
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }
}
