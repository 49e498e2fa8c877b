package dev.assay.core.evidence.write;

import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.evidence.EventOrigin;

/** What the first pass over the events found. */
public sealed interface BundlePlan {
  /**
   * The events make a bundle.
   *
   * @param origin run, source and producer of the first event
   * @param events how many
   * @param runRoot the run root, which is the bundle id
   * @param bytes length of {@code events.ndjson}
   * @param sha256 its digest, prefix included
   */
  record Planned(EventOrigin origin, long events, String runRoot, long bytes, String sha256)
      implements BundlePlan {
    /** Gives the canonical bytes of the manifest. */
    public byte[] manifest() {
      return BundleLayout.manifest(origin, events, runRoot, bytes, sha256);
    }
  }

  /**
   * The events do not make a bundle.
   *
   * @param fault the first fault
   * @param position which event, from 0
   */
  record Refused(BundleFault fault, long position) implements BundlePlan {}
}
