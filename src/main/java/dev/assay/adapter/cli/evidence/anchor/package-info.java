/**
 * {@code assay evidence timestamp}, {@code log} and {@code export-sigstore}, and the options by
 * which {@code verify} takes receipts. They read what is named, ask a use case or an anchor, and
 * write new files whole. A network is used only by {@code timestamp fetch}. Main thread only.
 * Implements {@code docs/reference/anchors.md}.
 */
@NullMarked
package dev.assay.adapter.cli.evidence.anchor;

import org.jspecify.annotations.NullMarked;
