/**
 * Makes the contents of a bundle from events: checks, seal, manifest, archive bytes. Bytes go to a
 * {@link dev.assay.core.evidence.write.ByteSink}; where they end up is for {@code adapter.store}.
 * Reading and verifying bundles live in {@code dev.assay.core.evidence}. Instances are per bundle
 * and single-threaded. Implements {@code docs/reference/evidence-bundle.md}.
 */
@NullMarked
package dev.assay.core.evidence.write;

import org.jspecify.annotations.NullMarked;
