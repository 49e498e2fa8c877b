package dev.assay.adapter.cli;

import dev.assay.adapter.cli.demo.Quickstart;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay demo}: the quickstart in one command. */
@Command(
    name = "demo",
    description = {
      "wrap a real MCP server, make four tool calls, verify and show the evidence",
      "Uses the official filesystem server when Node.js is installed (npx downloads it the first"
          + " time), else a small built-in one. Writes below /tmp/assay-demo and to"
          + " /tmp/outside-demo.txt."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  assay demo", "  assay demo --builtin"})
final class DemoCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.demo.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--builtin", description = "use the built-in server even when Node is installed")
  private boolean builtin;

  @Override
  public Integer call() throws InterruptedException {
    String home = System.getProperty("assay.home");
    if (home == null) {
      return output.finish(
          CommandAnswer.failure(
              SCHEMA, CommandReason.MISSING_CONFIG, "the demo needs the launcher `assay`"));
    }
    try {
      return output.finish(
          switch (new Quickstart(Path.of(home), System.err).run(!builtin)) {
            case Quickstart.Outcome.Shown(String server) ->
                CommandAnswer.success(SCHEMA, "", Json.object().put("server", server).build());
            case Quickstart.Outcome.Failed(String reason) ->
                CommandAnswer.failure(SCHEMA, CommandReason.DEMO_FAILED, reason);
          });
    } catch (IOException e) {
      return output.finish(
          CommandAnswer.failure(
              SCHEMA, CommandReason.DEMO_FAILED, "the demo files cannot be written below `/tmp`"));
    }
  }
}
