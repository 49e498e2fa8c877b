package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.HttpTimeStampAuthority;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence timestamp fetch}: request and response over HTTP. */
@Command(
    name = "fetch",
    description = {
      "ask an authority over HTTP and keep its answer beside the bundle",
      "Sends the digest and a nonce to the address you name, and nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer =
        "  assay evidence timestamp fetch bundle.tar.gz --tsa https://tsa.example/ --tsa-cert"
            + " tsa.pem")
final class TimestampFetchCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.timestamp.fetch.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  private static final int DEFAULT_PATIENCE_SECONDS = 30;
  private static final int MAX_PATIENCE_SECONDS = 600;

  @Mixin private StampTarget target = new StampTarget();

  @Option(
      names = "--tsa",
      required = true,
      paramLabel = "URL",
      description = "address of the authority, http or https")
  private String authority = "";

  @Option(
      names = "--tsa-cert",
      paramLabel = "PEM",
      description = "certificates to trust; without them the token is kept and not believed")
  private List<String> certificates = List.of();

  @Option(names = "--policy", paramLabel = "OID", description = "the policy it must follow")
  private @Nullable String policy;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "how long the whole exchange may take (default: ${DEFAULT-VALUE})")
  private int patience = DEFAULT_PATIENCE_SECONDS;

  @Option(names = "--force", description = "overwrite a time stamp that is there")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused, IOException {
    URI address =
        HttpTimeStampAuthority.address(authority)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "`--tsa` must be an http or https address"));
    if (patience < 1 || patience > MAX_PATIENCE_SECONDS) {
      throw new ParameterException(spec.commandLine(), "`--timeout` must be 1 to 600 seconds");
    }
    new KeptApart()
        .reading(target.files())
        .reading(certificates)
        .writing("the time stamp", Inputs.path(target.stampFile()))
        .demand(spec.commandLine());
    StampTarget.Named named = target.named();
    if (!certificates.isEmpty()) {
      Inputs.certificates(certificates); // before anything is sent
    }
    HttpTimeStampAuthority asked =
        new HttpTimeStampAuthority(address, policy, Duration.ofSeconds(patience));
    byte[] response = LogOutcomes.receipts(named.anchoredBy(asked)).getFirst().bytes();
    return new StampAnswer(SCHEMA, certificates, force)
        .keep(response, named.digest(), target.stampFile(), authority);
  }
}
