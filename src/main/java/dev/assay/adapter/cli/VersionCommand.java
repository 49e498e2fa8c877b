package dev.assay.adapter.cli;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assay version}: the bare version number. */
@Command(
    name = "version",
    description = "print the version number",
    footerHeading = "%nExamples:%n",
    footer = {"  assay version", "  assay version --json"})
final class VersionCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    return output.finish(
        CommandAnswer.success(
            "assay.version.v1",
            AssayVersion.NUMBER,
            Json.object()
                .put("name", "assay")
                .put("version", AssayVersion.NUMBER)
                .put("java", Runtime.version().toString())
                .build()));
  }
}
