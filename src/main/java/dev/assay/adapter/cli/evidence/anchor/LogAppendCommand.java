package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.LogAnchor;
import dev.assay.adapter.anchor.LogDirectory;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.anchor.Anchor;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.tlog.LogProof;
import dev.assay.core.tlog.LogSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence log append}: bundles into a log. */
@Command(
    name = "append",
    description = {
      "append intact bundles to a log and write a proof beside each",
      "A bundle that is in the log already is not appended again, so an append that was interrupted"
          + " can be repeated."
    },
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence log append log --sign-key log.pem *.tar.gz")
final class LogAppendCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.log.append.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(index = "0", paramLabel = "DIR", description = "directory of the log")
  private String directory = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "BUNDLE", description = "bundle files")
  private List<String> bundles = List.of();

  @Option(
      names = "--sign-key",
      required = true,
      paramLabel = "PEM",
      description = "private key of the log")
  private String key = "";

  @Option(names = "--force", description = "overwrite proofs that are there")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused, IOException {
    KeptApart files = new KeptApart().reading(bundles).reading(List.of(key));
    Set<Path> proofs = new HashSet<>(); // one bundle may be named twice: it has one proof
    for (String bundle : bundles) {
      String proof = bundle + AnchorKind.LOG.suffix();
      Path file = Inputs.path(proof);
      if (proofs.add(file.toAbsolutePath().normalize())) {
        files.writing(proof, file);
      }
    }
    files.demand(spec.commandLine());
    String checkpoint = Inputs.path(directory).resolve(LogDirectory.CHECKPOINT).toString();
    LogSigner signer = Inputs.signer(Inputs.checkpoint(checkpoint).origin(), key);
    List<AnchorSubject> subjects = new ArrayList<>();
    for (String bundle : bundles) {
      subjects.add(Inputs.subject(bundle));
      refuseTaken(bundle + AnchorKind.LOG.suffix());
    }
    Anchor log = new LogAnchor(new LogDirectory(Inputs.path(directory)), signer);
    return listed(subjects, LogOutcomes.receipts(log.anchor(subjects)));
  }

  private CommandAnswer listed(List<AnchorSubject> subjects, List<Anchor.Receipt> receipts)
      throws InputRefused {
    List<String> lines = new ArrayList<>();
    List<Json> entries = new ArrayList<>();
    for (int i = 0; i < bundles.size(); i++) {
      Anchor.Receipt receipt = receipts.get(i);
      LogProof entry = proof(receipt);
      String proof = bundles.get(i) + AnchorKind.LOG.suffix();
      // the same bundle may be named twice: its proof is the same
      Inputs.write(proof, receipt.bytes(), force || bundles.indexOf(bundles.get(i)) < i);
      lines.add(
          "%s: entry %d of %d%s"
              .formatted(
                  bundles.get(i),
                  entry.index(),
                  entry.checkpoint().size(),
                  receipt.isNew() ? "" : ", was there"));
      entries.add(
          Json.object()
              .put("bundle", bundles.get(i))
              .put("archive_sha256", subjects.get(i).archiveSha256())
              .put("index", entry.index())
              .put("added", receipt.isNew())
              .put("proof", proof)
              .build());
    }
    return CommandAnswer.success(
        SCHEMA,
        String.join("\n", lines),
        LogOutcomes.members(proof(receipts.getFirst()).checkpoint())
            .put("entries", new Json.Arr(entries))
            .build());
  }

  private static LogProof proof(Anchor.Receipt receipt) {
    return switch (LogProof.read(receipt.bytes())) {
      case LogProof.Reading.Read(LogProof proof) -> proof;
      case LogProof.Reading.Refused(AnchorRefusal refusal) ->
          throw new BugException("we read what we write: " + refusal.text());
    };
  }

  /** Before anything is appended: a proof that cannot be written would be missed. */
  private void refuseTaken(String proof) throws InputRefused {
    if (!force && Files.exists(Inputs.path(proof), LinkOption.NOFOLLOW_LINKS)) {
      throw new InputRefused(
          CommandReason.OUTPUT_EXISTS,
          List.of(Problem.of("file.exists", "`" + proof + "` exists", Where.NOWHERE)));
    }
  }
}
