/**
 * Linting the events of a bundle: the built-in rules, running the rules of packs, which findings
 * are kept, their fingerprints, and the report as text, JSON and SARIF. Judges form and
 * completeness, never whether a decision was right. One linter is used by one thread for one
 * bundle; the rest are values. Implements {@code evidence.md} 6.
 */
@NullMarked
package dev.assay.core.lint;

import org.jspecify.annotations.NullMarked;
