package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import dev.assay.core.receipt.check.Supersession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay evidence verify-mcp-supersession}. */
@Command(
    name = "verify-mcp-supersession",
    description = {
      "say which of several recorded decisions about one request counts",
      "The latest instant counts, then the highest sequence. What cannot be told is ambiguous, and no"
          + " decision counts then. No signature is verified."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:one decision counts for each request",
      "2:it is ambiguous for a request, or the file cannot be read as decisions"
    },
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence verify-mcp-supersession --decisions decisions.json")
public final class VerifyMcpSupersessionCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.mcp.supersession.report.v0";

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--decisions",
      required = true,
      paramLabel = "FILE",
      description = "a JSON array of recorded decisions")
  private String decisions = "";

  @Override
  public Integer call() {
    try {
      return output.finish(answer(RecordFile.read(decisions, "decisions", Supersession::groups)));
    } catch (RecordUnread unread) {
      return output.finish(unread.answer(SCHEMA));
    }
  }

  private static CommandAnswer answer(List<Supersession.Group> groups) {
    long ambiguous = groups.stream().filter(group -> !group.reason().resolves()).count();
    List<String> lines = new ArrayList<>();
    List<Json> documents = new ArrayList<>();
    for (Supersession.Group group : groups) {
      String digest = group.link().attestationDigest().orElse("");
      String nonce = group.link().attestationNonce().orElse("");
      String effective = group.effective().orElse(null);
      lines.add(
          (effective == null ? "AMBIGUOUS" : effective)
              + " "
              + digest
              + " nonce "
              + nonce
              + ": "
              + group.reason().wire()
              + ", "
              + group.records()
              + " records");
      documents.add(
          Json.object()
              .put("attestation_digest", digest)
              .put("attestation_nonce", nonce)
              .put("records", group.records())
              .put("verdict", group.reason().resolves() ? "resolved" : "ambiguous")
              .put("reason_code", group.reason().wire())
              .put("effective_decision", effective)
              .build());
    }
    return CheckListing.answer(
        SCHEMA,
        ambiguous == 0
            ? ""
            : "which decision counts is ambiguous for "
                + ambiguous
                + " of "
                + groups.size()
                + " requests",
        lines,
        Json.object().put("ok", ambiguous == 0).put("groups", new Json.Arr(documents)).build());
  }
}
