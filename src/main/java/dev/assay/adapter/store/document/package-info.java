/**
 * Files that a user names and that are read or written whole: bundles made from other data,
 * baselines, proofs, traces, key pairs, and the files that policies name (tool locks, trust
 * policies). Nothing here records a session. Main thread only. Implements {@code
 * docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.adapter.store.document;

import org.jspecify.annotations.NullMarked;
