package dev.assay.adapter.cli.trust;

import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.core.evidence.verify.VerdictLayer;
import java.util.Optional;

/** What people are told of a signature that they asked about and that raised nothing. */
final class SignatureNote {
  private SignatureNote() {}

  /** Gives the note; empty when nobody asked, or a trusted key signed. */
  static Optional<String> of(CompileTrustBasis.Outcome.Compiled compiled) {
    return compiled
        .signed()
        .filter(layer -> layer.status() != VerdictLayer.Status.CONFIRMED)
        .map(
            layer ->
                "no level rests on a signature, `signed` is %s (%s): %s"
                    .formatted(
                        layer.status().wire(), layer.reason().wire(), layer.reason().sentence()));
  }
}
