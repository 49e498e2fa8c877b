/**
 * Settings and policy files from the outside world, turned into records. What a policy means is
 * read in {@code core.policy}; here are only paths, sizes and what can go wrong on a disk. Used
 * once, at start, by one thread. Implements {@code docs/reference/configuration.md}.
 */
@NullMarked
package dev.assay.adapter.config;

import org.jspecify.annotations.NullMarked;
