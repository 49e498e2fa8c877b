package dev.assay.adapter.cli.policy;

import dev.assay.adapter.store.document.TraceFile;
import dev.assay.app.offline.author.MigratePolicy;
import dev.assay.app.offline.author.TraceCalls;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay policy migrate}: a policy with old forms in the current ones. */
@Command(
    name = "migrate",
    description = {
      "print a policy of version 1.0, or with old forms, in the current ones, or write it",
      "The new policy must decide 5000 calls, made from both, exactly as the old one does, or nothing"
          + " is printed or written. Comments move along; one without a place is named."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the files have, or now have, no old form, or the new text was printed",
      "1:with --check, a file has one",
      "2:a policy is missing or refused, or a backup exists already",
      "3:a file cannot be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay policy migrate policies/legacy.yaml --diff",
      "  assay policy migrate policies/legacy.yaml --check",
      "  assay policy migrate policies/legacy.yaml --trace golden.jsonl --write"
    })
final class PolicyMigrateCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.policy_migration.v1";

  @Mixin private RewriteOptions rewrite = new RewriteOptions();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "calls that must be decided alike, too (docs/reference/trace.md)")
  private Optional<Path> trace = Optional.empty();

  @Override
  public Integer call() {
    Optional<TraceCalls> calls =
        trace.map(file -> taken -> TraceFile.read(file.toString(), System.in, taken));
    return rewrite.run(SCHEMA, read -> MigratePolicy.migrate(read.yaml(), read.name(), calls));
  }
}
