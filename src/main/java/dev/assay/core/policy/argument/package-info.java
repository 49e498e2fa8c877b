/**
 * What a policy says about the arguments of its tools: the schemas, compiled while the document is
 * loaded, and what in them is probably not meant. Which tool may be called at all, and what a
 * violation leads to, is decided in {@code core.policy}. Everything is immutable once compiled.
 * Implements {@code docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy.argument;

import org.jspecify.annotations.NullMarked;
