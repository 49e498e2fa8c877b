package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.objects.LocalFiles;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.PullBundles;
import dev.assay.app.offline.store.PullBundles.Wanted;
import dev.assay.app.offline.store.StoreKeys;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence pull}: bundles out of a store. */
@Command(
    name = "pull",
    description = {
      "fetch bundles from a store, verified while they arrive",
      "A file gets its name, the digest of the archive, only when it is what was asked for."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence pull --digest sha256:<64 hex digits> --store s3://bucket/agents/prod",
      "  assay evidence pull --run-id run-42 -o evidence"
    })
public final class EvidencePullCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.pull.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private StoreOptions store = new StoreOptions();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what = new What();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "where the files go (default: ${DEFAULT-VALUE})")
  private String directory = ".";

  /** Exactly one of these. */
  static final class What {
    @Option(
        names = "--digest",
        paramLabel = "sha256:HEX",
        description = "the one archive with this digest",
        required = true)
    private @Nullable String digest;

    @Option(
        names = "--bundle-id",
        paramLabel = "ID",
        description = "every archive with this bundle id",
        required = true)
    private @Nullable String bundleId;

    @Option(
        names = "--run-id",
        paramLabel = "ID",
        description = "every archive of this run",
        required = true)
    private @Nullable String runId;
  }

  /** Made by the command line. */
  public EvidencePullCommand() {}

  @Override
  public Integer call() throws IOException {
    Wanted wanted = wanted();
    return store.with(SCHEMA, output::finish, (from, _) -> pull(from, wanted));
  }

  private Wanted wanted() {
    if (what.runId != null) {
      return new Wanted.Run(what.runId);
    }
    if (what.bundleId != null) {
      return new Wanted.Bundle(what.bundleId);
    }
    return StoreKeys.digits(String.valueOf(what.digest))
        .map(Wanted.Archive::new)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "`--digest` must be `sha256:` and 64 lower-case hex digits"));
  }

  private CommandAnswer pull(ObjectStore from, Wanted wanted) {
    StoreProgressLines progress = new StoreProgressLines(spec.commandLine().getErr());
    PullBundles.Outcome outcome =
        new PullBundles(from, new LocalFiles(), progress).pull(wanted, directory);
    List<String> lines = new ArrayList<>();
    List<Json> pulled = new ArrayList<>();
    for (PullBundles.Pulled one : outcome.pulled()) {
      lines.add(one.path() + ": verified" + (one.written() ? "" : ", was there before"));
      one.sidecars().forEach(path -> lines.add(path));
      pulled.add(
          Json.object()
              .put("path", one.path())
              .put("written", one.written())
              .put("sidecars", Json.Arr.ofStrings(one.sidecars()))
              .put("entry", one.entry().json())
              .build());
    }
    return new CommandAnswer(
        SCHEMA,
        StoreOptions.worst(outcome.problems()),
        String.join("\n", lines),
        Json.object().put("store", from.name()).put("pulled", new Json.Arr(pulled)).build(),
        outcome.problems());
  }
}
