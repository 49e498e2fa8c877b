package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.cli.evidence.attest.SignatureFiles;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.anchor.SigstoreBundle;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.attest.EnvelopeReader;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence export-sigstore}: the signature beside a bundle for other tools. */
@Command(
    name = "export-sigstore",
    description = {
      "write the attestation beside a bundle as a sigstore bundle, version 0.3",
      "Takes the time stamp over the signature with it when one is there (`timestamp --signature`)."
          + " It names the key and does not contain it; it has no log entries, for those must be of"
          + " Rekor."
    },
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence export-sigstore bundle.tar.gz")
public final class EvidenceExportSigstoreCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.export_sigstore.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  private static final String SUFFIX = ".sigstore.json";

  @Parameters(paramLabel = "BUNDLE", description = "a bundle file with its .att.json")
  private String bundle = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where it goes (default: the bundle's name and .sigstore.json)")
  private @Nullable String out;

  @Option(names = "--force", description = "overwrite a file that is there")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    return AnchorRun.finish(output, SCHEMA, this::answer);
  }

  private CommandAnswer answer() throws InputRefused, IOException {
    String file = out == null ? bundle + SUFFIX : out;
    new KeptApart()
        .reading(List.of(bundle))
        .reading(SignatureFiles.namesBeside(bundle))
        .writing("--out", Inputs.path(file))
        .demand(spec.commandLine());
    Inputs.subject(bundle);
    String envelope = bundle + BundleLayout.ATTESTATION_ENDING;
    String stampFile = envelope + AnchorKind.TIMESTAMP.suffix();
    byte @Nullable [] stamp =
        NamedFile.read(stampFile, Inputs.MAX_RECEIPT_BYTES, "time stamp")
                instanceof NamedFile.Reading.Missing
            ? null
            : Inputs.file(stampFile, Inputs.MAX_RECEIPT_BYTES, "time stamp");
    byte[] signed = Inputs.file(envelope, EnvelopeReader.MAX_BYTES, "attestation");
    return switch (SigstoreBundle.export(signed, stamp)) {
      case SigstoreBundle.Export.Refused(AnchorRefusal refusal) ->
          throw InputRefused.by(refusal, stamp == null ? envelope : envelope + ", " + stampFile);
      case SigstoreBundle.Export.Exported(Json.Obj document) -> {
        byte[] text = (JsonText.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8);
        Inputs.write(file, text, force);
        yield CommandAnswer.success(
            SCHEMA,
            file + ": signature" + (stamp == null ? ", no time stamp" : " and its time stamp"),
            Json.object().put("file", file).put("timestamped", stamp != null).build());
      }
    };
  }
}
