package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.RebuildIndex;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code assay evidence store-reindex}: the index again, from the bundles. */
@Command(
    name = "store-reindex",
    description = {
      "make the index of a store again from its bundles: add what is missing, mend what is wrong",
      "Entries whose bundle is gone stay, because they are the only trace of it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  assay evidence store-reindex --store file:///srv/evidence"})
public final class EvidenceReindexCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.store_reindex.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private StoreOptions store = new StoreOptions();

  /** Made by the command line. */
  public EvidenceReindexCommand() {}

  @Override
  public Integer call() throws IOException {
    return store.with(SCHEMA, output::finish, (of, _) -> reindex(of));
  }

  private CommandAnswer reindex(ObjectStore of) {
    RebuildIndex.Outcome outcome =
        new RebuildIndex(of, new StoreProgressLines(spec.commandLine().getErr())).rebuild();
    String text =
        "%d bundles; index: %d objects added, %d replaced"
            .formatted(outcome.archives(), outcome.added(), outcome.replaced());
    return new CommandAnswer(
        SCHEMA,
        StoreOptions.worst(outcome.problems()),
        text,
        Json.object()
            .put("store", of.name())
            .put("bundles", outcome.archives())
            .put("added", outcome.added())
            .put("replaced", outcome.replaced())
            .build(),
        outcome.problems());
  }
}
