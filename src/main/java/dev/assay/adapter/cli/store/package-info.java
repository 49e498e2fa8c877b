/**
 * The commands that keep evidence: push, pull, list, check and index a store, and prune the local
 * evidence directory. They read settings, call a use case of {@code app.offline} and print what it
 * says; what the keys mean and what counts as sound is decided there. Main thread only. Implements
 * {@code docs/reference/evidence-store.md}.
 */
@NullMarked
package dev.assay.adapter.cli.store;

import org.jspecify.annotations.NullMarked;
