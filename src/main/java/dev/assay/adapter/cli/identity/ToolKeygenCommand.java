package dev.assay.adapter.cli.identity;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.document.KeyPairFiles;
import dev.assay.core.crypto.NewSigningKey;
import dev.assay.core.json.Json;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay mcp tool keygen}: a new key for signing tools. */
@Command(
    name = "keygen",
    description = "make an Ed25519 key: private_key.pem, readable only by you, and public_key.pem",
    footerHeading = "%nExamples:%n",
    footer = "  assay mcp tool keygen --out keys")
final class ToolKeygenCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.mcp_tool_key.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the directory for the two files; made if it is missing")
  private Path out = Path.of(".");

  @Option(names = "--force", description = "replace key files that are there")
  private boolean force;

  @Override
  public Integer call() {
    byte[] seed = new byte[NewSigningKey.SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    NewSigningKey key = NewSigningKey.of(seed);
    return switch (KeyPairFiles.write(out, key, force)) {
      case KeyPairFiles.Writing.Taken taken ->
          output.finish(
              CommandAnswer.failure(
                  SCHEMA, CommandReason.OUTPUT_EXISTS, List.of(taken.problem()), Json.Obj.EMPTY));
      case KeyPairFiles.Writing.Failed failed ->
          output.finish(
              CommandAnswer.failure(
                  SCHEMA, CommandReason.OUTPUT_FAILED, List.of(failed.problem()), Json.Obj.EMPTY));
      case KeyPairFiles.Writing.Written written ->
          output.finish(
              CommandAnswer.success(
                  SCHEMA,
                  "key "
                      + key.keyId()
                      + "\nprivate "
                      + written.privateKey()
                      + "\npublic "
                      + written.publicKey(),
                  Json.object()
                      .put("key_id", key.keyId())
                      .put("private_key", written.privateKey().toString())
                      .put("public_key", written.publicKey().toString())
                      .build()));
    };
  }
}
