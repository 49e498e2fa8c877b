/**
 * Statements about bundles and the signed envelopes round them: in-toto Statement v1 in DSSE. Keys
 * and signatures come from {@code core.crypto}, facts about a bundle from {@code core.evidence}.
 * Values only, safe on any thread. Implements {@code docs/explanation/evidence.md}, section
 * "Signature".
 */
@NullMarked
package dev.assay.core.attest;

import org.jspecify.annotations.NullMarked;
