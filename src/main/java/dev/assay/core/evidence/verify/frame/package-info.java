/**
 * The bytes of a {@code .tar.gz}, framed by hand so that nothing can hide in them: one gzip member,
 * plain tar blocks, bounded extension records. Bytes are pushed in and pushed on; nothing is kept
 * beyond one block or one record. What the entries mean is judged in {@code core.evidence.verify}.
 * One thread per instance. Implements {@code docs/reference/evidence-bundle.md}.
 */
@NullMarked
package dev.assay.core.evidence.verify.frame;

import org.jspecify.annotations.NullMarked;
