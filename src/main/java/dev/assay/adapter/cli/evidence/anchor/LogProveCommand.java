package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.LogDirectory;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence log prove}: that a bundle is in a log, or that a log only grew. */
@Command(
    name = "prove",
    description = {
      "prove that a bundle is in a log, or that the log only grew since a checkpoint",
      "The second proof is also what a witness is sent for a cosignature (C2SP tlog-witness)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence log prove log bundle.tar.gz --force",
      "  assay evidence log prove log --since remembered.checkpoint -o growth.proof"
    })
final class LogProveCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.log.prove.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(index = "0", paramLabel = "DIR", description = "directory of the log")
  private String directory = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "BUNDLE", description = "a bundle file")
  private @Nullable String bundle;

  @Option(
      names = "--since",
      paramLabel = "CHECKPOINT",
      description = "prove that the log only grew since this checkpoint")
  private @Nullable String since;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where the proof goes (default for a bundle: its name and .tlog-proof)")
  private @Nullable String out;

  @Option(names = "--force", description = "overwrite a proof that is there")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused, IOException {
    LogDirectory log = new LogDirectory(Inputs.path(directory));
    String archive = bundle;
    String old = since;
    if (archive != null && old == null) {
      String file = out == null ? archive + AnchorKind.LOG.suffix() : out;
      return bundle(log, archive, file);
    }
    String file = out;
    if (archive == null && old != null && file != null) {
      return growth(log, old, file);
    }
    throw new ParameterException(
        spec.commandLine(), "Name a bundle, or `--since CHECKPOINT` and `--out FILE`");
  }

  private CommandAnswer bundle(LogDirectory log, String archive, String file)
      throws InputRefused, IOException {
    apart(archive, file);
    if (!(LogOutcomes.good(log.prove(Inputs.subject(archive)))
        instanceof LogDirectory.Outcome.Appended proven)) {
      throw new BugException("a bundle that is in a log is proven");
    }
    LogDirectory.Entry entry = proven.entries().getFirst();
    Inputs.write(file, entry.proof().bytes(), force);
    return CommandAnswer.success(
        SCHEMA,
        "%s: entry %d of %d".formatted(file, entry.proof().index(), proven.checkpoint().size()),
        LogOutcomes.members(proven.checkpoint())
            .put("index", entry.proof().index())
            .put("proof", file)
            .build());
  }

  private void apart(String read, String file) throws InputRefused {
    Path log = Inputs.path(directory);
    new KeptApart()
        .reading(List.of(read))
        .reading(
            List.of(
                log.resolve(LogDirectory.CHECKPOINT).toString(),
                log.resolve(LogDirectory.VERIFIER_KEY).toString()))
        .below(log.resolve("tile"))
        .writing("--out", Inputs.path(file))
        .demand(spec.commandLine());
  }

  private CommandAnswer growth(LogDirectory log, String old, String file) throws InputRefused {
    apart(old, file);
    if (!(LogOutcomes.good(log.since(Inputs.checkpoint(old)))
        instanceof LogDirectory.Outcome.Continued continued)) {
      throw new BugException("a log that only grew is proven");
    }
    Inputs.write(file, continued.proof().bytes(), force);
    Json.Obj members =
        LogOutcomes.members(continued.proof().checkpoint())
            .put("old_size", continued.proof().oldSize())
            .put("proof", file)
            .build();
    return CommandAnswer.success(
        SCHEMA,
        "%s: grew from %d to %d entries"
            .formatted(file, continued.proof().oldSize(), continued.proof().checkpoint().size()),
        members);
  }
}
