/**
 * The evidence store behind its ports: a directory, a bucket of an S3-compatible server through the
 * AWS client library, which is named nowhere else, and the local files that are pushed from and
 * pulled to. Knows keys and bytes; what they mean is {@code app.offline.store}'s. One thread at a
 * time. Implements {@code docs/reference/evidence-store.md}.
 */
@NullMarked
package dev.assay.adapter.objects;

import org.jspecify.annotations.NullMarked;
