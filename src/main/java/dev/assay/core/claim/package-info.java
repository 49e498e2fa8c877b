/**
 * Claims about a bundle as values: the closed vocabulary, the {@code trust-basis.json} file with
 * its canonical bytes, the comparison of two of them, and the test of demanded levels. No evidence
 * is read here and nothing is judged; {@code core.claim.rule} does that. There is no score, no sum
 * and no verdict over claims. Values only, safe on any thread. Implements {@code
 * docs/reference/trust-basis.md}.
 */
@NullMarked
package dev.assay.core.claim;

import org.jspecify.annotations.NullMarked;
