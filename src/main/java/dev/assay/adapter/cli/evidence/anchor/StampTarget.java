package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.evidence.BundleLayout;
import java.io.IOException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is stamped, the archive or the signature beside it, and where the files of it lie. */
final class StampTarget {
  private static final String QUERY = ".tsq";

  @Parameters(paramLabel = "BUNDLE", description = "a bundle file")
  private String bundle = "";

  @Option(
      names = "--signature",
      description =
          "stamp the signature in the bundle's .att.json instead of the archive: proof that it was"
              + " made before")
  private boolean signature;

  /** The digest to stamp. The bundle is verified whole in either case. */
  byte[] digest() throws InputRefused, IOException {
    byte[] archive = Inputs.subject(bundle).archiveDigest();
    return signature ? Inputs.signatureDigest(bundle) : archive;
  }

  private String stem() {
    return signature ? bundle + BundleLayout.ATTESTATION_ENDING : bundle;
  }

  String queryFile() {
    return stem() + QUERY;
  }

  String stampFile() {
    return stem() + AnchorKind.TIMESTAMP.suffix();
  }
}
