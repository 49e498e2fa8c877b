/**
 * The evidence store: bundles kept elsewhere under the digest of their archive, with small index
 * objects per bundle id, run and day that can be made again from the archives. Here are the use
 * cases and what the keys and entries mean; reaching a directory or a bucket is the ports' matter.
 * One thread at a time. Implements {@code docs/reference/evidence-store.md}.
 */
@NullMarked
package dev.assay.app.offline.store;

import org.jspecify.annotations.NullMarked;
