package dev.assay.adapter.cli.evidence.head;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.NewestBundle;
import dev.assay.adapter.store.StateDirectory;
import dev.assay.adapter.store.StoredJournals;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.ReadHead;
import dev.assay.core.problem.Problem;
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

/** {@code assay evidence head}: size and root of a recording, also while it goes on. */
@Command(
    name = "head",
    description = {
      "give size and root of a recording, also while it goes on",
      "Whoever keeps a head out of reach of this machine can later show with check-head that"
          + " nothing it covers was changed or cut off."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence head --last",
      "  assay evidence head --dir /var/lib/assay/evidence --json",
      "  assay evidence head bundle.tar.gz"
    })
public final class EvidenceHeadCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.head.v1";
  private static final String RECORDINGS = "*.{journal,tar.gz}";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--last",
      description = "the journal or bundle of the local evidence directory that was written last")
  private boolean last;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "the journal or bundle of this directory that was written last")
  private @Nullable Path directory;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "a journal or a bundle")
  private List<String> files = List.of();

  @Override
  public Integer call() throws IOException {
    if (files.size() + (last ? 1 : 0) + (directory == null ? 0 : 1) != 1) {
      throw new ParameterException(
          spec.commandLine(), "Name one journal or bundle, `--dir` or `--last`");
    }
    return output.finish(
        switch (find()) {
          case NewestBundle.NotFound(Problem problem) ->
              HeadAnswers.failure(SCHEMA, CommandReason.EVIDENCE_UNREADABLE, problem);
          case NewestBundle.Found found -> answer(found.file().toString());
        });
  }

  private NewestBundle find() {
    if (directory != null) {
      return NewestBundle.in(directory, RECORDINGS);
    }
    if (!last) {
      return new NewestBundle.Found(Path.of(files.getFirst()));
    }
    return switch (StateDirectory.locate(System.getenv())) {
      case StateDirectory.Unknown(Problem problem) -> new NewestBundle.NotFound(problem);
      case StateDirectory.Located located -> NewestBundle.in(located.evidence(), RECORDINGS);
    };
  }

  private static CommandAnswer answer(String path) throws IOException {
    ReadHead.Outcome outcome;
    try (TarBundleFiles bundles = new TarBundleFiles(System.in)) {
      outcome = new ReadHead(bundles, new StoredJournals()).read(path, List.of());
    }
    return switch (outcome) {
      case ReadHead.Outcome.Known known ->
          CommandAnswer.success(
              SCHEMA,
              path
                  + ": "
                  + HeadAnswers.word(known.kind())
                  + " of run "
                  + known.run()
                  + "\n  head "
                  + known.trail().head().text(),
              HeadAnswers.json(path, known));
      case ReadHead.Outcome.Refused refused -> HeadAnswers.refused(SCHEMA, refused.report());
      case ReadHead.Outcome.Damaged damaged ->
          HeadAnswers.failure(SCHEMA, CommandReason.EVIDENCE_INTEGRITY, damaged.problem());
    };
  }
}
