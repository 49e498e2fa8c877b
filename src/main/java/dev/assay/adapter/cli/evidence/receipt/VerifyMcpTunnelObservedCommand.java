package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import dev.assay.core.receipt.check.TunnelObservation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay evidence verify-mcp-tunnel-observed}. */
@Command(
    name = "verify-mcp-tunnel-observed",
    description = {
      "check what a tunnel says of a request that went through it",
      "That it keeps no payload and no credentials, claims nothing beyond transport, and joins only"
          + " records of the same request; not that it is true."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every check passes", "2:a check fails, or the file is no JSON object"},
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence verify-mcp-tunnel-observed --artifact tunnel.json")
public final class VerifyMcpTunnelObservedCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.mcp.tunnel-observed.report.v0";

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--artifact",
      required = true,
      paramLabel = "FILE",
      description = "a document " + TunnelObservation.SCHEMA)
  private String artifact = "";

  @Override
  public Integer call() {
    try {
      return output.finish(answer(RecordFile.read(artifact, "artifact", TunnelObservation::check)));
    } catch (RecordUnread unread) {
      return output.finish(unread.answer(SCHEMA));
    }
  }

  private static CommandAnswer answer(TunnelObservation.Result result) {
    return CheckListing.answer(
        SCHEMA,
        result.checks(),
        result.strong()
            + " references to the same request, "
            + result.diagnostic()
            + " that join nothing",
        Json.object()
            .put(
                "join_summary",
                Json.object()
                    .put("strong_same_request_instance", result.strong())
                    .put("diagnostic_correlation", result.diagnostic())
                    .build())
            .build());
  }
}
