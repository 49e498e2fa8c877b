/**
 * Use cases on signatures: attest a bundle, check an attestation, answer the layer {@code signed}
 * of a verdict. What an envelope is worth is decided in {@code core.attest}; files come in as bytes
 * and go out as bytes. Safe on any thread. Implements {@code docs/reference/evidence-bundle.md},
 * section "Attestation", and {@code docs/reference/trust-set.md}.
 */
@NullMarked
package dev.assay.app.offline.attest;

import org.jspecify.annotations.NullMarked;
