package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.timestamp.TimeStamp;
import dev.assay.core.crypto.timestamp.TimeStampQuery;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence timestamp accept}: the response that came back. */
@Command(
    name = "accept",
    description = "check a response against its request and keep it beside the bundle",
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence timestamp accept bundle.tar.gz answer.tsr --tsa-cert tsa.pem")
final class TimestampAcceptCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.timestamp.accept.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Mixin private StampTarget target = new StampTarget();

  @Parameters(paramLabel = "RESPONSE", description = "what the authority sent")
  private String response = "";

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "the request that was sent (default: the bundle's name and .tsq)")
  private @Nullable String request;

  @Option(
      names = "--tsa-cert",
      paramLabel = "PEM",
      description = "certificates to trust; without them the token is kept and not believed")
  private List<String> certificates = List.of();

  @Option(names = "--force", description = "overwrite a time stamp that is there")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused, IOException {
    String asked = request == null ? target.queryFile() : request;
    new KeptApart()
        .reading(target.files())
        .reading(List.of(asked))
        .reading(certificates)
        .writing("the time stamp", Inputs.path(target.stampFile()))
        .demand(spec.commandLine());
    byte[] digest = target.named().digest();
    TimeStampQuery query =
        switch (TimeStampQuery.read(
            Inputs.file(asked, Inputs.MAX_RECEIPT_BYTES, "time-stamp request"))) {
          case TimeStampQuery.Reading.Refused(AnchorRefusal refusal) ->
              throw InputRefused.by(refusal, asked);
          case TimeStampQuery.Reading.Read(TimeStampQuery read) -> read;
        };
    if (!Arrays.equals(query.imprint(), digest)) {
      throw InputRefused.by(AnchorRefusal.of(AnchorFault.IMPRINT_DIFFERS), asked);
    }
    byte[] answered = Inputs.file(response, Inputs.MAX_RECEIPT_BYTES, "time-stamp response");
    switch (TimeStamp.read(answered)) {
      case TimeStamp.Reading.Refused(AnchorRefusal refusal) ->
          throw InputRefused.by(refusal, response);
      case TimeStamp.Reading.Read(TimeStamp stamp) -> {
        AnchorRefusal refusal = stamp.objection(query);
        if (refusal != null) {
          throw InputRefused.by(refusal, response);
        }
      }
    }
    return new StampAnswer(SCHEMA, certificates, force)
        .keep(answered, digest, target.stampFile(), response);
  }
}
