package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.ValidateDocument;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.receipt.ReceiptSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code assay evidence schema validate}. */
@Command(
    name = "validate",
    description = {
      "hold a document against a schema",
      "`format` is an annotation. Messages never repeat values of the document."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every document satisfies the schema",
      "1:one does not",
      "2:a document is no JSON, there is none, or the schema is unknown"
    },
    footerHeading = "%nExamples:%n",
    footer =
        "  assay evidence schema validate --schema mastra-score-event-export.v1 --jsonl --input s.jsonl")
final class SchemaValidateCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.schema.validation.v1";

  /** What an importer takes as one document. */
  private static final int MAX_BYTES = 64 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--schema", required = true, paramLabel = "NAME", description = "the schema")
  private String name = "";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "the document, at most 64 MiB")
  private String input = "";

  @Option(names = "--jsonl", description = "every line that is not blank is a document")
  private boolean lines;

  @Override
  public Integer call() {
    ReceiptSchema schema = SchemaEntry.named(name, spec.commandLine());
    return output.finish(
        switch (NamedFile.read(input, MAX_BYTES, "input")) {
          case NamedFile.Reading.Missing(Problem problem) -> unreadable(problem);
          case NamedFile.Reading.Unreadable(Problem problem) -> unreadable(problem);
          case NamedFile.Reading.Read read ->
              answer(
                  schema, ValidateDocument.validate(SchemaEntry.file(schema), read.bytes(), lines));
        });
  }

  private static CommandAnswer unreadable(Problem problem) {
    return CommandAnswer.failure(
        SCHEMA, CommandReason.SCHEMA_INPUT, List.of(problem), Json.Obj.EMPTY);
  }

  private CommandAnswer answer(ReceiptSchema schema, ValidateDocument.Result result) {
    List<String> text = new ArrayList<>();
    List<Json> errors = new ArrayList<>();
    for (ValidateDocument.Fault fault : result.faults()) {
      text.add(
          "document "
              + fault.document()
              + " "
              + fault.kind().wire()
              + " "
              + (fault.instancePath().isEmpty() ? "/" : fault.instancePath())
              + ": "
              + fault.message());
      errors.add(
          Json.object()
              .put("document", fault.document())
              .put("kind", fault.kind().wire())
              .put("instance_path", fault.instancePath())
              .put("message", fault.message())
              .build());
    }
    text.add((result.valid() ? "valid: " : "not valid: ") + result.documents() + " documents");
    Json.Obj members =
        Json.object()
            .put("schema_name", schema.wire())
            .put("schema_kind", schema.kind().wire())
            .put("input", input)
            .put("jsonl", lines)
            .put("valid", result.valid())
            .put("documents", result.documents())
            .put("errors", new Json.Arr(errors))
            .put("errors_omitted", result.omitted())
            .build();
    CommandReason reason =
        result.valid()
            ? CommandReason.NONE
            : result.readable() ? CommandReason.SCHEMA_MISMATCH : CommandReason.SCHEMA_INPUT;
    return new CommandAnswer(SCHEMA, reason, String.join("\n", text), members, List.of());
  }
}
