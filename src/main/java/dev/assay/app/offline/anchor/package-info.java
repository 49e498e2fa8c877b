/**
 * Anchoring bundles outside themselves: which archive is meant, the port to whoever makes receipts,
 * the layers {@code timestamped} and {@code logged}, and the export as a sigstore bundle. Nothing
 * here opens a connection or a file; ports do. Every use case may be used by any thread. Implements
 * {@code docs/reference/anchors.md}.
 */
@NullMarked
package dev.assay.app.offline.anchor;

import org.jspecify.annotations.NullMarked;
