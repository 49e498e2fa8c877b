/**
 * {@code assay claims}: what an observation can support, and the gate that refuses claims beyond
 * it. Reads the documents and bundles that are named, asks {@code core.coverage}, prints. Main
 * thread only. Implements {@code docs/reference/coverage.md}.
 */
@NullMarked
package dev.assay.adapter.cli.claims;

import org.jspecify.annotations.NullMarked;
