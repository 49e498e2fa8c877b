package dev.assay.adapter.cli.evidence.head;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.StoredJournals;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.ReadHead;
import dev.assay.core.evidence.ChainHead;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code assay evidence check-head}: is everything still there that a kept head covers? */
@Command(
    name = "check-head",
    description = {
      "say whether a recording still begins with what a kept head covers",
      "A bundle is verified first. That it begins with a head says nothing about what came after"
          + " the head; without a key, a checkpoint is worth what the place it was kept in is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence check-head bundle.tar.gz --checkpoints kept.txt --key recorder.pub.pem",
      "  assay evidence check-head bundle.tar.gz --head 17:4a8f..."
    })
public final class EvidenceCheckHeadCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.check_head.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--head", paramLabel = "SIZE:ROOT", description = "a head that was kept")
  private List<String> heads = List.of();

  @Option(
      names = "--checkpoints",
      paramLabel = "FILE",
      description = "checkpoints that were kept; those of other runs do not count")
  private @Nullable Path checkpoints;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "public key in PEM; checkpoints it did not sign do not count")
  private @Nullable Path key;

  @Parameters(arity = "1", paramLabel = "FILE", description = "a bundle or a journal")
  private String file = "";

  @Override
  public Integer call() throws IOException {
    List<ChainHead> given = new ArrayList<>();
    for (String head : heads) {
      given.add(
          ChainHead.read(head)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "`--head` takes a number, a colon and 64 lower-case hex digits")));
    }
    if (given.isEmpty() && checkpoints == null) {
      throw new ParameterException(spec.commandLine(), "Give `--head` or `--checkpoints`");
    }
    if (key != null && checkpoints == null) {
      throw new ParameterException(spec.commandLine(), "`--key` goes with `--checkpoints`");
    }
    return output.finish(
        switch (KeptHeads.read(given, checkpoints, key)) {
          case KeptHeads.Unreadable(Problem problem) ->
              HeadAnswers.failure(SCHEMA, CommandReason.MISSING_CONFIG, problem);
          case KeptHeads.Read kept -> check(kept);
        });
  }

  private CommandAnswer check(KeptHeads.Read kept) throws IOException {
    ReadHead.Outcome outcome;
    try (TarBundleFiles bundles = new TarBundleFiles(System.in)) {
      outcome = new ReadHead(bundles, new StoredJournals()).read(file, kept.sizes());
    }
    return switch (outcome) {
      case ReadHead.Outcome.Known known -> compare(kept, known);
      case ReadHead.Outcome.Refused refused -> HeadAnswers.refused(SCHEMA, refused.report());
      case ReadHead.Outcome.Damaged damaged ->
          HeadAnswers.failure(SCHEMA, CommandReason.EVIDENCE_INTEGRITY, damaged.problem());
    };
  }

  private CommandAnswer compare(KeptHeads.Read kept, ReadHead.Outcome.Known known) {
    if (kept.damaged() > 0) {
      output.warn(kept.damaged() + " pieces of the checkpoint file are no checkpoints");
    }
    long ignored = kept.ignored(known.run());
    if (ignored > 0) {
      output.warn(ignored + " checkpoints of this run are not signed by the key and do not count");
    }
    List<ChainHead> covered = kept.of(known.run());
    if (covered.isEmpty()) {
      return refused(
          known,
          List.of(problem("no checkpoint that counts is of run `" + known.run() + "`")),
          covered);
    }
    List<Problem> problems = new ArrayList<>();
    for (ChainHead head : covered) {
      switch (known.compare(head)) {
        case SAME -> {}
        case DIFFERENT ->
            problems.add(
                problem("its first " + head.size() + " lines are not those that the head covers"));
        case SHORTER ->
            problems.add(
                problem(
                    "the head covers "
                        + head.size()
                        + " lines and there are only "
                        + known.trail().head().size()));
      }
    }
    return problems.isEmpty()
        ? CommandAnswer.success(SCHEMA, text(known, covered), members(known, covered, true))
        : refused(known, problems, covered);
  }

  private CommandAnswer refused(
      ReadHead.Outcome.Known known, List<Problem> problems, List<ChainHead> covered) {
    return CommandAnswer.failure(
        SCHEMA, CommandReason.EVIDENCE_REQUIREMENT, problems, members(known, covered, false));
  }

  private String text(ReadHead.Outcome.Known known, List<ChainHead> covered) {
    long reach = covered.stream().mapToLong(ChainHead::size).max().orElse(0);
    long size = known.trail().head().size();
    return file
        + ": begins with what "
        + covered.size()
        + (covered.size() == 1 ? " kept head covers" : " kept heads cover")
        + ", "
        + reach
        + " of "
        + size
        + " lines\n  head "
        + known.trail().head().text();
  }

  private Json.Obj members(
      ReadHead.Outcome.Known known, List<ChainHead> covered, boolean consistent) {
    Json.ObjBuilder members = Json.object().put("consistent", consistent);
    HeadAnswers.json(file, known).members().forEach(members::put);
    return members
        .put("heads_checked", covered.size())
        .put("lines_covered", covered.stream().mapToLong(ChainHead::size).max().orElse(0))
        .build();
  }

  private Problem problem(String message) {
    return Problem.of(CommandReason.EVIDENCE_REQUIREMENT.code(), message, Where.document(file));
  }
}
