package dev.assay.adapter.cli.identity;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.file.FreshFile;
import dev.assay.adapter.store.KeyFiles;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.identity.ToolSignature;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay mcp tool sign}: put an author's signature on tool definitions. */
@Command(
    name = "sign",
    description = {
      "sign a tool, or every tool of a tools/list result",
      "The signature covers the whole definition and not when it was signed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay mcp tool sign tools.json --key keys/private_key.pem --out signed.json",
      "  assay mcp tool sign tool.json --key keys/private_key.pem --in-place"
    })
final class ToolSignCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.mcp_tool_signed.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "TOOL", description = "JSON file with a tool or a tools/list result")
  private String file = "";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "Ed25519 private key in PEM, readable only by you")
  private Path key = Path.of("");

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  /** Where the signed tools go. */
  static final class Target {
    @Option(names = "--out", paramLabel = "FILE", description = "write them to this new file")
    private @Nullable Path out;

    @Option(names = "--in-place", description = "replace the file")
    private boolean inPlace;
  }

  @Option(
      names = "--embed-pubkey",
      description = "put the public key beside the signature; it makes nobody trust it")
  private boolean embed;

  @Override
  public Integer call() {
    SigningKey signer;
    switch (new KeyFiles().signingKey(key)) {
      case KeyReading.Unusable unusable -> {
        return refuse(CommandReason.CFG_PARSE, unusable.problem());
      }
      case KeyReading.Usable usable -> signer = usable.key();
    }
    if (!signer.isEd25519()) {
      return refuse(CommandReason.CFG_PARSE, problem("tools are signed with Ed25519 keys only"));
    }
    return switch (ToolDocument.read(file)) {
      case ToolDocument.Reading.Refused refused ->
          refuse(CommandReason.MISSING_CONFIG, refused.problem());
      case ToolDocument.Reading.Read read -> sign(read.tools(), signer);
    };
  }

  private int sign(ToolDocument document, SigningKey signer) {
    for (Json.Obj tool : document.tools()) {
      if (!ToolSignature.isSignable(tool)) {
        String name = tool.string("name").orElse("");
        return refuse(
            CommandReason.CFG_PARSE,
            problem("tool `" + name + "` has a number that no signature fixes"));
      }
    }
    String signedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Json.Obj signed = document.with(tool -> ToolSignature.sign(tool, signer, signedAt, embed));
    byte[] bytes = (JsonText.pretty(signed) + "\n").getBytes(StandardCharsets.UTF_8);
    Path to = target.out == null ? Path.of(file) : target.out;
    try {
      place(to, bytes);
    } catch (FileAlreadyExistsException _) {
      return refuse(CommandReason.OUTPUT_EXISTS, problem("`" + to + "` exists"));
    } catch (IOException | UncheckedIOException _) {
      return refuse(CommandReason.OUTPUT_FAILED, problem("cannot write `" + to + "`"));
    }
    return output.finish(
        CommandAnswer.success(
            SCHEMA,
            "%d tools signed by %s in %s".formatted(document.tools().size(), signer.keyId(), to),
            Json.object()
                .put("key_id", signer.keyId())
                .put("tools", document.tools().size())
                .put("file", to.toString())
                .build()));
  }

  private void place(Path to, byte[] bytes) throws IOException {
    Path directory = to.toAbsolutePath().getParent();
    try (FreshFile fresh = FreshFile.readableIn(directory == null ? to : directory)) {
      fresh.write(bytes, 0, bytes.length);
      if (target.inPlace) {
        fresh.takePermissionsOf(to);
        fresh.replace(to);
      } else {
        fresh.publish(to);
      }
    }
  }

  private static Problem problem(String message) {
    return Problem.of("tool.signature", message, Where.NOWHERE);
  }

  private int refuse(CommandReason reason, Problem problem) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, List.of(problem), Json.Obj.EMPTY));
  }
}
