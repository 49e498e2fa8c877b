/**
 * Which tools a section of the policy is about: lists of names and classes, with or without
 * contracts. What it means for a call that its tool is on a list is decided in {@code
 * core.policy.rule}. Everything is immutable once read. Implements {@code
 * docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy.list;

import org.jspecify.annotations.NullMarked;
