package dev.assay.adapter.cli.identity;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.document.ToolTrustFile;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.identity.ToolTrust;
import dev.assay.core.identity.ToolTrustReader;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.report.TerminalText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay mcp tool verify}: whose signatures are on tool definitions. */
@Command(
    name = "verify",
    description = {
      "check the signatures on a tool, or on every tool of a tools/list result",
      "With --pubkey a signature is required. A key inside a signature makes nobody trust it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay mcp tool verify signed.json --pubkey keys/public_key.pem",
      "  assay mcp tool verify signed.json --trust-policy tool-trust.yaml --json"
    })
final class ToolVerifyCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.mcp_tool_verification.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "TOOL", description = "JSON file with a tool or a tools/list result")
  private String file = "";

  @ArgGroup(multiplicity = "1")
  private Trusted trusted = new Trusted();

  /** Whose signatures count. */
  static final class Trusted {
    @Option(names = "--pubkey", paramLabel = "FILE", description = "a public key in PEM")
    private @Nullable Path publicKey;

    @Option(
        names = "--trust-policy",
        paramLabel = "FILE",
        description = "a trust policy for tools, as a policy's signatures.trust_policy names it")
    private @Nullable Path trustPolicy;
  }

  @Override
  public Integer call() {
    ToolTrust trust;
    switch (trust()) {
      case ToolTrustReader.Reading.Refused refused -> {
        return output.finish(
            CommandAnswer.failure(
                SCHEMA, CommandReason.CFG_PARSE, refused.problems(), Json.Obj.EMPTY));
      }
      case ToolTrustReader.Reading.Read read -> trust = read.trust();
    }
    return switch (ToolDocument.read(file)) {
      case ToolDocument.Reading.Refused refused ->
          output.finish(
              CommandAnswer.failure(
                  SCHEMA,
                  CommandReason.MISSING_CONFIG,
                  List.of(refused.problem()),
                  Json.Obj.EMPTY));
      case ToolDocument.Reading.Read read -> judge(read.tools(), trust);
    };
  }

  private ToolTrustReader.Reading trust() {
    if (trusted.trustPolicy != null) {
      return ToolTrustFile.read(trusted.trustPolicy);
    }
    Path file = trusted.publicKey == null ? Path.of("") : trusted.publicKey;
    return switch (ToolTrustFile.publicKey(file)) {
      case VerifyingKeyReading.Usable usable ->
          new ToolTrustReader.Reading.Read(ToolTrust.only(usable.key()));
      case VerifyingKeyReading.Unusable unusable ->
          new ToolTrustReader.Reading.Refused(List.of(unusable.problem().in(file.toString())));
    };
  }

  private int judge(ToolDocument document, ToolTrust trust) {
    List<String> lines = new ArrayList<>();
    List<Json> rows = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Json.Obj tool : document.tools()) {
      String name = tool.string("name").orElse("");
      ToolTrust.Standing standing = trust.judge(tool);
      lines.add(TerminalText.field(name) + ": " + standing.words());
      rows.add(Json.object().put("name", name).put("signature", standing.wire()).build());
      if (!standing.isGood()) {
        problems.add(
            Problem.of(
                "tool.signature", "tool `" + name + "`: " + standing.words(), Where.NOWHERE));
      }
    }
    CommandReason reason = problems.isEmpty() ? CommandReason.NONE : CommandReason.TOOL_SIGNATURE;
    Json.Obj members = Json.object().put("tools", new Json.Arr(rows)).build();
    return output.finish(
        new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, problems));
  }
}
