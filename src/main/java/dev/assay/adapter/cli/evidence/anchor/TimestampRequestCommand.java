package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.HttpTimeStampAuthority;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.timestamp.TimeStampQuery;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code assay evidence timestamp request}: the request as a file. */
@Command(
    name = "request",
    description = "write a time-stamp request, to be sent by any means",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence timestamp request bundle.tar.gz",
      "  curl -H 'Content-Type: application/timestamp-query' --data-binary @bundle.tar.gz.tsq \\",
      "    https://tsa.example/ -o answer.tsr"
    })
final class TimestampRequestCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.timestamp.request.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Mixin private StampTarget target = new StampTarget();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where the request goes (default: the bundle's name and .tsq)")
  private @Nullable String out;

  @Option(
      names = "--policy",
      paramLabel = "OID",
      description = "the policy the authority must follow, such as 1.2.3.4.1")
  private @Nullable String policy;

  @Option(names = "--force", description = "overwrite a request that is there")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused, IOException {
    String file = out == null ? target.queryFile() : out;
    new KeptApart()
        .reading(target.files())
        .writing("--out", Inputs.path(file))
        .demand(spec.commandLine());
    byte[] digest = target.named().digest();
    return switch (TimeStampQuery.make(digest, HttpTimeStampAuthority.nonce(), policy)) {
      case TimeStampQuery.Reading.Refused(AnchorRefusal refusal) ->
          throw InputRefused.by(refusal, "--policy");
      case TimeStampQuery.Reading.Read(TimeStampQuery query) -> {
        Inputs.write(file, query.bytes(), force);
        String imprint = "sha256:" + HexFormat.of().formatHex(digest);
        yield CommandAnswer.success(
            SCHEMA,
            file + ": request for " + imprint,
            Json.object().put("request", file).put("imprint", imprint).build());
      }
    };
  }
}
