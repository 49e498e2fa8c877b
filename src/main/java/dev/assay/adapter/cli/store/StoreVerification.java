package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.VerifyStore;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.ToIntFunction;

/** {@code assay evidence verify --all}: every bundle of a store, and its index. */
public final class StoreVerification {
  private static final String SCHEMA = "assay.evidence.verify.store.v1";

  private StoreVerification() {}

  /** Verifies a store and prints what was found. */
  public static int run(StoreOptions store, ToIntFunction<CommandAnswer> output, PrintWriter err)
      throws IOException {
    return store.with(SCHEMA, output, (of, _) -> verify(of, err));
  }

  private static CommandAnswer verify(ObjectStore of, PrintWriter err) {
    VerifyStore.Outcome outcome = new VerifyStore(of, new StoreProgressLines(err)).verify();
    String unlisted =
        outcome.found() > outcome.findings().size()
            ? ", the first " + outcome.findings().size() + " are listed"
            : "";
    String text =
        "bundles %d intact, %d not; findings %d%s; sidecars %d, not checked"
            .formatted(
                outcome.intact(), outcome.failed(), outcome.found(), unlisted, outcome.sidecars());
    return new CommandAnswer(
        SCHEMA,
        StoreOptions.worst(outcome.findings()),
        text,
        Json.object()
            .put("store", of.name())
            .put("intact", outcome.intact())
            .put("not_intact", outcome.failed())
            .put("sidecars_not_checked", outcome.sidecars())
            .put("findings", outcome.found())
            .build(),
        outcome.findings());
  }
}
