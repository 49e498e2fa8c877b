package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.DidYouMean;
import dev.assay.core.receipt.ReceiptSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A schema of the registry, as commands name, describe and read it. */
final class SchemaEntry {
  private SchemaEntry() {}

  /** Finds a schema by a name the user gave. */
  static ReceiptSchema named(String name, CommandLine command) {
    return ReceiptSchema.of(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    command,
                    "`"
                        + name
                        + "` is no schema"
                        + DidYouMean.nearest(
                                name,
                                Arrays.stream(ReceiptSchema.values())
                                    .map(ReceiptSchema::wire)
                                    .toList())
                            .map(near -> ", did you mean `" + near + "`?")
                            .orElse("; `assay evidence schema list` has them")));
  }

  /** Gives the row of a schema. */
  static Json.ObjBuilder row(ReceiptSchema schema) {
    return Json.object()
        .put("name", schema.wire())
        .put("kind", schema.kind().wire())
        .put("status", schema.status())
        .put("family", schema.family().group())
        .put("importer", schema.family().importer())
        .put("claim", schema.claim() == null ? Json.Null.NULL : new Json.Str(schema.claim()))
        .put("aliases", Json.Arr.ofStrings(schema.aliases()));
  }

  /** Gives the file. */
  static byte[] file(ReceiptSchema schema) {
    try (InputStream in = SchemaEntry.class.getResourceAsStream("/" + schema.path())) {
      if (in == null) {
        throw new BugException("the program lacks its schema " + schema.wire());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
