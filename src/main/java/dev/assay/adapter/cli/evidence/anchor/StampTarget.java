package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.HttpTimeStampAuthority;
import dev.assay.app.offline.anchor.Anchor.Anchoring;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.evidence.BundleLayout;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /**
   * What is to be stamped.
   *
   * @param bundle the archive
   * @param signature digest of the signature beside it, when that is stamped instead
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
  record Named(AnchorSubject bundle, byte @Nullable [] signature) {
    byte[] digest() {
      return signature == null ? bundle.archiveDigest() : signature.clone();
    }

    Anchoring anchoredBy(HttpTimeStampAuthority authority) {
      return signature == null
          ? authority.anchor(List.of(bundle))
          : authority.stamp(signature.clone());
    }
  }

  /** Names what is to be stamped. The bundle is verified whole in either case. */
  Named named() throws InputRefused, IOException {
    AnchorSubject archive = Inputs.subject(bundle);
    return new Named(archive, signature ? Inputs.signatureDigest(bundle) : null);
  }

  private String stem() {
    return signature ? bundle + BundleLayout.ATTESTATION_ENDING : bundle;
  }

  /** Gives the files that are read. */
  List<String> files() {
    return signature ? List.of(bundle, stem()) : List.of(bundle);
  }

  String queryFile() {
    return stem() + QUERY;
  }

  String stampFile() {
    return stem() + AnchorKind.TIMESTAMP.suffix();
  }
}
