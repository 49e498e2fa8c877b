package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.BugException;
import dev.assay.core.receipt.ReceiptSchema;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence schema show}. */
@Command(
    name = "show",
    description = "show a schema, by its name, its path, its $id or the identity of its receipts",
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence schema show --raw promptfoo.assertion-component.v1")
final class SchemaShowCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.schema.show.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--raw", description = "print the JSON Schema alone")
  private boolean raw;

  @Parameters(paramLabel = "NAME", description = "the schema")
  private String name = "";

  @Override
  public Integer call() {
    ReceiptSchema schema = SchemaEntry.named(name, spec.commandLine());
    byte[] file = SchemaEntry.file(schema);
    String text = new String(file, StandardCharsets.UTF_8);
    if (raw) {
      return output.finishDocument(text, CommandReason.NONE);
    }
    Json document =
        switch (JsonReader.read(file, JsonLimits.DOCUMENT)) {
          case JsonReading.Read read -> read.value();
          case JsonReading.Refused _ ->
              throw new BugException("a schema of the program is no JSON");
        };
    return output.finish(
        CommandAnswer.success(
            SCHEMA,
            schema.wire()
                + " ("
                + schema.kind().wire()
                + ", "
                + schema.status()
                + ")\n"
                + text.strip(),
            SchemaEntry.row(schema).put("json_schema", document).build()));
  }
}
