package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.adapter.store.document.BundleOutput;
import dev.assay.app.offline.ImportReceipts;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.receipt.ImportLedger;
import dev.assay.core.receipt.OnUnsupported;
import dev.assay.core.receipt.ReceiptCatalog;
import dev.assay.core.receipt.ReceiptImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence import}: results of other tools as bounded receipts in a bundle. */
@Command(
    name = "import",
    description = {
      "import results of another tool as bounded receipts, all of a file or nothing",
      "With --on-unsupported skip what cannot be a receipt is dropped and counted, and the bundle says"
          + " so: its claims cannot be verified then.",
      "A receipt says what was imported; it never says that the other tool was right."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence import promptfoo-jsonl --input results.jsonl --bundle-out receipts.tar.gz",
      "  assay evidence import cyclonedx-mlbom-model --input bom.cdx.json --bom-ref model --bundle-out"
          + " model.tar.gz",
      "  assay evidence import tool-decision-truth --carrier carrier.json --bundle-out"
          + " decision.tar.gz"
    })
final class EvidenceImportCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence_import.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"--input", "--carrier"},
      required = true,
      paramLabel = "FILE",
      description = "the source")
  private String input = "";

  @Option(
      names = {"--bundle-out", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "the bundle to write; an older one is replaced")
  private Path bundle = Path.of("");

  @Option(
      names = "--source-artifact-ref",
      paramLabel = "TEXT",
      description = "how receipts call the source (default: the file's name)")
  private @Nullable String sourceRef;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "run of the bundle (default: import- and the importer)")
  private @Nullable String runId;

  @Option(
      names = "--import-time",
      paramLabel = "RFC3339",
      description = "when it was imported (default: now)")
  private @Nullable String importTime;

  @Option(
      names = "--bom-ref",
      paramLabel = "REF",
      description = "which model of a CycloneDX document with several")
  private @Nullable String bomRef;

  @Option(
      names = "--on-unsupported",
      paramLabel = "fail|skip",
      defaultValue = "fail",
      description =
          "what a record that the importer does not support does: nothing is imported, or the record"
              + " is dropped into a ledger in the bundle (default: ${DEFAULT-VALUE})")
  private Unsupported onUnsupported = Unsupported.fail;

  /** The words of the option. */
  enum Unsupported {
    /** All or nothing. */
    fail(OnUnsupported.FAIL),
    /** What is supported. */
    skip(OnUnsupported.SKIP);

    private final OnUnsupported meaning;

    Unsupported(OnUnsupported meaning) {
      this.meaning = meaning;
    }
  }

  @Parameters(
      paramLabel = "IMPORTER",
      description =
          "promptfoo-jsonl, openfeature-details, cyclonedx-mlbom-model, mastra-score-event,"
              + " pydantic-case-result, livekit-tool-action or tool-decision-truth")
  private String importer = "";

  @Override
  public Integer call() throws IOException {
    ReceiptImporter chosen =
        ReceiptCatalog.named(importer)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "`" + importer + "` is no importer; see --help"));
    if (sourceRef != null && !chosen.namesSource()) {
      throw new ParameterException(
          spec.commandLine(),
          "`" + importer + "` does not keep the source's name: leave --source-artifact-ref out");
    }
    new KeptApart()
        .reading(List.of(input))
        .writing("--bundle-out", bundle)
        .demand(spec.commandLine());
    ImportReceipts.Request request =
        new ImportReceipts.Request(
            chosen,
            input,
            Optional.ofNullable(sourceRef),
            Optional.ofNullable(runId),
            Optional.ofNullable(importTime),
            Optional.ofNullable(bomRef),
            onUnsupported.meaning);
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      EventOrigin.Producer producer =
          new EventOrigin.Producer("assay", AssayVersion.NUMBER, EventOrigin.UNKNOWN_BUILD);
      ImportReceipts receipts = new ImportReceipts(files, producer, InstantSource.system());
      return output.finish(answer(receipts.run(request)));
    }
  }

  private CommandAnswer answer(ImportReceipts.Outcome outcome) {
    return switch (outcome) {
      case ImportReceipts.Outcome.Rejected rejected ->
          failure(CommandReason.IMPORT_REJECTED, rejected.problem());
      case ImportReceipts.Outcome.Imported imported -> {
        Optional<Problem> problem = BundleOutput.write(bundle, imported.plan(), imported.lines());
        yield problem.isPresent()
            ? failure(CommandReason.OUTPUT_FAILED, problem.get())
            : imported(imported.ledger(), imported.plan().runRoot());
      }
    };
  }

  private CommandAnswer imported(ImportLedger ledger, String bundleId) {
    if (!ledger.isComplete()) {
      List<String> codes = new ArrayList<>();
      ledger.byCode().forEach((code, count) -> codes.add(count + " " + code));
      output.warn(
          ledger.drops().size()
              + " of "
              + (ledger.imported() + ledger.drops().size())
              + " records were dropped ("
              + String.join(", ", codes)
              + "); the ledger is in the bundle");
    }
    return CommandAnswer.success(
        SCHEMA,
        "imported " + ledger.imported() + " receipts into " + bundle,
        Json.object()
            .put("receipts", ledger.imported())
            .put("dropped", ledger.drops().size())
            .put("skipped", ledger.skipped())
            .put("bundle", bundle.toString())
            .put("bundle_id", bundleId)
            .build());
  }

  private static CommandAnswer failure(CommandReason reason, Problem problem) {
    return CommandAnswer.failure(SCHEMA, reason, List.of(problem), Json.Obj.EMPTY);
  }
}
