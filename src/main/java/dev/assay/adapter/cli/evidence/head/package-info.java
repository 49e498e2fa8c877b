/**
 * {@code assay evidence head} and {@code check-head}: how far a recording has come, and whether it
 * still begins with what somebody kept of it. They read files and print; heads are compared in
 * {@code app.offline}. Main thread only. Implements {@code docs/reference/checkpoint.md}.
 */
@NullMarked
package dev.assay.adapter.cli.evidence.head;

import org.jspecify.annotations.NullMarked;
