package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.CheckReceipts;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay evidence receipts check}: makes receipts again and compares the bytes. */
@Command(
    name = "check",
    description = {
      "make the receipts of a bundle again from their sources and compare them",
      "It says that these receipts come from these files, never that the files are right. Ends with 1"
          + " when a receipt differs or has no source, or when there is no receipt."
    },
    footerHeading = "%nExamples:%n",
    footer =
        "  assay evidence receipts check --bundle receipts.tar.gz --source results.jsonl --source b.jsonl")
final class ReceiptsCheckCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.receipts_check.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--bundle", required = true, paramLabel = "BUNDLE", description = "a bundle")
  private String bundle = "";

  @Option(
      names = "--source",
      required = true,
      paramLabel = "FILE",
      description = "a source in the bytes that were imported; may be given more than once")
  private List<String> sources = List.of();

  @Override
  public Integer call() throws IOException {
    try (TarBundleFiles bundles = new TarBundleFiles(System.in);
        TarBundleFiles files = new TarBundleFiles(System.in)) {
      return output.finish(
          switch (new CheckReceipts(bundles, files).check(bundle, sources)) {
            case CheckReceipts.Outcome.Refused(VerifyReport report) -> refused(report);
            case CheckReceipts.Outcome.Unreadable(Problem problem) ->
                CommandAnswer.failure(
                    SCHEMA, CommandReason.MISSING_CONFIG, List.of(problem), Json.Obj.EMPTY);
            case CheckReceipts.Outcome.Checked checked -> answer(checked);
          });
    }
  }

  private static CommandAnswer refused(VerifyReport report) {
    return CommandAnswer.failure(
        SCHEMA, CommandReason.named(report.reasonCode()), report.problems(), Json.Obj.EMPTY);
  }

  private static CommandAnswer answer(CheckReceipts.Outcome.Checked checked) {
    List<String> lines = new ArrayList<>();
    List<Json> groups = new ArrayList<>();
    for (CheckReceipts.Group group : checked.groups()) {
      lines.add(
          (group.holds() ? "same    " : "DIFFERS ")
              + group.importer()
              + " "
              + group.source().orElse(group.sourceDigest())
              + ": "
              + group.recomputed()
              + " of "
              + group.receipts()
              + " receipts are the same"
              + (group.holds() ? "" : ", " + group.why()));
      groups.add(
          Json.object()
              .put("importer", group.importer())
              .put("source_digest", group.sourceDigest())
              .put("source", group.source().orElse(null))
              .put("receipts", group.receipts())
              .put("recomputed", group.recomputed())
              .put("holds", group.holds())
              .put("why", group.why().isEmpty() ? null : group.why())
              .build());
    }
    if (checked.groups().isEmpty()) {
      lines.add("there is no receipt in the bundle");
    }
    checked
        .unused()
        .forEach(file -> lines.add("unused  " + file + ": no receipt names its digest"));
    Json.Obj members =
        Json.object()
            .put("holds", checked.holds())
            .put("sources", new Json.Arr(groups))
            .put("unused_sources", Json.Arr.ofStrings(checked.unused()))
            .build();
    return new CommandAnswer(
        SCHEMA,
        checked.holds() ? CommandReason.NONE : CommandReason.RECEIPT_DIFFERS,
        String.join("\n", lines),
        members,
        List.of());
  }
}
