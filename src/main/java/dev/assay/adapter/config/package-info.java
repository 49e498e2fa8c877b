/**
 * Settings and policy files from the outside world, turned into records. What a policy means is
 * read in {@code core.policy}; here are only paths, sizes and what can go wrong on a disk. One
 * thread reads a file, at the start of a gate or within a command. Implements what {@code
 * docs/reference/policy.md}, {@code docs/reference/lint.md} and {@code
 * docs/reference/evidence-store.md} say about where policies, rule packs and store settings come
 * from.
 */
@NullMarked
package dev.assay.adapter.config;

import org.jspecify.annotations.NullMarked;
