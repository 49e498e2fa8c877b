package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.store.ListBundles;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.StoreEntry;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.report.TerminalText;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence list}: what a store's index names. */
@Command(
    name = "list",
    description = {
      "list the bundles of a store, oldest day first, by the store's index",
      "The index is a convenience and not verified here; `verify --all` compares it with the"
          + " bundles. Days are UTC days of a bundle's first event."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence list --store s3://bucket/agents/prod --since 2026-01-01 --until 2026-03-31",
      "  assay evidence list --run-id run-42 --json"
    })
public final class EvidenceListCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.list.v1";
  private static final int MAX_LIMIT = 100_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--run-id", paramLabel = "ID", description = "only bundles of this run")
  private @Nullable String runId;

  @Option(names = "--day", paramLabel = "DATE", description = "only this day, as 2026-01-31")
  private @Nullable LocalDate day;

  @Option(names = "--since", paramLabel = "DATE", description = "this day and later")
  private @Nullable LocalDate since;

  @Option(names = "--until", paramLabel = "DATE", description = "this day and earlier")
  private @Nullable LocalDate until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "at most so many (default: ${DEFAULT-VALUE})")
  private int limit = 100;

  /** Made by the command line. */
  public EvidenceListCommand() {}

  @Override
  public Integer call() throws IOException {
    if (day != null && (since != null || until != null)) {
      throw new ParameterException(
          spec.commandLine(), "`--day` does not go with `--since` or `--until`");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ParameterException(
          spec.commandLine(), "`--limit` must be a number from 1 to " + MAX_LIMIT);
    }
    return store.with(SCHEMA, output::finish, (from, _) -> list(from));
  }

  private CommandAnswer list(ObjectStore from) {
    ListBundles.Outcome outcome =
        new ListBundles(from)
            .list(
                new ListBundles.Request(
                    runId,
                    text(day == null ? since : day),
                    text(day == null ? until : day),
                    limit));
    List<String> lines = new ArrayList<>();
    List<Json> entries = new ArrayList<>();
    for (StoreEntry entry : outcome.entries()) {
      lines.add(
          "%s  %s%s  %6d  %s"
              .formatted(
                  entry.span().day(),
                  Sha256.PREFIX,
                  entry.archive(),
                  entry.events(),
                  TerminalText.field(entry.runId())));
      entries.add(entry.json());
    }
    if (outcome.more()) {
      output.warn("there are more; raise --limit or narrow the days");
    }
    return new CommandAnswer(
        SCHEMA,
        StoreOptions.worst(outcome.problems()),
        String.join("\n", lines),
        Json.object()
            .put("store", from.name())
            .put("bundles", new Json.Arr(entries))
            .put("more", outcome.more())
            .build(),
        outcome.problems());
  }

  private static @Nullable String text(@Nullable LocalDate date) {
    return date == null ? null : date.toString();
  }
}
