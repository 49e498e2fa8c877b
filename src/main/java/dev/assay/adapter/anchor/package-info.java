/**
 * Where receipts come from: a time-stamp authority over HTTP, asked only when its address was
 * given, and a transparency log in a plain directory. The directory is written by one process at a
 * time and can be served as static files. Main thread only. Implements {@code
 * docs/reference/anchors.md}.
 */
@NullMarked
package dev.assay.adapter.anchor;

import org.jspecify.annotations.NullMarked;
