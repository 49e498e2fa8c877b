package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.objects.LocalEvidence;
import dev.assay.adapter.store.StateDirectory;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.prune.LegalHold;
import dev.assay.app.offline.prune.PruneCode;
import dev.assay.app.offline.prune.PruneEvidence;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence prune}: retention of the local evidence directory. */
@Command(
    name = "prune",
    description = {
      "remove old bundles from the local evidence directory and record what was removed and why",
      "A bundle must fall under every rule given. What does not verify, is still being written or"
          + " is under a legal hold stays. The record is `deletions.ndjson` in the directory; a"
          + " file `legal-hold.txt` there is always honoured."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence prune --older-than 90d --keep 100 --dry-run",
      "  assay evidence prune --older-than 90d --legal-hold case-17.txt"
    })
public final class EvidencePruneCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.prune.v1";
  private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})(h|d|w)");
  private static final int MAX_HOLD_BYTES = 16 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "the directory (default: where `mcp wrap` records)")
  private @Nullable Path directory;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "the last event is older, as 36h, 90d or 12w, by the recorder's clock")
  private @Nullable String olderThan;

  @Option(names = "--keep", paramLabel = "N", description = "the newest N stay")
  private @Nullable Integer keep;

  @Option(
      names = "--legal-hold",
      paramLabel = "FILE",
      description = "bundles that stay: lines `sha256:HEX` or `run:ID`; may be repeated")
  private List<Path> holds = List.of();

  @Option(names = "--dry-run", description = "only say what would be removed")
  private boolean dryRun;

  /** Made by the command line. */
  public EvidencePruneCommand() {}

  @Override
  public Integer call() throws IOException {
    if (olderThan == null && keep == null) {
      throw new ParameterException(spec.commandLine(), "Give `--older-than`, `--keep` or both");
    }
    if (keep != null && keep < 0) {
      throw new ParameterException(spec.commandLine(), "`--keep` must not be negative");
    }
    Duration age = age();
    Path where;
    if (directory != null) {
      where = directory;
    } else {
      switch (StateDirectory.locate(System.getenv())) {
        case StateDirectory.Unknown(Problem problem) -> {
          return output.finish(
              CommandAnswer.failure(
                  SCHEMA, CommandReason.EVIDENCE_UNREADABLE, List.of(problem), Json.Obj.EMPTY));
        }
        case StateDirectory.Located located -> where = located.evidence();
      }
    }
    return output.finish(prune(where, new PruneEvidence.Rule(age, keep, rule())));
  }

  private @Nullable Duration age() {
    if (olderThan == null) {
      return null;
    }
    Matcher matcher = AGE.matcher(olderThan);
    if (!matcher.matches()) {
      throw new ParameterException(
          spec.commandLine(), "`--older-than` must be a number and h, d or w, such as 90d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  private String rule() {
    return (olderThan == null ? "" : "older-than " + olderThan)
        + (olderThan != null && keep != null ? ", " : "")
        + (keep == null ? "" : "keep " + keep);
  }

  private CommandAnswer prune(Path where, PruneEvidence.Rule rule) throws IOException {
    List<Problem> problems = new ArrayList<>();
    LegalHold hold = new LegalHold();
    for (Path file : holds) {
      switch (BoundedFile.read(file, MAX_HOLD_BYTES)) {
        case BoundedFile.Reading.Read(byte[] bytes) ->
            hold.add(file.toString(), new String(bytes, StandardCharsets.UTF_8), problems);
        case BoundedFile.Reading.Refused(_, String why) ->
            problems.add(PruneCode.LEGAL_HOLD.at(file.toString(), "the file " + why));
      }
    }
    if (!problems.isEmpty()) {
      return CommandAnswer.failure(SCHEMA, CommandReason.PRUNE_RECORD, problems, Json.Obj.EMPTY);
    }
    StoreProgressLines progress = new StoreProgressLines(spec.commandLine().getErr());
    try (LocalEvidence folder = new LocalEvidence(where, dryRun);
        TarBundleFiles files = new TarBundleFiles(InputStream.nullInputStream())) {
      return answer(
          where,
          new PruneEvidence(folder, files, progress)
              .prune(new PruneEvidence.Request(rule, hold, Instant.now(), dryRun)));
    }
  }

  private CommandAnswer answer(Path where, PruneEvidence.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    List<Json> removed = new ArrayList<>();
    for (PruneEvidence.Removed one : outcome.removed()) {
      lines.add(
          (dryRun ? "would remove " : "removed ")
              + one.file()
              + " "
              + Sha256.PREFIX
              + one.entry().archive()
              + " "
              + one.reason().wire());
      removed.add(
          Json.object()
              .put("file", one.file())
              .put("reason", one.reason().wire())
              .put("entry", one.entry().json())
              .build());
    }
    lines.add(
        "%d %s, %d kept, %d of them under legal hold"
            .formatted(
                outcome.removed().size(),
                dryRun ? "would be removed" : "removed",
                outcome.kept(),
                outcome.held()));
    Json.Obj members =
        Json.object()
            .put("directory", where.toString())
            .put("dry_run", dryRun)
            .put("removed", new Json.Arr(removed))
            .put("kept", outcome.kept())
            .put("held", outcome.held())
            .build();
    CommandReason reason = CommandReason.NONE;
    for (Problem problem : outcome.problems()) {
      CommandReason next = CommandReason.named(PruneCode.reasonOf(problem));
      if (next.exitCode().number() > reason.exitCode().number()) {
        reason = next;
      }
    }
    return new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, outcome.problems());
  }
}
