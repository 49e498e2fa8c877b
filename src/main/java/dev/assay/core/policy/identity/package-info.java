/**
 * The sections of a policy about who a tool is: {@code tool_pins} and {@code tool_identity}, read
 * with their places. What they mean for a call is judged in {@code core.policy.rule}; lock files
 * are read by nobody here. Immutable once read. Implements {@code policy-language.md} 3 and {@code
 * policy.md} 1.7.
 */
@NullMarked
package dev.assay.core.policy.identity;

import org.jspecify.annotations.NullMarked;
