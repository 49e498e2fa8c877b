package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.config.StoreFile;
import dev.assay.adapter.objects.ObjectStores;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.StoreCode;
import dev.assay.app.offline.store.StoreSettings;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store a command works on. */
public final class StoreOptions {
  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "file:///directory or s3://bucket/prefix (default: ASSAY_STORE_URL, then file)")
  private @Nullable String url;

  @Option(
      names = "--store-config",
      paramLabel = "FILE",
      description = "settings of the store (default: .assay/store.yaml when it is there)")
  private @Nullable Path config;

  /** Makes the options of one command. */
  public StoreOptions() {}

  /** Tells whether the command line names a store. */
  public boolean isGiven() {
    return url != null || config != null;
  }

  /** What a command does with a store. */
  interface Work {
    CommandAnswer on(ObjectStore store, StoreSettings settings) throws IOException;
  }

  /** Opens the store, lets the command work on it and closes it. */
  int with(String schema, ToIntFunction<CommandAnswer> output, Work work) throws IOException {
    return switch (StoreFile.read(url, config, System.getenv())) {
      case StoreFile.Result.Refused refused ->
          output.applyAsInt(refused(schema, refused.problems()));
      case StoreFile.Result.Accepted(StoreSettings settings) ->
          switch (ObjectStores.open(settings)) {
            case ObjectStores.Opening.Refused(Problem problem) ->
                output.applyAsInt(refused(schema, List.of(problem)));
            case ObjectStores.Opening.Opened(ObjectStore store) -> {
              try (store) {
                yield output.applyAsInt(work.on(store, settings));
              }
            }
          };
    };
  }

  private static CommandAnswer refused(String schema, List<Problem> problems) {
    CommandReason reason =
        problems.stream().anyMatch(p -> p.code().startsWith("store."))
            ? worst(problems)
            : CommandReason.STORE_CONFIG;
    return CommandAnswer.failure(schema, reason, problems, Json.Obj.EMPTY);
  }

  /**
   * Gives the reason a command ends with: what the user can mend before what the machine can,
   * findings last; among equals the first.
   */
  static CommandReason worst(List<Problem> problems) {
    CommandReason worst = CommandReason.NONE;
    for (Problem problem : problems) {
      CommandReason reason = CommandReason.named(StoreCode.of(problem).reason());
      if (worst == CommandReason.NONE || reason.exitCode().number() > worst.exitCode().number()) {
        worst = reason;
      }
    }
    return worst;
  }
}
