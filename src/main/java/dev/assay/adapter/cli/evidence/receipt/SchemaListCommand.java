package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import dev.assay.core.receipt.ReceiptSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assay evidence schema list}. */
@Command(
    name = "list",
    description = "list the schemas",
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence schema list --json")
final class SchemaListCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.schema.list.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    List<String> lines = new ArrayList<>();
    List<Json> rows = new ArrayList<>();
    for (ReceiptSchema schema : ReceiptSchema.values()) {
      lines.add("%-7s  %-12s  %s".formatted(schema.kind().wire(), schema.status(), schema.wire()));
      rows.add(SchemaEntry.row(schema).build());
    }
    Json.Obj members = Json.object().put("schemas", new Json.Arr(rows)).build();
    return output.finish(CommandAnswer.success(SCHEMA, String.join("\n", lines), members));
  }
}
