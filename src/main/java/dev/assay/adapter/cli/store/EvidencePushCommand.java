package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.objects.LocalFiles;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.PushBundle;
import dev.assay.app.offline.store.Retention.Hold;
import dev.assay.app.offline.store.StoreSettings;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence push}: bundles into a store. */
@Command(
    name = "push",
    description = {
      "verify bundles and put them into a store, with the files beside them",
      "A bundle is kept under the digest of its archive; nothing there is ever overwritten. A push"
          + " that was cut off goes on when it is repeated."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence push --store file:///srv/evidence bundle.tar.gz",
      "  assay evidence push --store s3://bucket/agents/prod *.tar.gz"
    })
public final class EvidencePushCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.push.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private StoreOptions store = new StoreOptions();

  @Parameters(arity = "1..*", paramLabel = "BUNDLE", description = "bundle files")
  private List<String> bundles = List.of();

  /** Made by the command line. */
  public EvidencePushCommand() {}

  @Override
  public Integer call() throws IOException {
    return store.with(SCHEMA, output::finish, this::push);
  }

  private CommandAnswer push(ObjectStore to, StoreSettings settings) throws IOException {
    List<String> lines = new ArrayList<>();
    List<Json> pushed = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    CommandReason reason = CommandReason.NONE;
    StoreProgressLines progress = new StoreProgressLines(spec.commandLine().getErr());
    try (TarBundleFiles files = new TarBundleFiles(InputStream.nullInputStream())) {
      PushBundle push = new PushBundle(files, new LocalFiles(), to, progress);
      for (String path : bundles) {
        switch (push.push(path, Instant.now(), settings.retention())) {
          case PushBundle.Outcome.NotIntact(VerifyReport report) -> {
            problems.addAll(report.problems());
            reason = worse(reason, CommandReason.named(report.reasonCode()));
          }
          case PushBundle.Outcome.NotStored(Problem problem) -> {
            problems.add(problem);
            reason = worse(reason, StoreOptions.worst(List.of(problem)));
          }
          case PushBundle.Outcome.Stored stored -> {
            lines.add(text(path, stored));
            pushed.add(json(path, stored));
            problems.addAll(stored.problems());
            reason = worse(reason, StoreOptions.worst(stored.problems()));
          }
        }
      }
    }
    Json.Obj members =
        Json.object().put("store", to.name()).put("pushed", new Json.Arr(pushed)).build();
    return new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, problems);
  }

  private static CommandReason worse(CommandReason a, CommandReason b) {
    return b.exitCode().number() > a.exitCode().number() ? b : a;
  }

  private static String text(String path, PushBundle.Outcome.Stored stored) {
    Hold hold = stored.hold();
    return path
        + ": "
        + (stored.isNew() ? "stored" : "was stored before")
        + "\n  archive  "
        + Sha256.PREFIX
        + stored.entry().archive()
        + (stored.sidecars() == 0 ? "" : "\n  beside   " + stored.sidecars() + " files")
        + (hold == null ? "" : "\n  kept     " + hold.mode().wire() + " until " + hold.until());
  }

  private static Json json(String path, PushBundle.Outcome.Stored stored) {
    Json.ObjBuilder json =
        Json.object()
            .put("path", path)
            .put("new", stored.isNew())
            .put("sidecars", stored.sidecars())
            .put("entry", stored.entry().json());
    Hold hold = stored.hold();
    if (hold != null) {
      json.put("retention_mode", hold.mode().wire()).put("retain_until", hold.until().toString());
    }
    return json.build();
  }
}
