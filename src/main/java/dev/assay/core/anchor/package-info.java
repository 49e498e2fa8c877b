/**
 * What somebody outside can say about a bundle: what is anchored, what a receipt may claim, and why
 * one is refused. Knows no format: time stamps and log proofs implement {@link
 * dev.assay.core.anchor.AnchorVerifier} in packages of their own. Immutable values, safe on any
 * thread. Implements {@code docs/reference/anchors.md}.
 */
@NullMarked
package dev.assay.core.anchor;

import org.jspecify.annotations.NullMarked;
