/**
 * The commands of people who approve calls: see what waits, sign it or refuse it. What a signature
 * is worth is decided by the gate under its policy. Main thread only. Implements {@code
 * docs/reference/approvals.md}.
 */
@NullMarked
package dev.assay.adapter.cli.approval;

import org.jspecify.annotations.NullMarked;
