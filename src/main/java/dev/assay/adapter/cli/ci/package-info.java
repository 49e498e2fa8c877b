/**
 * {@code assay ci}: the gate of a pipeline. Reads the policy, the trace, the bundle, the trust
 * policy and the baseline that the options name, lets {@code core.gate} put what came of them
 * together, and writes the files that other tools read. Main thread only. Implements {@code
 * docs/reference/ci.md}.
 */
@NullMarked
package dev.assay.adapter.cli.ci;

import org.jspecify.annotations.NullMarked;
