/**
 * Judge a call by the sections of a policy: one rule for each kind of judgement, the stages that
 * give their precedence, the catalogue that compiles them from a document, the normalised document
 * and the review of what is legal and probably not meant. How rules make a decision together lives
 * in {@code core.policy}. Everything is immutable once compiled. Implements {@code
 * docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy.rule;

import org.jspecify.annotations.NullMarked;
