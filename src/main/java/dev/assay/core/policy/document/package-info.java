/**
 * Reading a policy document strictly: which members exist where, of which type, what was probably
 * meant by one that does not exist, name patterns and the tool taxonomy. It knows the shape of the
 * document and nothing about calls or decisions, which live in {@code core.policy}. Everything read
 * is immutable; a {@link dev.assay.core.policy.document.Findings} belongs to the thread that reads.
 * Implements {@code docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy.document;

import org.jspecify.annotations.NullMarked;
