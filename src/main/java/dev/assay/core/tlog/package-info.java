/**
 * Transparency logs as the C2SP documents describe them: checkpoints, cosignatures of witnesses,
 * tiles, proofs of inclusion and consistency. Bytes in, values out; where the tiles lie and how
 * they are written safely is an adapter's. Everything from outside is bounded before it is parsed
 * and refused with the line and the rule. Safe on any thread unless a type says otherwise.
 * Implements {@code docs/reference/anchors.md}.
 */
@NullMarked
package dev.assay.core.tlog;

import org.jspecify.annotations.NullMarked;
